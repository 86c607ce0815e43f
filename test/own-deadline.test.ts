/** A request that has used up its time with a provider before the provider's own is over gets what is there. */
import { expect, test } from 'vitest';
import { cast } from '../src/demo/company/directory.ts';
import { serverForTest, type TestServer } from './support/server.ts';

/** Of both steps together: finding the accounts takes more than half of it. */
const timeoutMs = 1500;
const slow = { kind: 'slow', ms: 900 } as const;

const idsOf = { clerk: 'CLERK', chat: 'ROCKETCHAT', support: 'ZENDESK' } as const;

function startWith(id: keyof typeof idsOf): Promise<TestServer> {
  return serverForTest({ providers: { [id]: { timeoutMs, freshForMs: 30_000 } } });
}

async function ask(server: TestServer, id: keyof typeof idsOf, userIds: readonly string[]) {
  const { data, errors } = await server.ask(
    `query ($ids: [ID!], $kinds: [ProviderKind!]) { sessions(filter: { userIds: $ids, kinds: $kinds }, first: 100) {
      totalCount nodes { user { id } } providerReports { status complete } } }`,
    { ids: userIds, kinds: [idsOf[id]] },
  );
  expect(errors).toEqual([]);
  const { totalCount, nodes, providerReports } = data.sessions;
  const owners = new Set<string>(nodes.map(({ user }: { user: { id: string } }) => user.id));
  return { totalCount, rows: nodes.length, owners, report: providerReports[0] };
}

const isLookup = (call: string) => /users(\?|\.info|\/search)/.test(call);

test('the accounts that were read, where another is still being read, which goes on for whoever asks next', async () => {
  const server = await startWith('clerk');
  const { clerk } = server.demo.emulators;
  const people = [cast.ordinary, cast.everyState];
  const lists = () => clerk.calls.filter((call) => call.includes('/v1/sessions'));
  clerk.fault = slow;
  clerk.faultOnly = (call) => isLookup(call) || call === lists()[1];
  const [found] = people;
  expect(await ask(server, 'clerk', people)).toMatchObject({
    totalCount: null,
    owners: new Set([found]),
    report: { status: 'TIMED_OUT', complete: false },
  });
  expect(await ask(server, 'clerk', people)).toMatchObject({
    owners: new Set(people),
    report: { status: 'OK', complete: true },
  });
  expect(lists()).toHaveLength(2);
});

test.each([
  ['chat', /offset=[1-9]/],
  ['support', /page%5Bafter|page=[2-9]/],
] as const)('the pages of %s that have come, where the next has not', async (id, laterPage) => {
  const server = await startWith(id);
  const emulator = server.demo.emulators[id];
  emulator.fault = slow;
  emulator.faultOnly = (call) => isLookup(call) || laterPage.test(call);
  const { totalCount, rows, report } = await ask(server, id, [cast.busy]);
  expect(report).toEqual({ status: 'TIMED_OUT', complete: false });
  expect(rows).toBeGreaterThan(50);
  expect(totalCount).toBeNull();
});
