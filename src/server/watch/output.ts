/** Where log lines go: standard error, in batches, so that neither many lines nor a reader that has stopped hold up a request. */
import { write, writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/** How long a line may wait for others, in milliseconds: waking the thread that writes costs as much as making a hundred lines. */
const gatheredForMs = 100;
/** Pino's number for `warn`: from there on a line does not wait for others. */
const urgentLevel = 40;
/** How long a write may take where nobody has stopped, in milliseconds. */
const writeMs = 20;
/** How many bytes may wait for a reader that has stopped; further lines are dropped. */
const maxWaitingBytes = 4_000_000;
/** Whoever takes nothing for so long, in milliseconds, is not waited for at the end. */
const stalledAfterMs = 1000;

/** By which a destination asks pino for more than the line. */
const metadata = Symbol.for('pino.metadata');

/** @param fd a descriptor that stays open until the process ends; then what still waits is written. */
export function createOutput(fd = 2): DestinationStream {
  /** As bytes: texts that were put together of pieces would be copied with all their pieces by every garbage collection. */
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let dropped = 0;
  /** Whether a line waits that is not to wait for others. */
  let isUrgent = false;
  let timer: NodeJS.Timeout | undefined;
  /** When the write that is under way began; null while there is none. */
  let writingSince: number | null = null;
  let isGone = false;

  function takeWaiting(): Buffer {
    clearTimeout(timer);
    timer = undefined;
    if (dropped > 0)
      waiting.push(
        Buffer.from(
          `{"level":40,"time":"${new Date().toISOString()}","msg":"${dropped} lines were dropped, because nobody read them"}\n`,
        ),
      );
    const lines = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    dropped = 0;
    isUrgent = false;
    return lines;
  }

  function send(bytes: Buffer): void {
    writingSince ??= performance.now();
    write(fd, bytes, (error, written) => {
      if (error?.code === 'EAGAIN') return void setTimeout(send, writeMs, bytes).unref();
      if (error !== null) isGone = true;
      else if (written < bytes.length) return send(bytes.subarray(written));
      writingSince = null;
      sendSoon();
    });
  }

  /** There is one write at a time. Lines that come during it are sent after it, and wait for others as any do. */
  function sendSoon(): void {
    if (writingSince !== null || waiting.length === 0) return;
    if (isUrgent) sendWaiting();
    else timer ??= setTimeout(sendWaiting, gatheredForMs).unref();
  }

  function sendWaiting(): void {
    send(takeWaiting());
  }

  process.on('exit', () => {
    if (writingSince !== null) {
      if (performance.now() - writingSince > stalledAfterMs) return;
      // Its callback will not be called any more: it is given the time that a write takes.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, writeMs);
    }
    try {
      if (!isGone && waiting.length > 0) writeSync(fd, takeWaiting());
    } catch {
      // The reader has left, too.
    }
  });

  const output: DestinationStream & { lastLevel: number; [metadata]: true } = {
    /** Of the line that is being written; pino sets it. */
    lastLevel: 0,
    [metadata]: true,
    write(line) {
      if (isGone) return;
      if (waitingBytes > maxWaitingBytes) return void (dropped += 1);
      const bytes = Buffer.from(line);
      waiting.push(bytes);
      waitingBytes += bytes.length;
      isUrgent ||= output.lastLevel >= urgentLevel;
      sendSoon();
    },
  };
  return output;
}
