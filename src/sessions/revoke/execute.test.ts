import { describe, expect, test } from 'vitest';
import { askThe, gate, operator, originOf } from '../../../test/support/asking.ts';
import { memoryProvider, sessionRecord, type MemoryProvider } from '../../../test/support/memory-provider.ts';
import { ProviderFailure, type FailureStatus } from '../../upstream/failure.ts';
import { createRequestContext } from '../request-context.ts';
import { execute } from './execute.ts';
import { targetOf, type SessionTarget } from './result.ts';
import { accountKey } from './whole-accounts.ts';
import { sessionOf } from '../session.ts';

function targetsAt(provider: MemoryProvider, count: number): readonly SessionTarget[] {
  provider.sessions = Array.from({ length: count }, (_, index) =>
    sessionRecord(provider.id, `s${String(index).padStart(2, '0')}`, { accountId: 'ann' }),
  );
  return provider.sessions.map((record) => {
    const id = `${provider.id} ${record.nativeId}`;
    return targetOf({ id, provider, record, user: null });
  });
}

async function revoke(targets: readonly SessionTarget[], whole: ReadonlySet<string> = new Set()) {
  const { service, faults } = askThe([...new Set(targets.map(({ session }) => session.provider))]);
  const context = createRequestContext(service, originOf(operator), new AbortController().signal);
  const { results, reports } = await service.revocations.during((entered) =>
    execute(context, { name: 'revokeSessions', why: {}, subjectUser: null, entered }, targets, whole),
  );
  return { results: targets.map((target) => results.get(target)), reports, faults };
}

const attempts = (provider: MemoryProvider) =>
  provider.calls.filter((call) => call === 'revokeSession').length;
const failing =
  (status: FailureStatus, retryAt: number | null = null) =>
  () => {
    throw new ProviderFailure(status, `It is ${status}.`, { retryAt });
  };

test.each([
  ['8', 10, 8],
  ['its maxConcurrency', 2, 2],
])('no more than %s calls of one change are under way at a provider', async (_, maxConcurrency, expected) => {
  const chat = memoryProvider('chat', { maxConcurrency });
  const targets = targetsAt(chat, 30);
  let underWay = 0;
  let most = 0;
  chat.beforeEnd = async () => {
    most = Math.max(most, (underWay += 1));
    await new Promise(setImmediate);
    underWay -= 1;
  };
  const { results } = await revoke(targets);
  expect(results.map((result) => result?.outcome)).toEqual(Array(30).fill('REVOKED'));
  expect(most).toBe(expected);
});

test('a provider that hangs holds up no other', async () => {
  const [chat, support] = [memoryProvider('chat'), memoryProvider('support')];
  const targets = [...targetsAt(chat, 2), ...targetsAt(support, 20)];
  const { opened, open } = gate();
  chat.beforeEnd = () => opened;
  let asked = 0;
  support.beforeEnd = () => {
    // The other provider answers only when the last of these is on its way.
    if ((asked += 1) === 20) open();
  };
  const { results } = await revoke(targets);
  expect(results.every((result) => result?.outcome === 'REVOKED')).toBe(true);
});

test('once a provider limits us, the rest is not tried, and may be tried again', async () => {
  const chat = memoryProvider('chat');
  const targets = targetsAt(chat, 50);
  chat.beforeEnd = (id) => {
    if (id >= 's10') failing('RATE_LIMITED', 1234)();
  };
  const { results, reports } = await revoke(targets);
  expect(chat.ended).toHaveLength(10);
  expect(attempts(chat)).toBeLessThan(10 + 2 * 8);
  expect(results.slice(10).every((result) => result?.outcome === 'FAILED' && result.retryable)).toBe(true);
  expect(results.at(-1)?.message).toBe(
    'Not tried, since another could not be revoked: Memory (chat) cannot be asked so often: try again later.',
  );
  expect(reports).toMatchObject([{ provider: chat, status: 'RATE_LIMITED', complete: false, retryAt: 1234 }]);
});

