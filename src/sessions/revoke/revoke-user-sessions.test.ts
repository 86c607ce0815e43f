import { describe, expect, test } from 'vitest';
import { principalWith, operator, viewer } from '../../../test/support/asking.ts';
import { accountRecord } from '../../../test/support/memory-provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { codes, company, outcomes, signIn } from './testing.ts';

/** Ann is known to chat, by an account of hers. */
function companyOfAnn(freshForMs = 0) {
  const world = company(freshForMs);
  world.chat.accounts = [accountRecord('chat', 'ann'), accountRecord('chat', 'bob')];
  return world;
}

test('signs a person out everywhere, and nobody else', async () => {
  const { clerk, chat, support, ask } = companyOfAnn();
  signIn(clerk, 'ann', ['c1']);
  signIn(chat, 'ann', ['a1', 'a2']);
  signIn(support, 'ann', ['s1']);
  signIn(chat, 'bob', ['b1']);
  const revocation = await ask.as(operator).revokeUserSessions({ user: { id: 'ann' } });
  expect(outcomes(revocation)).toEqual(['c1 REVOKED', 'a1 REVOKED', 'a2 REVOKED', 's1 REVOKED']);
  expect(revocation).toMatchObject({ remaining: 0, userErrors: [] });
  expect(chat.ended).toEqual(['a1', 'a2']);
});

test('a person may do so for themselves, and is told of nobody else', async () => {
  const { clerk, chat, ask } = companyOfAnn();
  signIn(clerk, 'ann', ['c1', 'c2']);
  signIn(chat, 'bob', ['b1']);
  const request = ask.as(viewer('ann', 'c1'));
  expect(await request.revokeUserSessions({ user: { id: 'bob' } })).toMatchObject({
    results: [],
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'user'] }],
  });
  expect(outcomes(await request.revokeUserSessions({ user: { id: 'ann' } }))).toEqual([
    'c1 KEPT_CURRENT',
    'c2 REVOKED',
  ]);
  await request.revokeUserSessions({ user: { id: 'ann' }, includeCurrent: true });
  expect(clerk.ended).toEqual(['c2', 'c1']);
  expect(chat.ended).toEqual([]);
});

test('who may see others but not end their sessions ends none of theirs', async () => {
  const { chat, ask } = companyOfAnn();
  signIn(chat, 'bob', ['b1']);
  const reader = principalWith({ viewer: { id: 'ann', verifiedEmails: [] } }, 'sessions:read:any');
  expect(codes(await ask.as(reader).revokeUserSessions({ user: { id: 'bob' } }))).toEqual(['NOT_FOUND']);
  expect(chat.ended).toEqual([]);
});

test('only at the providers named', async () => {
  const { clerk, chat, ask } = companyOfAnn();
  signIn(clerk, 'ann', ['c1']);
  signIn(chat, 'ann', ['a1']);
  await ask.as(operator).revokeUserSessions({ user: { id: 'ann' }, providerIds: ['chat'] });
  expect([clerk.ended, chat.ended]).toEqual([[], ['a1']]);
});

test('except for sessions to keep', async () => {
  const { chat, ask } = companyOfAnn();
  const [a1 = ''] = signIn(chat, 'ann', ['a1', 'a2']);
  const revocation = await ask
    .as(operator)
    .revokeUserSessions({ user: { id: 'ann' }, exceptSessionIds: [a1] });
  expect(outcomes(revocation)).toEqual(['a2 REVOKED']);
  expect(chat.ended).toEqual(['a2']);
});

test.each([
  [{ exceptSessionIds: ['nonsense'] }, 'exceptSessionIds'],
  [{ providerIds: ['nowhere'] }, 'providerIds'],
  [{ providerIds: [] }, 'providerIds'],
  [{ note: 'x'.repeat(501) }, 'note'],
])('%j is a mistake, and nothing is ended', async (input, field) => {
  const { chat, ask } = companyOfAnn();
  signIn(chat, 'ann', ['a1']);
  expect(await ask.as(operator).revokeUserSessions({ user: { id: 'ann' }, ...input })).toMatchObject({
    results: [],
    userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', field] }],
  });
  expect(chat.ended).toEqual([]);
});

test('a person who is signed in nowhere is no success, but no certainty while a provider is down', async () => {
  const { clerk, ask } = companyOfAnn();
  const call = () => ask.as(operator).revokeUserSessions({ user: { id: 'ann' } });
  expect(codes(await call())).toEqual(['NOT_FOUND']);
  clerk.failure = new ProviderFailure('UNAVAILABLE', 'It is down.');
  expect((await call()).userErrors).toMatchObject([
    { code: 'UNAVAILABLE', providerId: 'clerk', retryable: true },
  ]);
});

