/** How far one call reaches, and that it says where it stopped. */
import { describe, expect, test, vi } from 'vitest';
import { operator, viewer } from '../../../test/support/asking.ts';
import { sessionRecord, type MemoryProvider } from '../../../test/support/memory-provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { codes, company, outcomes, signIn } from './testing.ts';

const everything = { user: { id: 'ann' } };

/** The provider shows no more than two sessions at once. */
function showTwo(provider: MemoryProvider): void {
  const read = provider.sessionsOf;
  Object.assign(provider, {
    async sessionsOf(...args: Parameters<typeof read>) {
      const all = [...(await read(...args))];
      return new Map(
        all.map(([id, { sessions, ...rest }]) => [
          id,
          { ...rest, sessions: sessions.slice(0, 2), truncated: sessions.length > 2 },
        ]),
      );
    },
  });
}

describe('a list that is cut off', () => {
  test('is read and revoked on until nothing is left', async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1', 'a2', 'a3', 'a4', 'a5']);
    showTwo(chat);
    const revocation = await ask.as(viewer('ann')).revokeUserSessions(everything);
    expect(outcomes(revocation)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5'].map((id) => `${id} REVOKED`));
    expect(revocation).toMatchObject({ remaining: 0, userErrors: [] });
    // Each pass is a change of its own in the audit.
    expect(ask.records.map(({ phase, sessions }) => `${phase} ${sessions.length}`)).toEqual(
      [2, 2, 1].flatMap((count) => [`intent ${count}`, `outcome ${count}`]),
    );
  });

  test('is left when time is over, and the same call again goes on', async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1', 'a2', 'a3']);
    showTwo(chat);
    let now = 0;
    Object.assign(ask.service, { now: () => (now += 20_000) });
    const revocation = await ask.as(viewer('ann')).revokeUserSessions(everything);
    expect(outcomes(revocation)).toEqual(['a1 REVOKED', 'a2 REVOKED']);
    expect(revocation).toMatchObject({
      remaining: null,
      userErrors: [{ code: 'TRUNCATED', providerId: 'chat', retryable: true }],
    });
    expect(codes(await ask.as(viewer('ann')).revokeUserSessions(everything))).toEqual([]);
    expect(chat.sessions).toEqual([]);
  });

  test('is not read on where nothing of it could be revoked', async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1', 'a2', 'a3']);
    showTwo(chat);
    chat.beforeEnd = () => {
      throw new ProviderFailure('REJECTED', 'It refuses.');
    };
    const revocation = await ask.as(viewer('ann')).revokeUserSessions(everything);
    expect(outcomes(revocation)).toEqual(['a1 FAILED', 'a2 FAILED']);
    expect(chat.calls.filter((call) => call.startsWith('sessionsOf'))).toHaveLength(1);
    expect(codes(revocation)).toEqual(['TRUNCATED', 'REJECTED']);
    expect(revocation.userErrors.some(({ retryable }) => retryable)).toBe(false);
  });

  test('is not read on by a dry run, which the same again would not change', async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1', 'a2', 'a3']);
    showTwo(chat);
    const revocation = await ask.as(viewer('ann')).revokeUserSessions({ ...everything, dryRun: true });
    expect(revocation).toMatchObject({
      remaining: null,
      userErrors: [{ code: 'TRUNCATED', providerId: 'chat', retryable: false }],
    });
  });
});

