import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemo, type Demo } from '../demo/demo.ts';
import { hashApiKey, makeApiKey } from '../server/identity/api-keys.ts';
import { ConfigError, createSessionGraph, type SessionGraph } from './index.ts';

const key = makeApiKey();
let demo: Demo;
let graph: SessionGraph;

beforeAll(async () => {
  demo = await startDemo();
  graph = await createSessionGraph({
    auth: {
      apiKeys: [{ name: 'test', sha256: hashApiKey(key), scopes: ['sessions:read:any', 'users:read:any'] }],
    },
    providers: demo.providers,
    log: { access: 'off' },
  });
});

afterAll(async () => {
  await graph.close();
  await demo.close();
});

const question = JSON.stringify({
  query: '{ user(by: { id: "mara.lindholm" }) { sessions { totalCount } } }',
});

function post(url: string): Request {
  const headers = { 'content-type': 'application/json', 'x-api-key': key };
  return new Request(url, { method: 'POST', headers, body: question });
}

test('a fetch-style server is answered by the whole product, guards included', async () => {
  const answer = await graph.fetch(post('https://sessions.example.com/graphql'));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const { data } = (await answer.json()) as { data: { user: { sessions: { totalCount: number } } } };
  expect(data.user.sessions.totalCount).toBeGreaterThan(3);

  const refused = await graph.fetch(
    new Request('https://sessions.example.com/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: question,
    }),
  );
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).not.toBeNull();
});

test('a node server hands its requests over', async () => {
  const server = createServer((request, response) => graph.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await fetch(post(`${origin}/graphql`));
  expect(await answer.json()).toMatchObject({ data: { user: { sessions: {} } } });
  expect((await fetch(`${origin}/health`)).status).toBe(200);
  expect((await fetch(`${origin}/nothing`)).status).toBe(404);
  server.close();
  server.closeAllConnections();
});

test('an asker who leaves lets the server stop', async () => {
  demo.emulators.clerk.fault = { kind: 'hanging' };
  const gone = new AbortController();
  const asked = graph.fetch(
    new Request(post('https://sessions.example.com/graphql'), { signal: gone.signal }),
  );
  while (demo.emulators.clerk.calls.length === 0) await new Promise(setImmediate);
  gone.abort();
  await expect(asked).rejects.toThrow('aborted');
  demo.emulators.clerk.fault = { kind: 'ok' };
});

test('a configuration that cannot be used is refused with every mistake', async () => {
  const provider = { id: 'clerk', kind: 'clerk', secretKey: '${SESSIONGRAPH_TEST_NO_SUCH_VARIABLE}' };
  await expect(createSessionGraph({ providers: [provider], nope: 1 })).rejects.toThrow(ConfigError);
  await expect(createSessionGraph({ providers: demo.providers })).rejects.toThrow('auth: is missing');
});

test('after close nothing is answered', async () => {
  const other = await createSessionGraph({ providers: demo.providers }, { insecureNoAuth: true });
  expect((await other.fetch(new Request('http://localhost/ready'))).status).toBe(200);
  await other.close();
  expect((await other.fetch(new Request('http://localhost/ready'))).status).toBe(503);
});
