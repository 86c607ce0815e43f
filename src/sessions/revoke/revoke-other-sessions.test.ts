import { expect, test } from 'vitest';
import { operator, viewer } from '../../../test/support/asking.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { codes, company, outcomes, signIn } from './testing.ts';

test('ends the others, and never the current one', async () => {
  const { clerk, ask } = company();
  signIn(clerk, 'ann', ['c1', 'c2', 'c3']);
  signIn(clerk, 'bob', ['b1']);
  const revocation = await ask.as(viewer('ann', 'c2')).revokeOtherSessions({});
  expect(outcomes(revocation)).toEqual(['c1 REVOKED', 'c2 KEPT_CURRENT', 'c3 REVOKED']);
  expect(clerk.ended).toEqual(['c1', 'c3']);
});

test('where it cannot be told which is current, none is ended, and another way is named', async () => {
  const { clerk, chat, support, ask } = company();
  signIn(clerk, 'ann', ['c1', 'c2']);
  signIn(chat, 'ann', ['a1']);
  signIn(support, 'ann', ['s1', 's2']);
  const revocation = await ask.as(viewer('ann', 'c1')).revokeOtherSessions({});
  expect(outcomes(revocation)).toEqual([
    'c1 KEPT_CURRENT',
    'c2 REVOKED',
    'a1 NOT_SUPPORTED',
    's1 NOT_SUPPORTED',
    's2 NOT_SUPPORTED',
  ]);
  expect(revocation.results[2]?.message).toContain('revokeUserSessions with exceptSessionIds');
  expect([chat.ended, support.ended]).toEqual([[], []]);
});

test('a token that names no session keeps them all', async () => {
  const { clerk, ask } = company();
  signIn(clerk, 'ann', ['c1', 'c2']);
  expect(outcomes(await ask.as(viewer('ann')).revokeOtherSessions({}))).toEqual([
    'c1 NOT_SUPPORTED',
    'c2 NOT_SUPPORTED',
  ]);
  expect(clerk.ended).toEqual([]);
});

test('a token that names a session which is none of these keeps them all', async () => {
  const { clerk, ask } = company();
  signIn(clerk, 'ann', ['c1', 'c2']);
  expect(outcomes(await ask.as(viewer('ann', 'of another issuer')).revokeOtherSessions({}))).toEqual([
    'c1 NOT_SUPPORTED',
    'c2 NOT_SUPPORTED',
  ]);
  expect(clerk.ended).toEqual([]);
});

test('no other session is no success', async () => {
  const { clerk, ask } = company();
  signIn(clerk, 'ann', ['c1']);
  signIn(clerk, 'ann', ['c2'], { state: 'EXPIRED' });
  const revocation = await ask.as(viewer('ann', 'c1')).revokeOtherSessions({});
  expect([outcomes(revocation), codes(revocation)]).toEqual([[], ['NOT_FOUND']]);
});

test('a provider that cannot be asked is named, since sessions may be left there', async () => {
  const { clerk, chat, ask } = company();
  signIn(clerk, 'ann', ['c1', 'c2']);
  chat.failure = new ProviderFailure('RATE_LIMITED', 'Too often.', { retryAt: 7 });
  const revocation = await ask.as(viewer('ann', 'c1')).revokeOtherSessions({});
  expect(clerk.ended).toEqual(['c2']);
  expect(revocation).toMatchObject({
    remaining: null,
    userErrors: [{ code: 'RATE_LIMITED', providerId: 'chat', retryable: true }],
  });
  expect(revocation.providerReports).toContainEqual(
    expect.objectContaining({ provider: chat, status: 'RATE_LIMITED', retryAt: 7 }),
  );
});

test('where nobody is signed in, nobody has other sessions', async () => {
  const { ask } = company();
  await expect(ask.as(operator).revokeOtherSessions({})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a dry run ends nothing', async () => {
  const { clerk, ask } = company();
  signIn(clerk, 'ann', ['c1', 'c2']);
  const revocation = await ask.as(viewer('ann', 'c1')).revokeOtherSessions({ dryRun: true });
  expect(outcomes(revocation)).toEqual(['c1 KEPT_CURRENT', 'c2 WOULD_REVOKE']);
  expect(clerk.ended).toEqual([]);
});