test('a session that began since the last read is ended too, however long reads may be reused', async () => {
  const { chat, ask } = companyOfAnn(600_000);
  signIn(chat, 'ann', ['a1']);
  const { sessions } = ask.as(operator);
  await sessions({ filter: { userIds: ['ann'] }, page: {} });
  signIn(chat, 'ann', ['a2']);
  await ask.as(operator).revokeUserSessions({ user: { id: 'ann' } });
  expect(chat.ended).toEqual(['a1', 'a2']);
});

test('where the one to keep goes by another id by now, none of its account is ended', async () => {
  const { chat, support, ask } = companyOfAnn();
  const [old = ''] = signIn(chat, 'ann', ['before connecting again', 'a2']);
  signIn(support, 'ann', ['s1']);
  chat.sessions = chat.sessions.map((record) =>
    record.nativeId === 'a2' ? record : { ...record, nativeId: 'after' },
  );
  const keeping = { user: { id: 'ann' }, exceptSessionIds: [old] };
  const revocation = await ask.as(operator).revokeUserSessions(keeping);
  expect(outcomes(revocation).toSorted()).toEqual(['a2 NOT_SUPPORTED', 'after NOT_SUPPORTED', 's1 REVOKED']);
  expect([chat.ended, support.ended]).toEqual([[], ['s1']]);
});

describe("a provider's bulk call", () => {
  const bulkCalls = (calls: readonly string[]) => calls.filter((call) => call === 'revokeAllSessions').length;

  test('is used where all sessions of the account are meant', async () => {
    const { support, ask } = companyOfAnn();
    signIn(support, 'ann', ['s1', 's2', 's3']);
    signIn(support, 'ann', ['s4'], { state: 'ENDED' });
    signIn(support, 'bob', ['t1']);
    const revocation = await ask.as(operator).revokeUserSessions({ user: { id: 'ann' } });
    expect(outcomes(revocation)).toEqual(['s1 REVOKED', 's2 REVOKED', 's3 REVOKED']);
    expect(revocation.results[0]?.session?.record.state).toBe('REVOKED');
    expect(support.calls.filter((call) => call.startsWith('revoke'))).toEqual(['revokeAllSessions']);
    expect(support.ended).toEqual(['s1', 's2', 's3']);
  });

  test('is not used where one is to be kept, be it one that was not read', async () => {
    const { support, ask } = companyOfAnn();
    const [s1 = ''] = signIn(support, 'ann', ['s1', 's2', 's3']);
    await ask.as(operator).revokeUserSessions({ user: { id: 'ann' }, exceptSessionIds: [s1] });
    expect(support.sessions.map(({ nativeId }) => nativeId)).toEqual(['s1']);

    signIn(support, 'ann', ['s2', 's3']);
    support.sessions = support.sessions.filter(({ nativeId }) => nativeId !== 's1');
    await ask.as(operator).revokeUserSessions({ user: { id: 'ann' }, exceptSessionIds: [s1] });
    expect(bulkCalls(support.calls)).toBe(0);
  });

  test('is not used where the current session is among them', async () => {
    const { support, ask } = companyOfAnn();
    signIn(support, 'ann', ['s1', 's2']);
    signIn(support, 'ann', ['own'], { isOwnCredentials: true });
    await ask.as(operator).revokeUserSessions({ user: { id: 'ann' } });
    await ask.as(operator).revokeUserSessions({ user: { id: 'ann' }, includeCurrent: true });
    expect(support.ended).toEqual(['s1', 's2', 'own']);
    expect(bulkCalls(support.calls)).toBe(0);
  });

  test('is not used where not all of the account could be read', async () => {
    const { support, ask } = companyOfAnn();
    signIn(support, 'ann', ['s1', 's2']);
    const read = support.sessionsOf;
    Object.assign(support, {
      async sessionsOf(...args: Parameters<typeof read>) {
        const answer = await read(...args);
        return new Map([...answer].map(([id, sessions]) => [id, { ...sessions, truncated: true }]));
      },
    });
    const revocation = await ask.as(operator).revokeUserSessions({ user: { id: 'ann' } });
    expect(support.ended).toEqual(['s1', 's2']);
    expect(bulkCalls(support.calls)).toBe(0);
    expect(revocation.remaining).toBeNull();
  });
});
