/** Providers that revoke otherwise than the four do: all or nothing, without a list, later. */
import { describe, expect, test } from 'vitest';
import { askThe, operator, viewer } from '../../../test/support/asking.ts';
import { accountRecord, memoryProvider } from '../../../test/support/memory-provider.ts';
import { withCapabilities } from '../../providers/capabilities.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { codes, outcomes, signIn } from './testing.ts';

/** It revokes all sessions of an account, and neither lists nor revokes single ones (Okta). */
function unlisted() {
  const memory = memoryProvider('okta', { linkBy: 'externalId', endsAll: true, kind: 'clerk' });
  memory.accounts = [accountRecord('okta', 'o1', { keys: { nativeId: 'o1', externalId: 'ann' } })];
  signIn(memory, 'o1', ['first', 'second']);
  const { sessionsOf: _1, readSession: _2, revokeSession: _3, ...rest } = memory;
  const { readSessionPage: _4, countSessions: _5, ...methods } = rest;
  const okta = withCapabilities(methods, memory.capabilities);
  const chat = memoryProvider('chat', { linkBy: 'nativeId', kind: 'rocketchat' });
  signIn(chat, 'ann', ['a1']);
  return { memory, okta, chat, ask: askThe([okta, chat]) };
}

describe('a provider that revokes all sessions of a person without listing them', () => {
  test('is part of signing out everywhere', async () => {
    const { memory, okta, ask } = unlisted();
    const revocation = await ask.as(operator).revokeUserSessions({ user: { id: 'ann' }, reason: 'POLICY' });
    expect(revocation.results).toMatchObject([
      { session: null, provider: okta, outcome: 'REVOKED' },
      { session: { record: { nativeId: 'a1' } }, outcome: 'REVOKED' },
    ]);
    expect(revocation).toMatchObject({ remaining: 0, userErrors: [] });
    expect(memory.ended).toEqual(['first', 'second']);
    expect(ask.records[1]?.sessions[0]).toEqual({
      sessionId: null,
      provider: 'okta',
      nativeId: null,
      accountId: 'o1',
      outcome: 'REVOKED',
      message: null,
    });
  });

  test('is told five times at once and called once', async () => {
    const { memory, ask } = unlisted();
    const signOut = () => ask.as(operator).revokeUserSessions({ user: { id: 'ann' }, providerIds: ['okta'] });
    const revocations = await Promise.all(Array.from({ length: 5 }, signOut));
    expect(revocations.flatMap(({ results }) => results.map(({ outcome }) => outcome))).toEqual(
      Array(5).fill('REVOKED'),
    );
    expect(memory.calls.filter((call) => call === 'revokeAllSessions')).toHaveLength(1);
  });

  test('is named by a dry run, and not called', async () => {
    const { memory, ask } = unlisted();
    const { results } = await ask.as(operator).revokeUserSessions({ user: { id: 'ann' }, dryRun: true });
    expect(results.map(({ outcome }) => outcome)).toEqual(['WOULD_REVOKE', 'WOULD_REVOKE']);
    expect(memory.calls).not.toContain('revokeAllSessions');
  });

  test('is left alone, and said so, where others only are meant', async () => {
    const { memory, ask } = unlisted();
    const revocation = await ask.as(viewer('ann', 'a0')).revokeOtherSessions({});
    expect(revocation.results[0]).toMatchObject({ outcome: 'NOT_SUPPORTED', session: null });
    expect(codes(revocation)).toContain('NOT_SUPPORTED');
    expect(memory.ended).toEqual([]);
  });

  test('is left alone where the person may be asking from there, unless that is meant', async () => {
    const { memory, ask } = unlisted();
    const request = { user: { id: 'ann' }, providerIds: ['okta'] };
    const kept = await ask.as(viewer('ann', 'first')).revokeUserSessions(request);
    expect([kept.results[0]?.outcome, codes(kept)]).toEqual(['NOT_SUPPORTED', ['NOT_SUPPORTED']]);
    expect(memory.ended).toEqual([]);
    await ask.as(viewer('ann', 'first')).revokeUserSessions({ ...request, includeCurrent: true });
    expect(memory.ended).toEqual(['first', 'second']);
  });

  test.each([['o1'], [null]])(
    'is left alone where one of its sessions is to be kept, of account %o',
    async (accountId) => {
      const { memory, ask } = unlisted();
      const kept = Buffer.from(JSON.stringify(['Session', 'okta', 'first', accountId])).toString('base64url');
      const revocation = await ask
        .as(operator)
        .revokeUserSessions({ user: { id: 'ann' }, exceptSessionIds: [kept] });
      expect(revocation.results.map(({ outcome }) => outcome)).toEqual(['NOT_SUPPORTED', 'REVOKED']);
      expect(memory.ended).toEqual([]);
    },
  );

  test('has nothing to revoke of a person it does not know', async () => {
    const { memory, ask } = unlisted();
    memory.accounts = [];
    const revocation = await ask
      .as(viewer('ann'))
      .revokeUserSessions({ user: { id: 'ann' }, providerIds: ['okta'] });
    expect(revocation).toMatchObject({ results: [], userErrors: [{ code: 'NOT_FOUND' }] });
    memory.failure = new ProviderFailure('UNAVAILABLE', 'It is down.');
    const unknown = await ask
      .as(viewer('ann'))
      .revokeUserSessions({ user: { id: 'ann' }, providerIds: ['okta'] });
    expect(unknown).toMatchObject({ results: [], remaining: null, userErrors: [{ code: 'UNAVAILABLE' }] });
  });
});

test('a provider that lists sessions and revokes only all of them does so where all are meant', async () => {
  const memory = memoryProvider('support', { linkBy: 'nativeId', endsAll: true });
  memory.accounts = [accountRecord('support', 'ann')];
  const [s1 = ''] = signIn(memory, 'ann', ['s1', 's2']);
  const { revokeSession: _1, ...methods } = memory;
  const ask = askThe([withCapabilities(methods, memory.capabilities)]);
  const single = await ask.as(operator).revokeSession(s1, {});
  expect([outcomes(single), codes(single)]).toEqual([['s1 NOT_SUPPORTED'], ['NOT_SUPPORTED']]);
  expect(single.results[0]?.message).toContain('revokeUserSessions');
  const all = await ask.as(operator).revokeUserSessions({ user: { id: 'ann' } });
  expect([outcomes(all), codes(all)]).toEqual([['s1 REVOKED', 's2 REVOKED'], []]);
});

test('what a provider has only accepted is not said to be done', async () => {
  const memory = memoryProvider('support', { linkBy: 'nativeId', endsAll: true });
  memory.accounts = [accountRecord('support', 'ann')];
  signIn(memory, 'ann', ['s1', 's2']);
  Object.assign(memory, { revokeAllSessions: async () => 'ACCEPTED' });
  const revocation = await askThe([memory])
    .as(operator)
    .revokeUserSessions({ user: { id: 'ann' } });
  expect(outcomes(revocation)).toEqual(['s1 ACCEPTED', 's2 ACCEPTED']);
  expect(revocation.results[0]?.session?.record.state).toBe('ACTIVE');
  expect(revocation.userErrors).toMatchObject([
    { code: 'INCOMPLETE', providerId: 'support', retryable: false },
  ]);
});