describe('a provider that dies half way', () => {
  test.each<[FailureStatus, boolean]>([
    ['UNAVAILABLE', true],
    ['TIMED_OUT', true],
    ['NOT_AUTHORIZED', false],
    ['NOT_LICENSED', false],
  ])('%s: is given up after a few failures in a row', async (status, retryable) => {
    const chat = memoryProvider('chat');
    const targets = targetsAt(chat, 50);
    chat.beforeEnd = failing(status);
    const { results, reports } = await revoke(targets);
    expect(attempts(chat)).toBeLessThanOrEqual(3 + 8);
    expect(results.every((result) => result?.outcome === 'FAILED' && result.retryable === retryable)).toBe(
      true,
    );
    expect(reports).toMatchObject([{ status, complete: false }]);
  });

  test('is not given up for failures between successes', async () => {
    const chat = memoryProvider('chat');
    const targets = targetsAt(chat, 40);
    chat.beforeEnd = (id) => {
      if (id.endsWith('5')) failing('TIMED_OUT')();
    };
    const { results, reports } = await revoke(targets);
    expect(results.filter((result) => result?.outcome === 'REVOKED')).toHaveLength(36);
    expect(reports).toMatchObject([{ status: 'TIMED_OUT' }]);
  });
});

test('failures that are about the sessions themselves stop nothing', async () => {
  const chat = memoryProvider('chat');
  const targets = targetsAt(chat, 20);
  chat.beforeEnd = (id) => {
    if (id < 's05') failing('REJECTED')();
    if (id < 's10') {
      chat.sessions = chat.sessions.filter(({ nativeId }) => nativeId !== id);
      failing('NOT_FOUND')();
    }
    if (id < 's15') failing('NOT_SUPPORTED')();
  };
  const { results, reports } = await revoke(targets);
  expect(results.map((result) => result?.outcome)).toEqual(
    ['FAILED', 'ALREADY_ENDED', 'NOT_SUPPORTED', 'REVOKED'].flatMap((outcome) => Array(5).fill(outcome)),
  );
  expect(results.some((result) => result?.retryable)).toBe(false);
  expect(reports).toMatchObject([{ status: 'OK', complete: true }]);
});

test('a session that is said to be none is not taken for gone where a row of the list cannot be read', async () => {
  const support = memoryProvider('support');
  const targets = targetsAt(support, 1);
  support.beforeEnd = failing('NOT_FOUND');
  Object.assign(support, {
    sessionsOf: async () =>
      new Map([
        ['ann', { sessions: [], brokenRows: 1, truncated: false, failure: null, observedAt: 1 }] as const,
      ]),
  });
  const { results } = await revoke(targets);
  expect(results).toMatchObject([{ outcome: 'FAILED', retryable: true }]);
});

test('a fault of ours fails its own session, and is told', async () => {
  const chat = memoryProvider('chat');
  const targets = targetsAt(chat, 5);
  const fault = new TypeError('A secret detail.');
  chat.beforeEnd = (id) => {
    if (id === 's02') throw fault;
  };
  const { results, faults } = await revoke(targets);
  expect(results.map((result) => result?.outcome)).toEqual([
    'REVOKED',
    'REVOKED',
    'FAILED',
    'REVOKED',
    'REVOKED',
  ]);
  expect(results[2]?.message).toBe('Unexpected error.');
  expect(faults).toEqual([fault]);
});

test('a bulk call that fails fails all of its account', async () => {
  const support = memoryProvider('support', { endsAll: true });
  const targets = targetsAt(support, 3);
  support.beforeEnd = failing('UNAVAILABLE');
  const { results } = await revoke(targets, new Set([accountKey(support, 'ann')]));
  expect(results.map((result) => [result?.outcome, result?.retryable].join())).toEqual(
    Array(3).fill('FAILED,true'),
  );
  expect(support.calls).toEqual(['revokeAllSessions']);
});

test('what the provider tells of the ended session does not erase what the list told', async () => {
  const clerk = memoryProvider('clerk', { keepsEnded: true });
  const [target] = targetsAt(clerk, 1);
  if (target === undefined) throw new Error('one target');
  const { record } = target.session;
  const listed = {
    ...target,
    session: sessionOf(target.session.provider, { ...record, ipAddress: '203.0.113.7' }, null),
  };
  const { results } = await revoke([listed]);
  expect(results[0]?.session?.record).toMatchObject({ state: 'REVOKED', ipAddress: '203.0.113.7' });
});
