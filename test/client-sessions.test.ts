/** Getting a token for a person's browser: once, whoever else asks for it at the same time, and nowhere else to be seen. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cast } from '../src/demo/company/directory.ts';
import { startServer, type TestServer } from './support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.demo.emulators.locks.fault = { kind: 'ok' };
  server.demo.emulators.locks.clearCalls();
});

const getOrCreate = `mutation ($input: GetOrCreateClientSessionInput!) { getOrCreateClientSession(input: $input) {
  token clientSession { id userIdentifierKey expiresAt connectedAccountIds session { id user { id } } }
  userErrors { code message field providerId retryable } } }`;
const callsTo = (path: string) =>
  server.demo.emulators.locks.calls.filter((call) => call.endsWith(path)).length;

test('it is made where there is none, and the next read shows it', async () => {
  const key = cast.withoutClientSession;
  const sessions = `query ($id: ID!) { user(by: { id: $id }) { clientSessions { nodes { userIdentifierKey expiresAt } } } }`;
  expect((await server.ask(sessions, { id: key })).data.user.clientSessions.nodes).toEqual([]);
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const { data, errors } = await server.ask(getOrCreate, { input: { userIdentifierKey: key, expiresAt } });
  expect(errors).toEqual([]);
  const { token, clientSession, userErrors } = data.getOrCreateClientSession;
  expect(userErrors).toEqual([]);
  expect(token).toMatch(/^seam_cst/);
  expect(clientSession).toMatchObject({ userIdentifierKey: key, expiresAt, session: { user: { id: key } } });
  expect((await server.ask(sessions, { id: key })).data.user.clientSessions.nodes).toEqual([
    { userIdentifierKey: key, expiresAt },
  ]);
});

test('asked for twice at once, Seam is asked once and both get the same', async () => {
  const input = { userIdentifierKey: cast.ordinary };
  const [one, two] = await Promise.all([
    server.ask(getOrCreate, { input }),
    server.ask(getOrCreate, { input }),
  ]);
  expect(one.data.getOrCreateClientSession.token).toMatch(/^seam_cst/);
  expect(two.data).toEqual(one.data);
  expect(callsTo('/client_sessions/get_or_create')).toBe(1);
});

test('given lists replace what it had', async () => {
  const connectedAccountIds = server.demo.emulators.locks.world.connectedAccounts
    .slice(0, 2)
    .map((account) => account.id);
  const input = { userIdentifierKey: cast.ordinary, connectedAccountIds };
  const { data } = await server.ask(getOrCreate, { input });
  expect(data.getOrCreateClientSession.clientSession.connectedAccountIds).toEqual(connectedAccountIds);
});

test('a failing Seam is a user error that says whether to try again', async () => {
  server.demo.emulators.locks.fault = { kind: 'down' };
  const { data, errors } = await server.ask(getOrCreate, { input: { userIdentifierKey: cast.ordinary } });
  expect(errors).toEqual([]);
  expect(data.getOrCreateClientSession).toMatchObject({
    token: null,
    clientSession: null,
    userErrors: [{ code: 'UNAVAILABLE', providerId: 'locks', retryable: true }],
  });
});

test('the tokens of those that are only read are nowhere to be seen', async () => {
  const { data } = await server.ask(
    `{ clientSessions(first: 100) { nodes { id nativeId userIdentifierKey session { id details { __typename } } } } }`,
  );
  const tokens = server.demo.emulators.locks.world.clientSessions.map(({ token }) => token);
  expect(tokens.length).toBeGreaterThan(10);
  const seen = JSON.stringify([data, server.logged]);
  expect(tokens.filter((token) => seen.includes(token))).toEqual([]);
});
