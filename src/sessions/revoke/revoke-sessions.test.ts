import { describe, expect, test } from 'vitest';
import { principalWith, operator, viewer } from '../../../test/support/asking.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { AccessError } from '../access-error.ts';
import type { SessionFilter } from '../query.ts';
import { codes, company, outcomes, signIn } from './testing.ts';

const numbers = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);

describe('by ids', () => {
  test('there is an item for each, in order, whatever became of the others', async () => {
    const { clerk, chat, ask } = company();
    const [c1 = ''] = signIn(clerk, 'ann', ['c1']);
    const [a1 = '', a2 = ''] = signIn(chat, 'ann', ['a1', 'a2']);
    const [gone = ''] = signIn(chat, 'ann', ['a3']);
    chat.sessions = chat.sessions.filter(({ nativeId }) => nativeId !== 'a3');
    const ids = [a2, 'nonsense', c1, gone, a1];
    const revocation = await ask.as(viewer('ann')).revokeSessions({ target: { ids } });
    expect(outcomes(revocation)).toEqual([
      'a2 REVOKED',
      'nonsense FAILED',
      'c1 REVOKED',
      `${gone} NOT_FOUND`,
      'a1 REVOKED',
    ]);
    expect(revocation).toMatchObject({
      remaining: 0,
      userErrors: [
        { code: 'BAD_USER_INPUT', field: ['input', 'target', 'ids'] },
        { code: 'NOT_FOUND', field: ['input', 'target', 'ids'] },
      ],
    });
  });

  test('the same id twice is one session, ended once, and both items say so', async () => {
    const { chat, ask } = company();
    const [a1 = ''] = signIn(chat, 'ann', ['a1']);
    const revocation = await ask.as(viewer('ann')).revokeSessions({ target: { ids: [a1, a1] } });
    expect(outcomes(revocation)).toEqual(['a1 REVOKED', 'a1 REVOKED']);
    expect(chat.ended).toEqual(['a1']);
    expect(ask.records.map(({ sessions }) => sessions.length)).toEqual([1, 1]);
  });

  test('sessions of a provider that cannot be read fail, and may be tried again', async () => {
    const { chat, clerk, ask } = company();
    const [a1 = ''] = signIn(chat, 'ann', ['a1']);
    const [c1 = ''] = signIn(clerk, 'ann', ['c1']);
    chat.failure = new ProviderFailure('UNAVAILABLE', 'It is down.');
    const revocation = await ask.as(viewer('ann')).revokeSessions({ target: { ids: [a1, c1] } });
    expect(revocation.results).toMatchObject([
      { id: a1, outcome: 'FAILED', provider: chat, message: 'It is down.', retryable: true },
      { id: c1, outcome: 'REVOKED', retryable: false },
    ]);
  });

  test.each([[[]], [['nonsense', 'more nonsense']], [Array.from({ length: 501 }, () => 'nonsense')]])(
    'refused are %o',
    async (ids) => {
      const { ask } = company();
      expect(await ask.as(viewer('ann')).revokeSessions({ target: { ids } })).toMatchObject({
        results: [],
        userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'target', 'ids'] }],
      });
    },
  );
});

