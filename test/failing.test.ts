/** A provider that fails costs its own rows, within its deadline, and says so; the server goes on. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../src/demo/company/directory.ts';
import type { Fault } from '../src/demo/emulator.ts';
import { startServer, type TestServer } from './support/server.ts';

const providerIds = ['clerk', 'chat', 'support', 'locks'] as const;

let server: TestServer;
beforeAll(async () => {
  const hasty = { freshForMs: 0, timeoutMs: 400 };
  server = await startServer({ providers: { clerk: hasty, chat: hasty, support: hasty, locks: hasty } });
});
afterAll(() => server.close());
afterEach(() => {
  for (const emulator of Object.values(server.demo.emulators)) emulator.fault = { kind: 'ok' };
});

const question = `query ($id: ID!) { sessions(filter: { userIds: [$id] }, first: 100) {
  nodes { provider { id } } providerReports { provider { id } status complete message retryAt } } }`;

async function ask() {
  const { data, errors } = await server.ask(question, { id: cast.ordinary });
  expect(errors).toEqual([]);
  const { nodes, providerReports } = data.sessions;
  return {
    providers: new Set<string>(nodes.map(({ provider }: { provider: { id: string } }) => provider.id)),
    reportOf: (id: string) =>
      providerReports.find(({ provider }: { provider: { id: string } }) => provider.id === id),
  };
}

const faults: readonly (readonly [Fault, string])[] = [
  [{ kind: 'down' }, 'UNAVAILABLE'],
  [{ kind: 'hanging' }, 'TIMED_OUT'],
  [{ kind: 'limited', retryAfterSeconds: 30 }, 'RATE_LIMITED'],
  [{ kind: 'html', status: 502 }, 'UNAVAILABLE'],
  [{ kind: 'html', status: 200 }, 'UNAVAILABLE'],
  [{ kind: 'truncated' }, 'UNAVAILABLE'],
  [{ kind: 'huge' }, 'UNAVAILABLE'],
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
      if (status === 'RATE_LIMITED') expect(Date.parse(report.retryAt)).toBeGreaterThan(Date.now());
      // Zendesk is linked by the addresses that Clerk and Rocket.Chat know, so it may have nobody to go by.
      const untouched = providerIds.filter(
        (other) => other !== id && !(other === 'support' && id !== 'locks'),
      );
      expect([...providers].toSorted()).toEqual(expect.arrayContaining(untouched.toSorted()));
      expect(providers.has(id)).toBe(false);

      server.demo.emulators[id].fault = { kind: 'ok' };
      expect((await ask()).reportOf(id)).toMatchObject({ status: 'OK', complete: true });
    },
  );
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
