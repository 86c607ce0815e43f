/** Opens the audit as the configuration says: a file, or standard output. */
import { type Config, ConfigError } from '../config.ts';
import { type Audit, type AuditSink, createAudit } from '../sessions/audit/audit.ts';
import { fileSink, streamSink } from '../sessions/audit/sinks.ts';
import type { Log } from './watch/log.ts';

export interface OpenAudit {
  readonly audit: Audit;
  close(): Promise<void>;
}

/** Rejects with a `ConfigError` where the file cannot be opened. @param now the wall clock, in epoch milliseconds. */
export async function openAudit(
  { file, onFailure }: Config['audit'],
  now: () => number,
  log: Log,
): Promise<OpenAudit> {
  const sink = file === undefined ? standardOutput() : await openFile(file);
  const audit = createAudit({
    sink,
    onFailure,
    now,
    onError: (error) => log.error({ err: error }, 'an audit record could not be written'),
  });
  return { audit, close: () => sink.close() };
}

async function openFile(file: string): Promise<AuditSink> {
  try {
    return await fileSink(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new ConfigError([
      `audit.file: ${file} cannot be opened for writing (${String(error.code)}); name a file in a directory that this user may write to`,
    ]);
  }
}

function standardOutput(): AuditSink {
  const { stdout } = process;
  stdout.on('error', toldElsewhere);
  return { ...streamSink(stdout), close: async () => void stdout.off('error', toldElsewhere) };
}

/** A pipe that is closed at its other end is told to the write that failed. Told to nobody here, it would end the process as well. */
function toldElsewhere(): void {}
