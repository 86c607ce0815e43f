/** An audit file of JSON lines, which operators may rotate while the server runs. */
import { open, stat, type FileHandle } from 'node:fs/promises';
import type { AuditSink } from './audit.ts';
import { lineOf } from './record.ts';

export interface FileSink extends AuditSink {
  /**
   * Opens the path again where it names another file by now, so that a file that was moved away is closed without waiting for the next
   * record. Rejects with node's error where it cannot.
   */
  reopen(): Promise<void>;
}

/**
 * Appends to a file and waits until it is on the disk. A line that a crash or a full disk cut short stays by itself: before the next
 * record the line is ended, so that it costs no other record. A file that was moved or removed is noticed before the next record, which
 * goes to a new file under the path. Rejects with node's error where the file cannot be opened.
 */
export async function fileSink(path: string): Promise<FileSink> {
  let file = await openToAppend(path);
  let last: Promise<void> = Promise.resolve();

  /** One after the other, so that two records never share a line. */
  function inTurn(step: () => Promise<void>): Promise<void> {
    const done = last.then(step);
    last = done.catch(() => {});
    return done;
  }

  async function followPath(): Promise<void> {
    if (await file.isStillAt(path)) return;
    const moved = file;
    file = await openToAppend(path);
    await moved.close();
  }

  return {
    write: (record) =>
      inTurn(async () => {
        await followPath();
        await file.append(lineOf(record));
      }),
    reopen: () => inTurn(followPath),
    async close() {
      await last;
      await file.close();
    },
  };
}

interface AppendedFile {
  isStillAt(path: string): Promise<boolean>;
  append(line: string): Promise<void>;
  close(): Promise<void>;
}

async function openToAppend(path: string): Promise<AppendedFile> {
  const handle = await open(path, 'a+', 0o600);
  const { dev, ino } = await handle.stat({ bigint: true });
  /** Null where it has to be looked up: at the start, and after a write that failed, of which a part may be there. */
  let endsInNewline: boolean | null = null;
  return {
    async isStillAt(current) {
      const there = await statOrNull(current);
      return there?.dev === dev && there.ino === ino;
    },
    async append(line) {
      const isWhole = endsInNewline ?? (await lastByteIsNewline(handle));
      endsInNewline = null;
      await handle.appendFile(isWhole ? line : `\n${line}`);
      await handle.datasync();
      endsInNewline = true;
    },
    close: () => handle.close(),
  };
}

async function statOrNull(path: string) {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function lastByteIsNewline(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}
