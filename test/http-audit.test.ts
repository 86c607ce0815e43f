import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from './audit.ts';
import { startTinyServer, type TinyServer } from './tiny-server.ts';

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer();
});
afterAll(() => server.close(0));

test('the server passes every audit of GraphQL over HTTP', async () => {
  const { count, findings } = await audit(server.url);
  expect(findings).toEqual([]);
  expect(count).toBe(61);
});
