/** A provider as a process: it writes prepared bytes to plain sockets, so that what is measured is the stack in front of it. */
import { createServer } from 'node:net';

/** @param latencyMs until an answer is written */
export function serveUpstream(answerTo: (target: string) => Buffer, latencyMs: number): void {
  let calls = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    let unread = '';
    socket.on('data', (chunk) => {
      unread += chunk.toString('latin1');
      for (let end = unread.indexOf('\r\n\r\n'); end !== -1; end = unread.indexOf('\r\n\r\n')) {
        const target = unread.slice(unread.indexOf(' ') + 1, unread.indexOf(' HTTP/'));
        unread = unread.slice(end + 4);
        if (target === '/calls') {
          socket.write(jsonAnswer(JSON.stringify(calls)));
          continue;
        }
        calls += 1;
        const bytes = answerTo(target);
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

export function jsonAnswer(json: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
}
