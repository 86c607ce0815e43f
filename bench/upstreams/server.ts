/** A provider as a process: it writes prepared bytes to plain sockets, so that what is measured is the stack in front of it. */
import { createServer } from 'node:net';

export interface UpstreamOptions {
  /** Until an answer is written. */
  readonly latencyMs: number;
  /** How many calls it takes in any so many milliseconds, counted as they arrive; null for any number. */
  readonly limit?: { readonly requests: number; readonly perMs: number } | null;
}

/** `hanging`: takes calls and never answers. `down`: closes the connection at each call. */
export type Condition = 'ok' | 'hanging' | 'down';

/** Tells how often it was called at `/calls`, how often beyond its limit at `/refused`, and gets into a condition at its path, such as `/hanging`. */
export function serveUpstream(
  answerTo: (target: string) => Buffer,
  { latencyMs, limit = null }: UpstreamOptions,
): void {
  let calls = 0;
  let refused = 0;
  let condition: Condition = 'ok';
  /** Null where it is no order to the upstream itself. */
  const obey = (target: string): string | null => {
    if (target === '/calls') return String(calls);
    if (target === '/refused') return String(refused);
    if (target !== '/ok' && target !== '/hanging' && target !== '/down') return null;
    condition = target === '/ok' ? 'ok' : target === '/down' ? 'down' : 'hanging';
    return '"done"';
  };
  /** When the calls that were taken arrived, oldest first. */
  let taken: readonly number[] = [];
  const refuse = (): boolean => {
    if (limit === null) return false;
    const now = performance.now();
    taken = taken.filter((at) => at > now - limit.perMs);
    const isOver = taken.length >= limit.requests;
    if (isOver) refused += 1;
    else taken = [...taken, now];
    return isOver;
  };
  const server = createServer({ noDelay: true }, (socket) => {
    let unread = '';
    socket.on('data', (chunk) => {
      unread += chunk.toString('latin1');
      for (let end = unread.indexOf('\r\n\r\n'); end !== -1; end = unread.indexOf('\r\n\r\n')) {
        const target = unread.slice(unread.indexOf(' ') + 1, unread.indexOf(' HTTP/'));
        unread = unread.slice(end + 4);
        const told = obey(target);
        if (told !== null) {
          socket.write(jsonAnswer(told));
          continue;
        }
        calls += 1;
        if (condition === 'down') return void socket.destroy();
        if (condition === 'hanging') continue;
        const bytes = refuse() ? tooManyRequests : answerTo(target);
        if (latencyMs === 0) socket.write(bytes);
        else setTimeout(() => socket.write(bytes), latencyMs);
      }
    });
    // The stack at the other end may just close.
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('the upstream has no port');
    process.stdout.write(`listening on http://127.0.0.1:${address.port}\n`);
  });
}

const tooManyRequests = Buffer.from(
  'HTTP/1.1 429 Too Many Requests\r\nretry-after: 10\r\ncontent-length: 0\r\n\r\n',
);

/** With a limit that no run reaches, since the product keeps to what providers document until they tell another. */
export function jsonAnswer(json: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nratelimit-limit: 1000000\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
}
