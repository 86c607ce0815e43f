/** Where audit records are kept: standard output for a log collector, or a file of JSON lines. */
import { open, type FileHandle } from 'node:fs/promises';
import type { AuditSink } from './audit.ts';

/**
 * One JSON line a record. A write rejects where the stream refuses it: its reader has gone, or the disk behind it is full. The stream tells
 * the same once more as an event, which whoever opened it must listen to.
 */
export function streamSink(stream: NodeJS.WritableStream): AuditSink {
  return {
    write: (record) =>
      new Promise((resolve, reject) => {
        stream.write(`${JSON.stringify(record)}\n`, (error) => (error ? reject(error) : resolve()));
      }),
    close: async () => {},
  };
}

/**
 * Appends to a file and waits until it is on the disk. A line that a crash or a full disk cut short stays by itself: before the next
 * record the line is ended, so that it costs no other record. Rejects with node's error where the file cannot be opened.
 */
export async function fileSink(path: string): Promise<AuditSink> {
  const file = await open(path, 'a+', 0o600);
  /** Null where it has to be looked up: at the start, and after a write that failed, of which a part may be there. */
  let endsInNewline: boolean | null = null;
  let last: Promise<void> = Promise.resolve();

  async function append(line: string): Promise<void> {
    const isWhole = endsInNewline ?? (await lastByteIsNewline(file));
    endsInNewline = null;
    await file.appendFile(isWhole ? line : `\n${line}`);
    await file.datasync();
    endsInNewline = true;
  }

  return {
    write(record) {
      // One after the other, so that two records never share a line.
      const written = last.then(() => append(`${JSON.stringify(record)}\n`));
      last = written.catch(() => {});
      return written;
    },
    async close() {
      await last;
      await file.close();
    },
  };
}

async function lastByteIsNewline(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}
