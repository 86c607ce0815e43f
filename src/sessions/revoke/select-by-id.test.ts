/** Sessions that are named by their ids are revoked as they are now, and not as somebody read them before. */
import { describe, expect, test } from 'vitest';
import { operator, viewer } from '../../../test/support/asking.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { codes, company, outcomes, signIn } from './testing.ts';

/** Reads may be reused for ten minutes, and Ann's sessions at Zendesk, which forgets old ids, were read once. */
async function afterReading(nativeIds: readonly string[]) {
  const { support, ask } = company(600_000);
  const ids = signIn(support, 'ann', nativeIds);
  await ask.as(operator).revokeSessions({ target: { ids }, dryRun: true });
  await ask.as(operator).sessions({ filter: { userIds: ['ann'] }, page: {} });
  return { support, ask, ids };
}

describe('read before by somebody', () => {
  test.each([1, 2])('%i that ended since are left alone', async (count) => {
    const { support, ask, ids } = await afterReading(['s1', 's2'].slice(0, count));
    support.sessions = support.sessions.map((record) => ({ ...record, state: 'ENDED' }));
    const { results } = await ask.as(viewer('ann')).revokeSessions({ target: { ids } });
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(count).fill('ALREADY_ENDED'));
    expect(support.calls).not.toContain('revokeSession');
  });

  test.each([1, 2])('%i that were not there yet are found', async (count) => {
    const { support, ask } = await afterReading(['s0']);
    const ids = signIn(support, 'ann', ['s1', 's2'].slice(0, count));
    const revocation = await ask.as(viewer('ann')).revokeSessions({ target: { ids } });
    expect(outcomes(revocation)).toEqual(['s1 REVOKED', 's2 REVOKED'].slice(0, count));
  });

  test('by the same request as well', async () => {
    const { support, ask, ids } = await afterReading(['s1']);
    const [id = ''] = ids;
    const request = ask.as(viewer('ann'));
    expect((await request.findSession(id))?.record.state).toBe('ACTIVE');
    support.sessions = support.sessions.map((record) => ({ ...record, state: 'ENDED' }));
    expect(outcomes(await request.revokeSession(id, {}))).toEqual(['s1 ALREADY_ENDED']);
  });

  test('a dry run goes by what was read, and asks nobody again', async () => {
    const { support, ask, ids } = await afterReading(['s1', 's2']);
    support.calls.length = 0;
    const dryRun = () => ask.as(viewer('ann')).revokeSessions({ target: { ids }, dryRun: true });
    expect(outcomes(await dryRun())).toEqual(['s1 WOULD_REVOKE', 's2 WOULD_REVOKE']);
    await dryRun();
    expect(support.calls).toEqual([]);
  });
});

test('each id that was not revoked is named as such, by what was wrong with it', async () => {
  const { chat, support, ask } = company();
  const [a1 = ''] = signIn(chat, 'ann', ['a1']);
  const [b1 = ''] = signIn(chat, 'bob', ['b1']);
  const [s1 = ''] = signIn(support, 'ann', ['s1']);
  support.failure = new ProviderFailure('TIMED_OUT', 'It took too long.');
  const ids = [a1, b1, s1, 'nonsense'];
  const { results, userErrors } = await ask.as(viewer('ann')).revokeSessions({ target: { ids } });
  expect(results.map(({ outcome }) => outcome)).toEqual(['REVOKED', 'NOT_FOUND', 'FAILED', 'FAILED']);
  const field = ['input', 'target', 'ids'];
  expect(userErrors).toMatchObject([
    { code: 'NOT_FOUND', field, providerId: null, retryable: false },
    { code: 'TIMED_OUT', field: null, providerId: 'support', retryable: true },
    { code: 'BAD_USER_INPUT', field, providerId: null, retryable: false },
  ]);
  expect(codes(await ask.as(viewer('ann')).revokeSession(b1, {}))).toEqual(['NOT_FOUND']);
});
