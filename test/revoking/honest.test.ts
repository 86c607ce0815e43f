/** What a sign-out says is so: done is done, gone is gone, and what may go on is named. */
import { afterEach, describe, expect, test } from 'vitest';
import { clerkSession } from '../../src/demo/clerk/world.ts';
import { cast } from '../../src/demo/company.ts';
import { operator } from '../support/asking.ts';
import {
  openFourProviders,
  startFourEmulators,
  urlsOf,
  type FourEmulators,
} from '../support/four-providers.ts';
import { openGraphOver, type GraphOver } from '../support/graph-over.ts';
import { serverForTest, type Answer } from '../support/server.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function openCompany(each: number) {
  const clock = { now: Date.parse('2026-11-20T12:00:00.000Z') };
  const now = () => clock.now;
  const emulators = await startFourEmulators(['ann'], each, now);
  const opened = openFourProviders(urlsOf(emulators), now);
  const graph = await openGraphOver(opened.providers, now);
  open.push(emulators.close, opened.close, graph.close);
  return { clock, emulators, graph };
}

const signOut = `mutation SignOut($input: RevokeUserSessionsInput!) { revokeUserSessions(input: $input) {
  results { id outcome } processedCount remaining
  providerReports { provider { id } status complete }
  userErrors { code message providerId retryable } } }`;

const signOutAnn = async (graph: GraphOver, more: object = {}) =>
  (await graph.ask(operator, signOut, { input: { user: { id: 'ann' }, ...more } })).data.revokeUserSessions;

describe('a person with 1,040 sessions at one provider', { timeout: 60_000 }, () => {
  test.each(['clerk', 'chat', 'support', 'locks'])('is signed out of 1,040 at %s', async (providerId) => {
    const { emulators, graph } = await openCompany(1040);
    const { processedCount, remaining, userErrors } = await signOutAnn(graph, { providerIds: [providerId] });
    expect({ left: aliveAt(emulators, providerId), processedCount, remaining, userErrors }).toEqual({
      left: 0,
      processedCount: 1040,
      remaining: 0,
      userErrors: [],
    });
  });

  test('is signed out of all that Clerk shows where its list is too long to be looked through, and told that it is not known to be all', async () => {
    const { clock, emulators, graph } = await openCompany(1040);
    for (let index = 0; index < 5000; index += 1) {
      const ended = { id: `sess_ended${index}`, user_id: 'user_ann', created_at: clock.now };
      emulators.clerk.world.sessions.push(clerkSession({ ...ended, status: 'ended' }));
    }
    const { processedCount, remaining, userErrors } = await signOutAnn(graph, { providerIds: ['clerk'] });
    expect([aliveAt(emulators, 'clerk'), processedCount, remaining]).toEqual([0, 1040, null]);
    expect(userErrors).toMatchObject([{ code: 'TRUNCATED', providerId: 'clerk', retryable: false }]);
  });

  test('is told so by a dry run, which cannot look further', async () => {
    const { graph } = await openCompany(1040);
    const { processedCount, remaining, userErrors } = await signOutAnn(graph, {
      providerIds: ['support'],
      dryRun: true,
    });
    expect([processedCount, remaining]).toEqual([1000, null]);
    expect(userErrors).toMatchObject([{ code: 'TRUNCATED', providerId: 'support', retryable: false }]);
  });
});

