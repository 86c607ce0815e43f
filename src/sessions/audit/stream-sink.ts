/** Audit records on standard output, for a log collector. */
import type { AuditSink } from './audit.ts';
import { lineOf } from './record.ts';

/** A reader that takes nothing for so long is taken to have stopped. */
const stalledAfterMs = 5_000;

/**
 * One JSON line a record. A write rejects where the stream refuses it (its reader has gone, or the disk behind it is full), and where its
 * reader takes nothing for `stalledAfterMs`; until the reader goes on, further ones reject at once. So nobody waits for a reader that
 * stopped, and no more than a few records wait in memory. The stream reports a refusal once more as an event, which whoever opened the
 * stream must listen to.
 */
export function streamSink(stream: NodeJS.WritableStream): AuditSink {
  let stalled = 0;
  return {
    write(record) {
      if (stalled > 0) return Promise.reject(notRead());
      return new Promise((resolve, reject) => {
        let isLate = false;
        const timer = setTimeout(() => {
          isLate = true;
          stalled += 1;
          reject(notRead());
        }, stalledAfterMs);
        stream.write(lineOf(record), (error) => {
          clearTimeout(timer);
          if (isLate) stalled -= 1;
          if (error) reject(error);
          else resolve();
        });
      });
    },
    close: async () => {},
  };
}

function notRead(): Error {
  return new Error(`Nobody has read the audit's stream for ${stalledAfterMs} ms. Start its reader again.`);
}