describe('by a filter', () => {
  const from = '198.51.100.7';

  test('what the list shows is ended, and what has ended is passed over', async () => {
    const { clerk, chat, support, ask } = company();
    signIn(clerk, 'ann', ['c1'], { ipAddress: from });
    signIn(clerk, 'ann', ['c2'], { ipAddress: from, state: 'ENDED' });
    signIn(chat, 'ann', ['a1'], { ipAddress: from });
    signIn(support, 'ann', ['s1']);
    const revocation = await ask
      .as(operator)
      .revokeSessions({ target: { filter: { userIds: ['ann'], ipAddress: from } } });
    expect(outcomes(revocation).toSorted()).toEqual(['a1 REVOKED', 'c1 REVOKED']);
    expect(revocation).toMatchObject({ remaining: 0, userErrors: [] });
    expect([clerk.ended, chat.ended, support.ended]).toEqual([['c1'], ['a1'], []]);
  });

  test('nobody named: it goes through everybody, and names the provider that cannot', async () => {
    const { chat, support, ask } = company();
    signIn(chat, 'ann', numbers('a', 150));
    signIn(chat, 'bob', ['b1'], { ipAddress: from });
    signIn(support, 'cyd', ['s1'], { ipAddress: from });
    const revocation = await ask.as(operator).revokeSessions({ target: { filter: { ipAddress: from } } });
    expect(outcomes(revocation)).toEqual(['b1 REVOKED', 's1 REVOKED']);
    expect(revocation.userErrors).toMatchObject([{ code: 'NOT_SUPPORTED', providerId: 'clerk' }]);
    expect(revocation.remaining).toBeNull();
  });

  test("a person's filter reaches their own sessions only", async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1'], { ipAddress: from });
    signIn(chat, 'bob', ['b1'], { ipAddress: from });
    for (const principal of [
      viewer('ann'),
      principalWith({ viewer: { id: 'ann', verifiedEmails: [] } }, 'sessions:read:any'),
    ]) {
      await ask.as(principal).revokeSessions({ target: { filter: { ipAddress: from } } });
      await ask.as(principal).revokeSessions({ target: { filter: { userIds: ['bob'] } } });
    }
    expect(chat.ended).toEqual(['a1']);
  });

  test('at most 500 are ended in one call, and calling again ends the rest', async () => {
    const { clerk, chat, ask } = company();
    signIn(clerk, 'ann', numbers('old', 600), { state: 'ENDED', lastActiveAt: 9 });
    signIn(clerk, 'ann', numbers('c', 300), { lastActiveAt: 5 });
    signIn(chat, 'ann', numbers('a', 400), { lastActiveAt: 1 });
    const call = () => ask.as(operator).revokeSessions({ target: { filter: { userIds: ['ann'] } } });
    const first = await call();
    expect(first.results.map(({ outcome }) => outcome)).toEqual(Array(500).fill('REVOKED'));
    expect(first.remaining).toBe(200);
    const second = await call();
    expect(second.results).toHaveLength(200);
    expect(second.remaining).toBe(0);
    expect([clerk.ended.length, chat.ended.length]).toEqual([300, 400]);
    expect(codes(await call())).toEqual(['NOT_FOUND']);
  });

  test('what matches nothing is no success', async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1']);
    for (const filter of [{ ipAddress: from }, { userIds: ['ann'], states: ['ENDED' as const] }]) {
      const revocation = await ask.as(viewer('ann')).revokeSessions({ target: { filter } });
      expect(revocation).toMatchObject({ results: [], userErrors: [{ code: 'NOT_FOUND' }] });
    }
    expect(ask.records).toEqual([]);
  });

  test('what matches nothing while a provider is down may match something later', async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1']);
    chat.failure = new ProviderFailure('UNAVAILABLE', 'It is down.');
    const revocation = await ask.as(operator).revokeSessions({ target: { filter: { userIds: ['ann'] } } });
    expect(revocation).toMatchObject({
      results: [],
      remaining: null,
      userErrors: [{ code: 'UNAVAILABLE', providerId: 'chat', retryable: true }],
    });
  });

  test.each<[SessionFilter]>([
    [{}],
    [{ providerIds: ['chat'] }],
    [{ kinds: ['rocketchat'], states: ['ACTIVE'] }],
    [{ isCurrent: false }],
  ])("%j would end everybody's, and is refused unless everyone is confirmed", async (filter) => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1']);
    expect(await ask.as(operator).revokeSessions({ target: { filter } })).toMatchObject({
      results: [],
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'target', 'filter'] }],
    });
    const everyone = { target: { filter }, everyone: true };
    await expect(ask.as(viewer('ann')).revokeSessions(everyone)).rejects.toThrow(AccessError);
    expect(chat.ended).toEqual([]);
    // Of a Rocket.Chat session it is not known that it is not current.
    const expected = filter.isCurrent === false ? [] : ['a1'];
    await ask.as(operator).revokeSessions(everyone);
    expect(chat.ended).toEqual(expected);
  });

  test.each<[SessionFilter]>([
    [{ states: [] }],
    [{ providerIds: ['nowhere'], text: 'x' }],
    [{ ipAddress: 'x' }],
  ])('%j cannot be asked', async (filter) => {
    const { ask } = company();
    expect(await ask.as(operator).revokeSessions({ target: { filter }, everyone: true })).toMatchObject({
      results: [],
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'target', 'filter'] }],
    });
  });

  test('a session that began after the list was read is ended too', async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1']);
    const request = ask.as(viewer('ann'));
    await request.sessions({ filter: { userIds: ['ann'] }, page: {} });
    signIn(chat, 'ann', ['a2']);
    const revocation = await request.revokeSessions({ target: { filter: { userIds: ['ann'] } } });
    expect(outcomes(revocation).toSorted()).toEqual(['a1 REVOKED', 'a2 REVOKED']);
  });
});

