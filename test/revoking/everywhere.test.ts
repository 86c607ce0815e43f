/** Signing a person out everywhere, from the graph down to the providers' own state. */
import { afterEach, expect, test, vi } from 'vitest';
import { operator } from '../support/asking.ts';
import {
  openFourProviders,
  startFourEmulators,
  urlsOf,
  type FourEmulators,
} from '../support/four-providers.ts';
import { openGraphOver, type GraphOver } from '../support/graph-over.ts';
import type { Answer } from '../support/server.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of open.splice(0).toReversed()) await close();
});

async function openCompany(each: number, more: Readonly<Record<string, object>> = {}) {
  const clock = { now: Date.parse('2026-11-20T12:00:00.000Z') };
  const now = () => clock.now;
  const emulators: FourEmulators = await startFourEmulators(['ann', 'bob'], each, now);
  const opened = openFourProviders(urlsOf(emulators), now, more);
  const graph: GraphOver = await openGraphOver(opened.providers, now);
  open.push(emulators.close, opened.close, graph.close);
  return { clock, emulators, graph };
}

const signOut = `mutation SignOut($input: RevokeUserSessionsInput!) { revokeUserSessions(input: $input) {
  results { id outcome retryable message provider { id } session { id nativeId state } }
  processedCount remaining dryRun
  providerReports { provider { id } status complete retryAt }
  userErrors { code providerId retryable } } }`;
const listed = `query ($id: ID!, $after: String) { sessions(filter: { userIds: [$id], states: [ACTIVE, PENDING, UNKNOWN] }, first: 100, after: $after) {
  totalCount nodes { id state viewerCanRevoke } } }`;

const signOutAnn = (graph: GraphOver, more: object = {}) =>
  graph.ask(operator, signOut, { input: { user: { id: 'ann' }, reason: 'SUSPICIOUS', ...more } });

const nameOf = ({ provider, session }: Answer): string => `${provider.id} ${session.nativeId}`;

test(
  '300 sessions at four providers, one failing, one slow, one limited: what can be ended is ended, the rest is named, and the same call again finishes it',
  { timeout: 30_000 },
  async () => {
    // Clerk's limit is longer than anybody waits, and over when the test says so.
    vi.useFakeTimers({ toFake: ['performance'] });
    const { clock, emulators, graph } = await openCompany(75, { clerk: { timeoutMs: 5000 } });
    const before = emulators.alive();
    const annsBefore = new Set([...before].filter((name) => !isBobs(name)));
    expect([before.size, annsBefore.size]).toEqual([600, 300]);

    emulators.locks.faultOnly = (call) => call.endsWith('/client_sessions/revoke');
    emulators.locks.fault = { kind: 'down' };
    emulators.chat.fault = { kind: 'slow', ms: 5 };
    emulators.clerk.behaviour.requestsPerTenSeconds = 40;

    const first = await signOutAnn(graph);
    expect(first.errors).toEqual([]);
    const { results, processedCount, remaining, providerReports, userErrors } = first.data.revokeUserSessions;
    expect([processedCount, remaining]).toEqual([300, 0]);
    expect(userErrors).toEqual([
      { code: 'RATE_LIMITED', providerId: 'clerk', retryable: true },
      { code: 'UNAVAILABLE', providerId: 'locks', retryable: true },
    ]);
    expect(new Set(results.map(nameOf))).toEqual(annsBefore);

    const revoked = results.filter(({ outcome }: Answer) => outcome === 'REVOKED');
    const rest = results.filter(({ outcome }: Answer) => outcome !== 'REVOKED');
    const countAt = (id: string) => revoked.filter(({ provider }: Answer) => provider.id === id).length;
    expect({ chat: countAt('chat'), support: countAt('support'), locks: countAt('locks') }).toEqual({
      chat: 75,
      support: 75,
      locks: 0,
    });
    expect(countAt('clerk')).toBeGreaterThan(20);
    expect(countAt('clerk')).toBeLessThan(40);
    for (const result of rest) expect(result).toMatchObject({ outcome: 'FAILED', retryable: true });
    for (const { session } of revoked) expect(session.state).toBe('REVOKED');
    expect(difference(annsBefore, emulators.alive())).toEqual(new Set(revoked.map(nameOf)));
    const reportOf = (id: string) => providerReports.find(({ provider }: Answer) => provider.id === id);
    expect(reportOf('clerk')).toMatchObject({
      status: 'RATE_LIMITED',
      complete: false,
      retryAt: '2026-11-20T12:00:10.000Z',
    });
    expect(reportOf('locks')).toMatchObject({ status: 'UNAVAILABLE', complete: false });
    expect(reportOf('chat')).toMatchObject({ status: 'OK', complete: true });

    clock.now += 10_000;
    vi.advanceTimersByTime(10_000);
    emulators.locks.fault = { kind: 'ok' };
    emulators.chat.fault = { kind: 'ok' };
    emulators.clerk.behaviour.requestsPerTenSeconds = null;
    const second = await signOutAnn(graph);
    expect(second.data.revokeUserSessions.userErrors).toEqual([]);
    const again = second.data.revokeUserSessions.results;
    expect(new Set(again.map(nameOf))).toEqual(new Set(rest.map(nameOf)));
    expect(again.every(({ outcome }: Answer) => outcome === 'REVOKED')).toBe(true);
    expect([...emulators.alive()].every(isBobs)).toBe(true);
    expect(emulators.alive().size).toBe(300);
    expect((await graph.ask(operator, listed, { id: 'ann' })).data.sessions).toMatchObject({ totalCount: 0 });
    const third = await signOutAnn(graph);
    expect(third.data.revokeUserSessions.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);

    // The audit accounts for each session once per attempt.
    const records = await graph.records();
    expect(records.map(({ phase }) => phase)).toEqual(['intent', 'outcome', 'intent', 'outcome']);
    const attempts = [results, again];
    for (const [attempt, answered] of attempts.entries()) {
      const [intent, outcome] = records.slice(attempt * 2, attempt * 2 + 2);
      const told = new Map(answered.map((result: Answer) => [result.session.id, result.outcome]));
      expect(intent?.changeId).toBe(outcome?.changeId);
      expect(intent?.sessions.map(({ sessionId }) => sessionId)).toHaveLength(told.size);
      expect(new Set(intent?.sessions.map(({ sessionId }) => sessionId))).toEqual(new Set(told.keys()));
      expect(new Map(outcome?.sessions.map((session) => [session.sessionId, session.outcome]))).toEqual(told);
    }
  },
);

