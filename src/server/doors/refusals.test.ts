import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';
import { anyone } from '../identity/identify.ts';
import { missingCredentials } from '../identity/refusal.ts';

const person = { ...anyone, viewer: { id: 'ann', verifiedEmails: [] } };
let server: TinyServer;
afterEach(() => server.close(0));

/** Sends a body for as long as the server takes it. */
async function sendForEver(head: string): Promise<{ readonly answer: string; readonly sent: number }> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  socket.on('error', () => {});
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
  const write = () => {
    while (!socket.destroyed && socket.bytesWritten < 200_000_000 && socket.write(chunk));
  };
  socket.on('drain', write);
  socket.write(
    `${head}\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
  );
  write();
  await new Promise((resolve) => socket.on('close', resolve));
  return { answer: Buffer.concat(received).toString(), sent: socket.bytesWritten };
}

test.each([
  ['behind a 401', 'POST /graphql HTTP/1.1', 401],
  ['behind a 404', 'POST /nope HTTP/1.1', 404],
  ['that is larger than allowed', 'POST /graphql HTTP/1.1', 413],
])('a body %s is not read on', async (_where, head, status) => {
  server = await startTinyServer(status === 401 ? { identify: async () => missingCredentials() } : {});
  const { answer, sent } = await sendForEver(head);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toMatch(/^connection: close$/im);
  // What the system's own buffers hold.
  expect(sent).toBeLessThan(20_000_000);
});

test('a refusal of a request that has come whole leaves the connection open', async () => {
  server = await startTinyServer({ onlyDocuments: true, identify: async () => person });
  const response = await server.ask('{ hello }');
  expect([response.status, response.headers.get('connection')]).toEqual([403, 'keep-alive']);
});

test('a client that is still sending gets its refusal', async () => {
  server = await startTinyServer();
  const bodies = [300_000, 3_000_000, 30_000_000].map((bytes) => 'x'.repeat(bytes));
  for (const body of bodies) expect((await server.ask('', { body })).status).toBe(413);
});