describe('expectedCount', () => {
  test('ends nothing when it is another number, and says which', async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1', 'a2']);
    signIn(chat, 'ann', ['a3'], { state: 'ENDED' });
    const target = { filter: { userIds: ['ann'] } };
    const revocation = await ask.as(operator).revokeSessions({ target, expectedCount: 3 });
    expect(revocation.userErrors).toMatchObject([{ field: ['input', 'expectedCount'] }]);
    expect(revocation.userErrors[0]?.message).toContain('3 were expected and 2 found');
    expect(chat.ended).toEqual([]);
    await ask.as(operator).revokeSessions({ target, expectedCount: 2 });
    expect(chat.ended).toEqual(['a1', 'a2']);
  });

  test('counts different ids', async () => {
    const { chat, ask } = company();
    const [a1 = '', a2 = ''] = signIn(chat, 'ann', ['a1', 'a2']);
    const target = { ids: [a1, a2, a1] };
    expect(codes(await ask.as(operator).revokeSessions({ target, expectedCount: 3 }))).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(codes(await ask.as(operator).revokeSessions({ target, expectedCount: 2 }))).toEqual([]);
  });

  test('matches nothing that could not be counted', async () => {
    const { chat, support, ask } = company();
    signIn(chat, 'ann', ['a1']);
    support.failure = new ProviderFailure('TIMED_OUT', 'It did not answer.');
    const target = { filter: { userIds: ['ann'] } };
    const revocation = await ask.as(operator).revokeSessions({ target, expectedCount: 1 });
    expect(revocation.userErrors[0]?.message).toContain('1 were expected and at least 1 found');
    expect(chat.ended).toEqual([]);
  });
});

test('an id that another replica gave is found, however long reads may be reused here', async () => {
  const { chat, ask } = company(600_000);
  signIn(chat, 'ann', ['a1', 'a2']);
  await ask.as(operator).sessions({ filter: { userIds: ['ann'] }, page: {} });
  const ids = signIn(chat, 'ann', ['a3', 'a4']);
  expect(outcomes(await ask.as(operator).revokeSessions({ target: { ids } }))).toEqual([
    'a3 REVOKED',
    'a4 REVOKED',
  ]);
});

test('a dry run ends nothing and records nothing', async () => {
  const { clerk, ask } = company();
  signIn(clerk, 'ann', ['c1', 'c2']);
  const revocation = await ask
    .as(viewer('ann', 'c1'))
    .revokeSessions({ target: { filter: { userIds: ['ann'] } }, dryRun: true });
  expect(outcomes(revocation)).toEqual(['c1 KEPT_CURRENT', 'c2 WOULD_REVOKE']);
  expect(clerk.ended).toEqual([]);
  expect(ask.records).toEqual([]);
});
