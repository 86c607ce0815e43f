import { once } from 'node:events';
import { Agent, IncomingMessage, request, ServerResponse } from 'node:http';
import { connect, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';
import { defaultLimits } from '../../config/limits.ts';
import { ask } from './testing.ts';
import { createUnreadAnswers } from './unread-answers.ts';

const limits = { ...defaultLimits, bodyBytes: 20_000_000 };
const sockets: Socket[] = [];
let server: TinyServer;
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close(0);
});

/** What asks for an answer of about so many bytes. */
function parametersOf(bytes: number) {
  return { query: 'query ($n: String) { hello(name: $n) }', variables: { n: 'n'.repeat(bytes) } };
}

/** Clients who send and read nothing of what comes back. */
class DeafClient {
  readonly #socket = connect(Number(new URL(server.url).port), '127.0.0.1').pause();
  received = 0;

  constructor() {
    sockets.push(this.#socket);
    // The server may cut the connection while the rest is still being written.
    this.#socket.on('error', () => {});
    this.#socket.on('data', (chunk: Buffer) => (this.received += chunk.length)).pause();
  }

  ask(bytes: number): void {
    const body = JSON.stringify(parametersOf(bytes));
    this.#socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
  }

  /** Reads what there is. Resolves when the server has closed the connection, or everything is there. */
  listen(expected: number): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.on('close', () => resolve());
      this.#socket.on('data', () => this.received > expected && resolve()).resume();
    });
  }
}

/** Starts a server. @returns waits until it has begun with so many operations, and answered what came before. */
async function startCounting(): Promise<(operations: number) => Promise<void>> {
  const begun: unknown[] = [];
  let told = () => {};
  server = await startTinyServer({
    limits,
    contextFor() {
      begun.push({});
      told();
      return {};
    },
  });
  return async (operations) => {
    while (begun.length < operations) await new Promise<void>((resolve) => (told = resolve));
    await ask(server, { query: '{ __typename }' });
    begun.pop();
  };
}

test('an answer that is too large is given up, and says what to do', async () => {
  server = await startTinyServer({ limits });
  expect(await ask(server, parametersOf(11_000_000))).toMatchObject({
    status: 400,
    codes: ['ANSWER_TOO_LARGE'],
    messages: [expect.stringMatching(/^The answer has more than 10000000 bytes\. Ask for fewer rows/)],
    data: undefined,
  });
});

test('an answer is measured in bytes, not in letters', async () => {
  server = await startTinyServer({ limits: { ...limits, answerBytes: 100_000 } });
  const parameters = parametersOf(0);
  const named = (n: string) => ask(server, { ...parameters, variables: { n } });
  expect(await named('n'.repeat(90_000))).toMatchObject({ codes: [] });
  expect(await named('€'.repeat(40_000))).toMatchObject({ codes: ['ANSWER_TOO_LARGE'] });
});

test('who sends and does not read loses the connection before 16 MB wait for it', async () => {
  const untilBegun = await startCounting();
  const client = new DeafClient();
  client.ask(9_000_000);
  client.ask(9_000_000);
  await untilBegun(2);
  await client.listen(18_000_000);
  expect(client.received).toBeLessThan(18_000_000);
  expect(await ask(server, { query: '{ hello }' })).toMatchObject({ data: { hello: 'hello you' } });
});

test('where too much waits in all, whoever waits longest loses the connection', async () => {
  const untilBegun = await startCounting();
  const clients = [];
  for (let count = 1; count <= 8; count += 1) {
    const client = new DeafClient();
    clients.push(client);
    client.ask(9_000_000);
    await untilBegun(count);
  }
  await Promise.all(clients.map((client) => client.listen(9_000_000)));
  const whole = clients.map(({ received }) => received > 9_000_000);
  expect(whole).toEqual([false, true, true, true, true, true, true, true]);
});

test('what is read does not count, however much it is', async () => {
  server = await startTinyServer({ limits });
  for (let count = 0; count < 10; count += 1)
    expect(await ask(server, parametersOf(9_000_000))).toMatchObject({ status: 200 });
});

test('a connection is listened to once, however many answers it brings', async () => {
  server = await startTinyServer({ limits });
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const connections = new Set<Socket>();
  for (let count = 0; count < 12; count += 1) {
    const asked = request(server.url, {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    asked.end(JSON.stringify({ query: '{ hello }' }));
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    connections.add(answer.socket);
    await answer.toArray();
  }
  agent.destroy();
  process.off('warning', warn);
  expect(connections.size).toBe(1);
  expect(warnings.map(({ name }) => name)).toEqual([]);
});

/** Answers of one connection, which nobody made. */
function connection() {
  const socket = new Socket();
  return { socket, answer: () => new ServerResponse(new IncomingMessage(socket)) };
}

test('several answers of one connection count until each of them is read', () => {
  const { hold } = createUnreadAnswers(100, 1000);
  const { socket, answer } = connection();
  const [first, second, third] = [answer(), answer(), answer()];
  hold(first, 40);
  hold(second, 40);
  first.emit('close');
  hold(third, 60);
  expect(socket.destroyed).toBe(false);
  hold(answer(), 1);
  expect(socket.destroyed).toBe(true);
});

test('what was cut or read counts no more for the others', () => {
  const { hold } = createUnreadAnswers(100, 150);
  const [cut, bob] = [connection(), connection()];
  hold(cut.answer(), 101);
  const read = connection().answer();
  hold(read, 100);
  read.emit('close');
  hold(bob.answer(), 100);
  hold(connection().answer(), 50);
  expect([cut, bob].map(({ socket }) => socket.destroyed)).toEqual([true, false]);
  hold(connection().answer(), 1);
  expect(bob.socket.destroyed).toBe(true);
});
