/** Opens the audit as the configuration says: a file, or standard output. */
import { type Config, ConfigError } from '../config/config.ts';
import { type Audit, type AuditSink, createAudit } from '../sessions/audit/audit.ts';
import { fileSink, type FileSink } from '../sessions/audit/file-sink.ts';
import { streamSink } from '../sessions/audit/stream-sink.ts';
import type { Log } from './watch/log.ts';

export interface OpenAudit {
  readonly audit: Audit;
  close(): Promise<void>;
}

/** Rejects with a `ConfigError` where the file cannot be opened. @param now the wall clock, in epoch milliseconds. @param onLost called for each record that could not be written. */
export async function openAudit(
  { file, onFailure }: Config['audit'],
  now: () => number,
  log: Log,
  onLost: () => void = () => {},
): Promise<OpenAudit> {
  const sink = file === undefined ? standardOutput() : reopenOnHangup(await openFile(file), log);
  const audit = createAudit({
    sink,
    onFailure,
    now,
    onError: (error) => {
      onLost();
      log.error({ err: error }, 'an audit record could not be written');
    },
  });
  return { audit, close: () => sink.close() };
}

async function openFile(file: string): Promise<FileSink> {
  try {
    return await fileSink(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new ConfigError([
      `audit.file: ${file} cannot be opened for writing (${String(error.code)}); name a file in a directory that this user may write to`,
    ]);
  }
}

/** SIGHUP, by which log rotation says that it has moved the file. Where records go to a file it does not end the process. */
function reopenOnHangup(sink: FileSink, log: Log): AuditSink {
  const reopen = () => {
    sink.reopen().then(
      () => log.info('the audit file was opened again'),
      (error: unknown) => log.error({ err: error }, 'the audit file could not be opened again'),
    );
  };
  process.on('SIGHUP', reopen);
  return {
    write: (record) => sink.write(record),
    async close() {
      process.off('SIGHUP', reopen);
      await sink.close();
    },
  };
}

function standardOutput(): AuditSink {
  const { stdout } = process;
  stdout.on('error', toldElsewhere);
  return { ...streamSink(stdout), close: async () => void stdout.off('error', toldElsewhere) };
}

/** A pipe that is closed at its other end is told to the write that failed. Told to nobody here, it would end the process as well. */
function toldElsewhere(): void {}
