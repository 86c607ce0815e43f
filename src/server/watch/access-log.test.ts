import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { acceptBy, doors } from '../../../test/support/doors.ts';
import { startTinyServer, type TinyServer } from '../../../test/tiny-server.ts';
import { logConfig } from '../../config/watch.ts';
import { anyone } from '../identity/identify.ts';
import { missingCredentials } from '../identity/refusal.ts';
import type { ServerOptions } from '../server.ts';
import { createAccessLog } from './access-log.ts';
import { createLog } from './log.ts';
import { createWatch } from './watch.ts';

const servers: TinyServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close(1000);
});

interface Lines {
  readonly server: TinyServer;
  /** So many lines, as soon as they are there: a line is written when its answer is sent, which its client may know sooner. */
  lines(count: number): Promise<readonly Record<string, unknown>[]>;
}

async function serve(given: object = {}, options: Partial<ServerOptions> = {}): Promise<Lines> {
  const written: Record<string, unknown>[] = [];
  let wake = () => {};
  const log = createLog({
    write(line: string) {
      written.push(JSON.parse(line));
      wake();
    },
  });
  const watch = createWatch(createAccessLog(logConfig.parse(given), log));
  const server = await startTinyServer({ watch, log, ...options });
  servers.push(server);
  return {
    server,
    async lines(count) {
      while (written.length < count) await new Promise<void>((resolve) => (wake = resolve));
      return written;
    },
  };
}

describe.each(doors)("by %s's door", (door) => {
  function headers(id: string) {
    return {
      'content-type': 'application/json',
      accept: acceptBy(door, 'application/json'),
      'x-request-id': id,
    };
  }

  test('a request has one line, with what was asked and what it came to', async () => {
    const { server, lines } = await serve();
    await server.ask('query Greeting { hello }', { headers: headers('a0000001') });
    const [line, ...others] = await lines(1);
    expect(others).toEqual([]);
    expect(line).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      requestId: 'a0000001',
      status: 200,
      ms: expect.any(Number),
      operation: 'Greeting',
      type: 'query',
      cost: expect.any(Number),
      providerCalls: 0,
      principal: 'anyone',
      msg: 'request',
    });
  });

  test('errors are told by their codes, each once', async () => {
    const { server, lines } = await serve();
    await server.ask('{ a: refuse b: refuse }', { headers: headers('a0000002') });
    expect(await lines(1)).toMatchObject([{ requestId: 'a0000002', status: 200, codes: ['FORBIDDEN'] }]);
  });

  test('a document that is not valid has a line without an operation', async () => {
    const { server, lines } = await serve();
    await server.ask('{ nothing }', { headers: headers('a0000003') });
    const [line] = await lines(1);
    expect(line).toMatchObject({ requestId: 'a0000003', codes: ['GRAPHQL_VALIDATION_FAILED'] });
    expect(line).not.toHaveProperty('operation');
  });
});

test('a request that is refused before it is read has a line', async () => {
  const { server, lines } = await serve({}, { identify: async () => missingCredentials() });
  await server.ask('{ hello }');
  const [line] = await lines(1);
  expect(line).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
  expect(line).not.toHaveProperty('principal');
});

const ann = {
  ...anyone,
  name: 'person:ann@example.com',
  viewer: { id: 'ann@example.com', verifiedEmails: [] },
  issuer: 'https://issuer.example',
};

test('a person is told by who issued the token', async () => {
  const { server, lines } = await serve({}, { identify: async () => ann });
  await server.ask('{ hello }');
  const [line] = await lines(1);
  expect(line).toMatchObject({ principal: 'https://issuer.example' });
  expect(JSON.stringify(line)).not.toContain('ann');
});

test('a person is told by id where the operator wants it', async () => {
  const { server, lines } = await serve({ userIds: true }, { identify: async () => ann });
  await server.ask('{ hello }');
  expect(await lines(1)).toMatchObject([{ principal: 'https://issuer.example', user: 'ann@example.com' }]);
});

test('a client who leaves has a line without a status', async () => {
  const { server, lines } = await serve();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const body = JSON.stringify({ query: '{ wait }' });
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await server.waiting;
  socket.destroy();
  await once(socket, 'close');
  expect(await lines(1)).toMatchObject([{ status: null, type: 'query' }]);
});

test('a share of requests has lines, and every failure of the server', async () => {
  const { server, lines } = await serve({ access: 0.25 });
  for (let index = 1; index <= 8; index += 1) {
    await server.ask(`query Ask${index} { hello }`);
  }
  // One after the other on one connection, so what is logged before is there.
  const written = await lines(2);
  expect(written.map(({ operation }) => operation)).toEqual(['Ask4', 'Ask8']);
  const failing = await serve(
    { access: 0 },
    {
      identify: async () => {
        throw new Error('broken');
      },
    },
  );
  await failing.server.ask('{ hello }');
  expect(await failing.lines(2)).toMatchObject([
    { level: 50, requestId: expect.any(String) },
    { msg: 'request', status: 500, codes: ['INTERNAL_SERVER_ERROR'] },
  ]);
});

test('where lines are off, there are none; health and pages never have one', async () => {
  const off = await serve({ access: 'off' });
  await off.server.ask('{ hello }');
  await off.server.close(1000);
  expect(await off.lines(0)).toEqual([]);
  const on = await serve();
  await fetch(`${on.server.origin}/health`);
  await on.server.ask('query Last { hello }');
  expect(await on.lines(1)).toMatchObject([{ operation: 'Last' }]);
});
