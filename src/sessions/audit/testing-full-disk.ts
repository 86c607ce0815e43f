/** For `file-sink.test.ts`, as a process of its own that may write only a small file: writes until it is refused, is given room, and goes on. */
import { execFileSync } from 'node:child_process';
import { fileSink } from './file-sink.ts';

const sink = await fileSink(process.argv[2] ?? '');
const written: Record<string, string> = {};

async function write(changeId: string): Promise<void> {
  try {
    await sink.write({
      time: '2026-11-20T12:00:00.000Z',
      changeId,
      phase: 'intent',
      change: 'revokeSessions',
      actor: 'key:ops',
      address: null,
      operationName: null,
      reason: null,
      note: 'x'.repeat(250),
      subjectUser: null,
      input: null,
      sessions: [],
    });
    written[changeId] = 'written';
  } catch (error) {
    written[changeId] = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

for (let index = 0; index < 12; index += 1) await write(`record${index}`);
execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:']);
await write('last');
await sink.close();
process.stdout.write(JSON.stringify(written));