describe('a filter over everybody', () => {
  test('remembers what a provider left out on an earlier page', async () => {
    const { chat, ask } = company();
    signIn(
      chat,
      'ann',
      Array.from({ length: 150 }, (_, index) => `a${index}`),
    );
    const read = chat.readSessionPage;
    Object.assign(chat, {
      async readSessionPage(...args: Parameters<NonNullable<typeof read>>) {
        const page = await read?.(...args);
        return { ...page, brokenRows: args[0] === null ? 1 : 0 };
      },
    });
    const request = ask.as(operator);
    const renew = vi.spyOn(request.context.reads, 'renewTimeBudgets');
    const target = { filter: { providerIds: ['chat'] } };
    const revocation = await request.revokeSessions({ target, everyone: true });
    expect(revocation.results).toHaveLength(150);
    expect(revocation).toMatchObject({
      remaining: null,
      userErrors: [{ code: 'INCOMPLETE', providerId: 'chat', retryable: false }],
    });
    // Each page of the list has the time of a request.
    expect(renew).toHaveBeenCalledTimes(1);
  });

  test('stops after so many rows, and says that the rest was not looked at', async () => {
    const { chat, ask } = company();
    let pages = 0;
    const rowOf = (index: number) => {
      const name = `${pages} ${index}`;
      return sessionRecord('chat', name, { ipAddress: '198.51.100.1' });
    };
    Object.assign(chat, {
      readSessionPage: async () => ({
        rows: Array.from({ length: 100 }, (_, index) => rowOf(index)),
        positionAfter: (index: number) => `${pages} ${index}`,
        next: (pages += 1),
        truncated: false,
        brokenRows: 0,
        observedAt: 1,
      }),
    });
    const target = { filter: { providerIds: ['chat'], ipAddress: '203.0.113.7' } };
    const revocation = await ask.as(operator).revokeSessions({ target });
    expect(pages * 100).toBeLessThanOrEqual(200_000);
    expect(revocation).toMatchObject({
      results: [],
      remaining: null,
      userErrors: [{ code: 'TRUNCATED', providerId: null, retryable: false }],
    });
  });

  test('leaves more than 500 for another call, and says so', async () => {
    const { chat, ask } = company();
    signIn(
      chat,
      'ann',
      Array.from({ length: 501 }, (_, index) => `a${index}`),
    );
    const target = { filter: { userIds: ['ann'] } };
    const first = await ask.as(operator).revokeSessions({ target });
    expect(first).toMatchObject({
      remaining: 1,
      userErrors: [{ code: 'TRUNCATED', providerId: null, retryable: true }],
    });
    expect(await ask.as(operator).revokeSessions({ target })).toMatchObject({ remaining: 0, userErrors: [] });
  });

  test('does not take what comes behind the 500th for more that match', async () => {
    const { chat, ask } = company();
    const numbers = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, '0')}`);
    signIn(chat, 'ann', numbers('meant', 500), { ipAddress: '198.51.100.1' });
    signIn(chat, 'ann', numbers('other', 50));
    const target = { filter: { ipAddress: '198.51.100.1', providerIds: ['chat'] } };
    const { results, remaining, userErrors } = await ask.as(operator).revokeSessions({ target });
    expect([results.length, remaining, userErrors]).toEqual([500, 0, []]);
    expect(chat.sessions).toHaveLength(50);
  });
});

test('one session of an account is revoked by a call of its own, though there is one for all', async () => {
  const { support, ask } = company();
  signIn(support, 'ann', ['s1']);
  await ask.as(viewer('ann')).revokeUserSessions(everything);
  expect(support.calls).toContain('revokeSession');
  expect(support.calls).not.toContain('revokeAllSessions');
});

test('failures of one provider are one error, which may be tried again where any of them may', async () => {
  const { chat, ask } = company();
  signIn(chat, 'ann', ['a1', 'a2']);
  chat.beforeEnd = (id) => {
    throw id === 'a1' ? new TypeError('A fault.') : new ProviderFailure('UNAVAILABLE', 'It is down.');
  };
  const { results, userErrors } = await ask.as(viewer('ann')).revokeUserSessions(everything);
  expect(results.map(({ retryable }) => retryable)).toEqual([false, true]);
  expect(userErrors).toMatchObject([{ code: 'UNAVAILABLE', providerId: 'chat', retryable: true }]);
  expect(userErrors[0]?.message).toMatch(/^2 sessions at Memory \(chat\) may go on/);
});

describe('a session that its provider does not know when it is to be revoked', () => {
  const notFound = () => {
    throw new ProviderFailure('NOT_FOUND', 'There is no such session.');
  };

  test('may go on where the list that is read again breaks off', async () => {
    const { support, ask } = company();
    signIn(support, 'ann', ['s1']);
    support.beforeEnd = () => {
      const failure = new ProviderFailure('TIMED_OUT', 'It took too long.');
      const broken = { sessions: [], brokenRows: 0, truncated: false, failure, observedAt: 1 };
      Object.assign(support, {
        sessionsOf: async () => new Map([['ann', broken]]),
        readSession: async () => null,
      });
      notFound();
    };
    const revocation = await ask.as(viewer('ann')).revokeUserSessions(everything);
    expect(revocation.results).toMatchObject([{ outcome: 'FAILED', retryable: true }]);
    expect(codes(revocation)).toEqual(['TIMED_OUT']);
  });

  test('may go on under a newer id where its provider gives those', async () => {
    const { chat, ask } = company();
    signIn(chat, 'ann', ['a1']);
    chat.beforeEnd = () => {
      Object.assign(chat, {
        sessionsOf: async () =>
          new Map([['ann', { sessions: [], brokenRows: 0, truncated: false, failure: null, observedAt: 1 }]]),
      });
      notFound();
    };
    const revocation = await ask.as(viewer('ann')).revokeUserSessions(everything);
    expect(revocation.results).toMatchObject([{ outcome: 'FAILED', retryable: true }]);
  });
});