test('a provider that hangs holds up no other, and its sessions may be tried again', async () => {
  const { emulators, graph } = await openCompany(5, { chat: { timeoutMs: 1000 } });
  emulators.chat.faultOnly = (call) => call.endsWith('/sessions/logout');
  emulators.chat.fault = { kind: 'hanging' };
  const { data } = await signOutAnn(graph);
  const { results, providerReports } = data.revokeUserSessions;
  for (const { provider, outcome, retryable } of results) {
    expect([provider.id, outcome, retryable]).toEqual(
      provider.id === 'chat' ? ['chat', 'FAILED', true] : [provider.id, 'REVOKED', false],
    );
  }
  expect(results).toHaveLength(20);
  expect(providerReports.find(({ provider }: Answer) => provider.id === 'chat').status).toBe('TIMED_OUT');
});

test('a provider that cannot even be read is named as one where sessions may be left', async () => {
  const { emulators, graph } = await openCompany(3);
  emulators.support.fault = { kind: 'down' };
  const { data } = await signOutAnn(graph);
  const { processedCount, remaining, userErrors } = data.revokeUserSessions;
  expect([processedCount, remaining]).toEqual([9, null]);
  expect(userErrors).toEqual([{ code: 'UNAVAILABLE', providerId: 'support', retryable: true }]);
});

test('the next read shows it, though Clerk still reads as before and Seam never tells', async () => {
  const { emulators, graph } = await openCompany(4);
  emulators.clerk.behaviour.readsBehindRevoke = 1000;
  expect((await graph.ask(operator, listed, { id: 'ann' })).data.sessions.totalCount).toBe(16);
  await signOutAnn(graph);
  expect((await graph.ask(operator, listed, { id: 'ann' })).data.sessions).toEqual({
    totalCount: 0,
    nodes: [],
  });
  const all = `{ sessions(filter: { userIds: ["ann"], states: null }, first: 100) { nodes { state viewerCanRevoke provider { id } } } }`;
  const { data } = await graph.ask(operator, all);
  expect(data.sessions.nodes).toEqual(
    expect.arrayContaining([
      { state: 'REVOKED', viewerCanRevoke: false, provider: { id: 'clerk' } },
      { state: 'REVOKED', viewerCanRevoke: false, provider: { id: 'locks' } },
    ]),
  );
  expect(data.sessions.nodes).toHaveLength(8);
});

test("Zendesk's bulk call is used only where all of the person's sessions are meant", async () => {
  const { emulators, graph } = await openCompany(3);
  const ends = () => emulators.support.calls.filter((call) => call.startsWith('DELETE'));
  const { data } = await signOutAnn(graph, { providerIds: ['support'], dryRun: true });
  const [kept, ...others] = data.revokeUserSessions.results.map(({ id }: Answer) => id);
  expect(others).toHaveLength(2);
  expect(ends()).toEqual([]);

  await signOutAnn(graph, { providerIds: ['support'], exceptSessionIds: [kept] });
  expect(ends()).toHaveLength(2);
  expect(ends()).not.toContain('DELETE /api/v2/users/101/sessions');

  emulators.support.clearCalls();
  await graph.ask(operator, signOut, { input: { user: { id: 'bob' }, providerIds: ['support'] } });
  expect(ends()).toEqual(['DELETE /api/v2/users/102/sessions']);
  expect(emulators.support.world.sessions.map(({ user_id: userId }) => userId)).toEqual([101]);
});

function isBobs(name: string): boolean {
  const [provider = '', id = ''] = name.split(' ');
  if (provider === 'support') return Number(id) >= 1000 + 75;
  if (provider === 'locks') return Number.parseInt(id.slice(-12), 16) >= 75;
  return id.includes('bob');
}

function difference(all: ReadonlySet<string>, left: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...all].filter((name) => !left.has(name)));
}