describe('a session that a provider has just listed and does not know when it is to be revoked', () => {
  /** Zendesk answers 404 to each DELETE; `afterwards` is what it lists then. One session is kept, so that each is a call of its own. */
  async function openContradicting(afterwards: 'all' | 'none' | 'nothing, since it is down') {
    const { emulators, graph } = await openCompany(3);
    const { support } = emulators;
    const listed = support.world.sessions;
    const dryRun = await signOutAnn(graph, { providerIds: ['support'], dryRun: true });
    let wasCalled = false;
    support.faultOnly = (call) => {
      const isDelete = call.startsWith('DELETE');
      wasCalled ||= isDelete;
      support.world.sessions = isDelete || (wasCalled && afterwards === 'none') ? [] : listed;
      if (isDelete && afterwards === 'nothing, since it is down') support.fault = { kind: 'down' };
      return !isDelete;
    };
    const [kept] = dryRun.results.map(({ id }: Answer) => id);
    return {
      graph,
      signedOut: await signOutAnn(graph, { providerIds: ['support'], exceptSessionIds: [kept] }),
    };
  }

  test('is not said to have ended while the provider still lists it', async () => {
    const { graph, signedOut } = await openContradicting('all');
    expect(outcomesOf(signedOut)).toEqual(['FAILED', 'FAILED']);
    expect(signedOut.userErrors).toMatchObject([
      { code: 'UNAVAILABLE', providerId: 'support', retryable: true },
    ]);
    const [, outcome] = await graph.records();
    expect(outcome?.sessions.map((session) => session.outcome)).toEqual(['FAILED', 'FAILED']);
  });

  test('has ended where reading again shows that it is gone', async () => {
    const { signedOut } = await openContradicting('none');
    expect(outcomesOf(signedOut)).toEqual(['ALREADY_ENDED', 'ALREADY_ENDED']);
    expect(signedOut.userErrors).toEqual([]);
  });

  test('may go on where the provider cannot be read again', async () => {
    const { signedOut } = await openContradicting('nothing, since it is down');
    expect(outcomesOf(signedOut)).toEqual(['FAILED', 'FAILED']);
    expect(signedOut.userErrors).toMatchObject([{ providerId: 'support', retryable: true }]);
  });
});

test('what is called five times at once is one call for each session, and everybody is told the same', async () => {
  const { emulators, graph } = await openCompany(6);
  for (const emulator of [emulators.clerk, emulators.chat, emulators.support, emulators.locks]) {
    emulator.clearCalls();
  }
  const answers = await Promise.all(Array.from({ length: 5 }, () => signOutAnn(graph)));
  for (const signedOut of answers) {
    expect(outcomesOf(signedOut)).toEqual(Array(24).fill('REVOKED'));
    expect(signedOut.userErrors).toEqual([]);
  }
  const calls = (emulator: { readonly calls: readonly string[] }, path: RegExp) =>
    emulator.calls.filter((call) => path.test(call)).length;
  expect([
    calls(emulators.clerk, /\/revoke$/),
    calls(emulators.chat, /\/sessions\/logout$/),
    calls(emulators.support, /^DELETE /),
    calls(emulators.locks, /\/client_sessions\/revoke$/),
  ]).toEqual([6, 6, 1, 6]);

  // Each answers for what it asked, and one record of each ending is that of the call itself.
  const outcomes = (await graph.records()).filter(({ phase }) => phase === 'outcome');
  expect(outcomes).toHaveLength(5);
  const sessions = outcomes.flatMap((record) => record.sessions);
  expect(sessions.map(({ outcome }) => outcome)).toEqual(Array(120).fill('REVOKED'));
  expect(sessions.filter(({ sharedWith }) => sharedWith === undefined)).toHaveLength(24);
});

test('as many dry runs as one document may hold ask the providers as often as one', async () => {
  const server = await serverForTest();
  const dryRun = (
    index: number,
  ) => `d${index}: revokeUserSessions(input: { user: { id: "${cast.ordinary}" }, dryRun: true }) {
    processedCount userErrors { code } }`;
  const calls = () =>
    Object.values(server.demo.emulators).reduce((sum, { calls: seen }) => sum + seen.length, 0);
  const callsFor = async (count: number) => {
    const before = calls();
    const { data } = await server.ask(
      `mutation { ${Array.from({ length: count }, (_, index) => dryRun(index)).join(' ')} }`,
    );
    expect(new Set(Object.values(data).map((answer) => JSON.stringify(answer))).size).toBe(1);
    return calls() - before;
  };
  const forOne = await callsFor(1);
  expect(forOne).toBeGreaterThan(3);
  expect(await callsFor(5)).toBeLessThanOrEqual(forOne);
});

function outcomesOf({ results }: Answer): readonly string[] {
  return results.map(({ outcome }: Answer) => outcome);
}

function aliveAt(emulators: FourEmulators, providerId: string): number {
  return [...emulators.alive()].filter((name) => name.startsWith(`${providerId} `)).length;
}
