import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startTinyServer } from '../../test/tiny-server.ts';

test('a request under way is answered before the server closes', async () => {
  const server = await startTinyServer();
  const answer = server.ask('{ wait }');
  const { finish } = await server.waiting;
  const closed = server.close(60_000);
  finish();
  expect(await (await answer).json()).toMatchObject({ data: { wait: 'done' } });
  await closed;
  await expect(server.ask('{ hello }')).rejects.toThrow();
});

test('a server that closes says that it is not ready, and takes no further requests', async () => {
  const server = await startTinyServer();
  const answer = server.ask('{ wait }');
  const { finish } = await server.waiting;
  const closed = server.close(60_000);
  const ready = await fetch(`${server.origin}/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining' }]);
  const refused = await server.ask('{ hello }');
  expect([refused.status, refused.headers.get('connection')]).toEqual([503, 'close']);
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'SHUTTING_DOWN' } }] });
  finish();
  expect((await answer).status).toBe(200);
  await closed;
});

test('a request that does not end is cut off after the grace time, and its signal aborts', async () => {
  const server = await startTinyServer();
  const answer = server.ask('{ wait }');
  const { signal } = await server.waiting;
  const aborted = once(signal, 'abort');
  await Promise.all([expect(answer).rejects.toThrow(), aborted, server.close(1)]);
  expect(server.logged).toEqual([]);
});

test('where a load balancer asks whether it is ready, a server answers for a while before it refuses', async () => {
  const server = await startTinyServer();
  expect((await fetch(`${server.origin}/ready`)).status).toBe(200);
  const closed = server.close(60_000, 2_000);
  expect((await fetch(`${server.origin}/ready`)).status).toBe(503);
  expect((await fetch(`${server.origin}/health`)).status).toBe(200);
  const answer = await server.ask('{ hello }');
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  await closed;
  await expect(server.ask('{ hello }')).rejects.toThrow();
});

test('where nobody asks whether it is ready, a server does not wait', async () => {
  const server = await startTinyServer();
  // Longer than a test may take.
  await server.close(60_000, 600_000);
  await expect(server.ask('{ hello }')).rejects.toThrow();
});
