import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from './audit.ts';
import { doors } from './support/doors.ts';
import { startTinyServer, type TinyServer } from './tiny-server.ts';

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer();
});
afterAll(() => server.close(0));

test.each(doors)('the server passes every audit of GraphQL over HTTP, by its door %s', async (door) => {
  const { count, findings } = await audit(server.url, door);
  expect(findings).toEqual([]);
  expect(count).toBe(61);
});
