/** What users and operators see of a provider in trouble: answers, log lines and `Provider.health`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../src/demo/company/directory.ts';
import { startServer, type TestServer } from './support/server.ts';

let server: TestServer;
beforeAll(async () => {
  const impatient = { freshForMs: 0, timeoutMs: 2000 };
  server = await startServer({
    providers: {
      clerk: { freshForMs: 0 },
      chat: { freshForMs: 0 },
      support: { freshForMs: 0 },
      locks: impatient,
    },
  });
});
afterAll(() => server.close());

async function ask() {
  const { data, errors } = await server.ask(
    `query ($id: ID!) { user(by: { id: $id }) { sessions(first: 100) {
      nodes { provider { id } }
      providerReports { provider { id health { circuit retryAt lastSuccessAt lastFailureAt lastFailure } } status complete retryAt } } } }`,
    { id: cast.ordinary },
  );
  expect(errors).toEqual([]);
  const { nodes, providerReports } = data.user.sessions;
  const reportOf = (id: string) =>
    providerReports.find(({ provider }: { provider: { id: string } }) => provider.id === id);
  return { nodes, reportOf };
}

test('a read that fails in passing is read again, and nobody notices', async () => {
  const { locks } = server.demo.emulators;
  let asked = 0;
  locks.instead = () => ((asked += 1) === 1 ? { status: 503, text: 'busy' } : null);
  expect((await ask()).reportOf('locks')).toMatchObject({ status: 'OK', complete: true });
  locks.instead = null;
  expect(asked).toBeGreaterThan(1);
  expect(server.logged.join('')).toContain('"failure":"UNAVAILABLE","status":503');
});

test('one that hangs costs the first readers its time, then nobody, and comes back', async () => {
  const { locks } = server.demo.emulators;
  locks.fault = { kind: 'hanging' };
  for (let round = 0; round < 8 && (await ask()).reportOf('locks').provider.health.circuit === 'CLOSED';)
    round += 1;
  locks.clearCalls();
  const refused = (await ask()).reportOf('locks');
  expect(refused).toMatchObject({
    status: 'UNAVAILABLE',
    complete: false,
    provider: { health: { circuit: 'OPEN', lastFailure: 'TIMED_OUT' } },
  });
  expect(Date.parse(refused.retryAt)).toBeGreaterThan(Date.parse(refused.provider.health.lastFailureAt));
  expect(locks.calls).toEqual([]);

  // The list of everybody leaves it out, and says so.
  const { data } = await server.ask(
    '{ sessions(first: 100, filter: { providerIds: ["locks"] }) { nodes { id } providerReports { provider { id } status } } }',
  );
  expect(data.sessions).toEqual({
    nodes: [],
    providerReports: [{ provider: { id: 'locks' }, status: 'UNAVAILABLE' }],
  });
  expect(locks.calls).toEqual([]);

  locks.fault = { kind: 'ok' };
  await expect
    .poll(async () => (await ask()).reportOf('locks'), { timeout: 20_000, interval: 200 })
    .toMatchObject({
      status: 'OK',
      provider: { health: { circuit: 'CLOSED', retryAt: null } },
    });
  const log = server.logged.join('');
  expect(log).toContain('provider left alone: its circuit is open');
  expect(log).toContain('provider answers again: its circuit is closed');
  expect(log).toContain('"failure":"TIMED_OUT"');
});

test('a revocation whose answer never comes is not sent again, and says that it may have been made', async () => {
  const { data } = await server.ask(
    `query ($id: ID!) { sessions(filter: { userIds: [$id], kinds: [SEAM] }) { nodes { id } } }`,
    { id: cast.ordinary },
  );
  const [session] = data.sessions.nodes;
  const { locks } = server.demo.emulators;
  locks.fault = { kind: 'hanging' };
  locks.faultOnly = (call) => call.endsWith('/client_sessions/revoke');
  locks.clearCalls();
  const revoked = await server.ask(
    `mutation ($id: ID!) { revokeSession(input: { id: $id }) { result { outcome retryable message } } }`,
    { id: session.id },
  );
  locks.fault = { kind: 'ok' };
  expect(revoked.data.revokeSession.result).toMatchObject({
    outcome: 'FAILED',
    retryable: true,
    message: expect.stringContaining('whether it was done'),
  });
  expect(locks.calls.filter((call) => call.endsWith('/client_sessions/revoke'))).toHaveLength(1);
});
