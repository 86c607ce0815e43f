/** Providers that enforce their documented limits are never asked beyond them, whatever comes in at once; who cannot be answered is told when to come back. */
import { expect, test } from 'vitest';
import { createCompany } from '../src/demo/company.ts';
import { serverForTest, type Answer, type TestServer } from './support/server.ts';

const question = `query ($id: ID!) { sessions(filter: { userIds: [$id] }, first: 20) {
  nodes { provider { id } } providerReports { provider { id } status retryAt } } }`;

async function askForAll(server: TestServer, ids: readonly string[]): Promise<readonly Answer[]> {
  const answers = await Promise.all(ids.map((id) => server.ask(question, { id })));
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  return answers.flatMap(({ data }) => data.sessions.providerReports);
}

test('a burst of questions about everybody provokes no refusal of any provider', async () => {
  const limited = { freshForMs: 0, timeoutMs: 1500, maxConcurrency: 50 };
  const server = await serverForTest({
    providers: {
      clerk: { ...limited, rateLimit: { requests: 25, perMs: 10_000 } },
      chat: limited,
      support: { ...limited, plan: 'essential' },
      locks: { ...limited, rateLimit: { requests: 15, perMs: 10_000 } },
    },
  });
  const { clerk, chat, support, locks } = server.demo.emulators;
  clerk.behaviour.requestsPerTenSeconds = 25;
  locks.behaviour.rateLimit = { requests: 15, perMs: 10_000 };
  // Its first answer says that there are more than its plan has.
  support.settings.rateLimit = { perMinute: 18, headers: '2024' };
  // Ten calls a minute to each route, for credentials that may not pass by the limit.
  chat.world.permissions['api-bypass-rate-limit'] = [];
  const before = Object.values(server.demo.emulators).map(({ calls }) => calls.length);
  expect(before).toEqual([0, 0, 0, 0]);

  const people = createCompany(Date.now()).people.map(({ id }) => id);
  const reports = [...(await askForAll(server, people)), ...(await askForAll(server, people))];

  for (const emulator of [clerk, chat, support, locks]) expect(emulator.overLimit).toBe(0);
  expect(clerk.calls).toHaveLength(25);
  expect(locks.calls).toHaveLength(15);
  const routes = Map.groupBy(chat.calls, (call) => call.split('?')[0]);
  for (const calls of routes.values()) expect(calls.length).toBeLessThanOrEqual(10);
  for (const id of ['clerk', 'chat', 'locks']) {
    const ofProvider = reports.filter(({ provider }) => provider.id === id);
    const statuses = new Set(ofProvider.map(({ status }) => status));
    expect(statuses).toContain('RATE_LIMITED');
    const refused = ofProvider.filter(({ status }) => status === 'RATE_LIMITED');
    for (const { retryAt } of refused) expect(Date.parse(retryAt)).toBeGreaterThan(Date.now() - 60_000);
  }
});
