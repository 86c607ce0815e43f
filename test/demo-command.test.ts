import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { run, type Run } from './command.ts';

const runs: Run[] = [];
function demo(...commandLine: string[]): Run {
  const started = run(commandLine);
  runs.push(started);
  return started;
}
afterEach(() => {
  for (const { process } of runs.splice(0)) process.kill('SIGKILL');
});

test('the demo serves its providers, opens GraphiQL with worked queries, and ends on a signal', async () => {
  const server = demo('demo', '--port', '0');
  const url = await server.listening;
  const answer = await fetch(`${url}?query={providers{id}}`, { headers: { 'x-graphql-csrf': '1' } });
  expect(await answer.json()).toMatchObject({
    data: { providers: expect.arrayContaining([{ id: expect.any(String) }]) },
  });
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('"defaultTabs":[{"query":');
  server.process.kill('SIGTERM');
  expect(await server.ended).toBe(0);
});

test('the demo takes another port where its own is taken, and says so', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const server = demo('demo', '--port', String(port));
  const { port: taken } = new URL(await server.listening);
  expect(taken).not.toBe(String(port));
  await server.printed(`"port":"${port} is taken, so this is ${taken}"`);
  other.close();
});

test('no command is the demo', async () => {
  const server = demo('--port', '0');
  const url = await server.listening;
  expect((await fetch(`${url}?query={__typename}`, { headers: { 'x-graphql-csrf': '1' } })).status).toBe(200);
});
