/** A provider that fails costs its own rows, within its deadline, and says so; the server goes on. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../src/demo/company/directory.ts';
import type { Fault } from '../src/demo/emulator.ts';
import { closedCircuit } from './support/closed-circuit.ts';
import { serverForTest, startServer, type TestServer } from './support/server.ts';

const providerIds = ['clerk', 'chat', 'support', 'locks'] as const;

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ providers: patientBut(null), openCircuit: closedCircuit });
});
afterAll(() => server.close());
afterEach(() => {
  for (const emulator of Object.values(server.demo.emulators)) emulator.fault = { kind: 'ok' };
});

/** Nobody is given up on but the one, and nothing is read from what was read before. */
function patientBut(hasty: string | null): Record<string, object> {
  return Object.fromEntries(
    providerIds.map((id) => [id, { freshForMs: 0, timeoutMs: id === hasty ? 300 : 60_000 }]),
  );
}

const question = `query ($id: ID!) { sessions(filter: { userIds: [$id] }, first: 100) {
  nodes { provider { id } } providerReports { provider { id } status complete message retryAt } } }`;

async function ask(asked = server) {
  const { data, errors } = await asked.ask(question, { id: cast.ordinary });
  expect(errors).toEqual([]);
  const { nodes, providerReports } = data.sessions;
  return {
    providers: new Set<string>(nodes.map(({ provider }: { provider: { id: string } }) => provider.id)),
    reportOf: (id: string) =>
      providerReports.find(({ provider }: { provider: { id: string } }) => provider.id === id),
  };
}

// Zendesk is linked by the addresses that Clerk and Rocket.Chat know, so without them it may have nobody to go by.
function untouchedBy(id: string): readonly string[] {
  return providerIds.filter((other) => other !== id && !(other === 'support' && id !== 'locks')).toSorted();
}

const faults: readonly (readonly [Fault, string])[] = [
  [{ kind: 'down' }, 'UNAVAILABLE'],
  [{ kind: 'html', status: 502 }, 'UNAVAILABLE'],
  [{ kind: 'html', status: 200 }, 'MALFORMED'],
  [{ kind: 'truncated' }, 'MALFORMED'],
  [{ kind: 'huge' }, 'MALFORMED'],
];

describe.each(providerIds.map((id) => [id]))('when %s', (id) => {
  test.each(faults.map(([fault, status]) => ({ fault, status })))(
    'is $fault, its report says $status and the others answer',
    async ({ fault, status }) => {
      server.demo.emulators[id].fault = fault;
      const { providers, reportOf } = await ask();
      const report = reportOf(id);
      expect(report).toMatchObject({ status, complete: false });
      expect(report.message).toMatch(/\.$/);
      expect([...providers].toSorted()).toEqual(expect.arrayContaining([...untouchedBy(id)]));
      expect(providers.has(id)).toBe(false);

      server.demo.emulators[id].fault = { kind: 'ok' };
      expect((await ask()).reportOf(id)).toMatchObject({ status: 'OK', complete: true });
    },
  );

  test('limits us for longer than anybody waits, its report says RATE_LIMITED and until when, and the others answer', async () => {
    const hasty = await serverForTest({ providers: patientBut(id) });
    hasty.demo.emulators[id].fault = { kind: 'limited', retryAfterSeconds: 30 };
    const { providers, reportOf } = await ask(hasty);
    const report = reportOf(id);
    expect(report).toMatchObject({ status: 'RATE_LIMITED', complete: false });
    expect(Date.parse(report.retryAt)).toBeGreaterThan(Date.now());
    expect([...providers].toSorted()).toEqual(expect.arrayContaining([...untouchedBy(id)]));
  });

  test('hangs, its report says TIMED_OUT at its deadline and the others answer', async () => {
    const hasty = await serverForTest({ providers: patientBut(id) });
    hasty.demo.emulators[id].fault = { kind: 'hanging' };
    const { providers, reportOf } = await ask(hasty);
    expect(reportOf(id)).toMatchObject({ status: 'TIMED_OUT', complete: false });
    expect([...providers].toSorted()).toEqual(expect.arrayContaining([...untouchedBy(id)]));
  });
});

test('a slow provider within its deadline is waited for', async () => {
  server.demo.emulators.locks.fault = { kind: 'slow', ms: 100 };
  expect((await ask()).reportOf('locks')).toMatchObject({ status: 'OK' });
});

test('one session whose provider is down is an error that says so, not a session that is not there', async () => {
  const { data } = await server.ask(
    `query ($id: ID!) { sessions(filter: { userIds: [$id], kinds: [CLERK] }) { nodes { id } } }`,
    {
      id: cast.ordinary,
    },
  );
  server.demo.emulators.clerk.fault = { kind: 'down' };
  const answer = await server.ask(`query ($id: ID!) { session(id: $id) { id } }`, {
    id: data.sessions.nodes[0].id,
  });
  expect(answer.data).toEqual({ session: null });
  expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
});

test('nothing of all this is logged as a fault of ours', () => {
  expect(server.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});

test('while those who know the addresses are down, a provider linked by them says that nobody can tell', async () => {
  for (const id of ['clerk', 'chat'] as const) server.demo.emulators[id].fault = { kind: 'down' };
  const { data } = await server.ask(
    `query ($id: ID!) { user(by: { id: $id }) {
      sessions { totalCount providerReports { provider { id } status complete } }
      accountReports { provider { id } status complete } } }`,
    { id: cast.ordinary },
  );
  const { sessions, accountReports } = data.user;
  const unknown = { provider: { id: 'support' }, status: 'LINK_UNKNOWN', complete: false };
  expect(sessions.providerReports).toContainEqual(unknown);
  expect(accountReports).toContainEqual(unknown);
  expect(sessions.totalCount).toBeNull();
});
