import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { auditRecord, type AuditRecord } from './record.ts';
import { fileSink, streamSink } from './sinks.ts';

function record(changeId: string, sessions = 1): AuditRecord {
  return {
    time: '2026-11-20T12:00:00.000Z',
    changeId,
    phase: 'intent',
    change: 'revokeSessions',
    actor: 'key:ops',
    address: null,
    operationName: null,
    reason: null,
    note: 'a note\nof two lines',
    subjectUser: null,
    input: null,
    sessions: Array.from({ length: sessions }, (_, index) => ({
      sessionId: `id${index}`,
      provider: 'chat',
      nativeId: `n${index}`,
      accountId: null,
    })),
  };
}

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'audit.jsonl');
}

/** The records that can be read, and the lines that cannot. */
async function linesOf(path: string) {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  const records: AuditRecord[] = [];
  const torn: string[] = [];
  for (const line of lines) {
    try {
      records.push(auditRecord.parse(JSON.parse(line)));
    } catch {
      torn.push(line);
    }
  }
  return { records, torn };
}

const idsIn = ({ records }: { readonly records: readonly AuditRecord[] }) =>
  records.map(({ changeId }) => changeId);

describe('a file', () => {
  test('holds a line for each record, in the order of writing, however many at once', async () => {
    const path = await temporaryFile();
    const sink = await fileSink(path);
    const ids = Array.from({ length: 50 }, (_, index) => `change${index}`);
    await Promise.all(ids.map((id) => sink.write(record(id, 20))));
    await sink.close();
    const lines = await linesOf(path);
    expect(idsIn(lines)).toEqual(ids);
    expect(lines.records[0]).toEqual(record('change0', 20));
    expect(lines.torn).toEqual([]);
  });

  test('is only added to', async () => {
    const path = await temporaryFile();
    for (const id of ['first', 'second']) {
      const sink = await fileSink(path);
      await sink.write(record(id));
      await sink.close();
    }
    expect(idsIn(await linesOf(path))).toEqual(['first', 'second']);
  });

  test('a line that a crash cut short costs no other', async () => {
    const path = await temporaryFile();
    const before = await fileSink(path);
    await before.write(record('before'));
    await before.close();
    await appendFile(path, JSON.stringify(record('torn')).slice(0, 40));
    const after = await fileSink(path);
    await after.write(record('after'));
    await after.close();
    const lines = await linesOf(path);
    expect(idsIn(lines)).toEqual(['before', 'after']);
    expect(lines.torn).toHaveLength(1);
  });

  test.skipIf(!existsSync('/dev/full'))('on a full disk refuses each record', async () => {
    const sink = await fileSink('/dev/full');
    await expect(sink.write(record('one'))).rejects.toThrow('ENOSPC');
    await expect(sink.write(record('two'))).rejects.toThrow('ENOSPC');
    await sink.close();
  });

  // The kernel cuts a write at the process's limit for files, just as a disk does that fills up in the middle of it.
  test.skipIf(!existsSync('/usr/bin/prlimit'))(
    'a record that the full disk cut short is refused, and costs none that follows once there is room',
    async () => {
      const path = await temporaryFile();
      const script = new URL('testing-full-disk.ts', import.meta.url).pathname;
      const { stdout } = await promisify(execFile)('sh', [
        '-c',
        'trap "" XFSZ; ulimit -S -f 2; exec "$0" "$1" "$2"',
        process.execPath,
        script,
        path,
      ]);
      const written = JSON.parse(stdout) as Record<string, string>;
      expect(written).toMatchObject({ record0: 'written', last: 'written' });
      expect(Object.values(written)).toContain('EFBIG');
      const lines = await linesOf(path);
      expect(idsIn(lines)).toEqual(Object.keys(written).filter((id) => written[id] === 'written'));
      expect(lines.torn).toHaveLength(1);
    },
  );
});

describe('a stream', () => {
  test('is given a line for each record', async () => {
    const stream = new PassThrough();
    const sink = streamSink(stream);
    await sink.write(record('one'));
    await sink.write(record('two'));
    stream.end();
    const text = Buffer.concat(await stream.toArray()).toString();
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => auditRecord.parse(JSON.parse(line)).changeId),
    ).toEqual(['one', 'two']);
  });

  test('that is broken refuses the record', async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    stream.on('error', () => {});
    await expect(streamSink(stream).write(record('one'))).rejects.toThrow('EPIPE');
  });
});
