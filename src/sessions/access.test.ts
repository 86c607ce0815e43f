import { describe, expect, test } from 'vitest';
import { principalWith, askThe, viewer } from '../../test/support/asking.ts';
import { accountRecord, memoryProvider, sessionRecord } from '../../test/support/memory-provider.ts';
import { person } from '../../test/support/request.ts';
import { ProviderFailure } from '../upstream/failure.ts';
import { deviceIdOf, sessionIdOf } from './id.ts';
import type { User } from './session.ts';

/** Bob, and Eve, who asks for what is his; at a provider that has to look up whose an account is, and one linked by address. */
function company() {
  const clerk = memoryProvider('clerk', { linkBy: 'externalId' });
  const support = memoryProvider('support', { linkBy: 'email' });
  const session = sessionRecord('clerk', 's1', { accountId: 'user_bob', deviceId: 'd1' });
  clerk.sessions = [session];
  clerk.accounts = ['bob', 'eve'].map((id) =>
    accountRecord('clerk', `user_${id}`, {
      keys: { nativeId: `user_${id}`, externalId: id },
      verifiedEmails: [`${id}@example.com`],
    }),
  );
  support.accounts = [
    accountRecord('support', '77', { keys: { nativeId: '77' }, verifiedEmails: ['bob@example.com'] }),
  ];
  return { clerk, support, session, asked: askThe([clerk, support]) };
}

describe('what is not theirs takes as many calls as what is not there', () => {
  const { clerk, session } = company();
  const absent = { ...session, nativeId: 's2', accountId: 'user_none' };
  const account = (providerId: string, nativeId: string) => ({ account: { providerId, nativeId } });

  test.each([
    { what: 'a session', theirs: sessionIdOf(clerk, session), gone: sessionIdOf(clerk, absent) },
    { what: 'a device', theirs: deviceIdOf(clerk, session), gone: deviceIdOf(clerk, absent) },
    {
      what: 'a person by an account',
      theirs: account('clerk', 'user_bob'),
      gone: account('clerk', 'user_none'),
    },
    {
      what: 'a person by an account that is linked by address',
      theirs: account('support', '77'),
      gone: account('support', '78'),
    },
    {
      what: 'a person by an address',
      theirs: { email: 'bob@example.com' },
      gone: { email: 'nobody@example.com' },
    },
    { what: 'a person by an id', theirs: { id: 'bob' }, gone: { id: 'nobody' } },
  ])('$what', async ({ what, theirs, gone }) => {
    const callsFor = async (named: typeof theirs) => {
      const { asked, ...providers } = company();
      const request = asked.as(viewer('eve'));
      const find = () => {
        if (typeof named !== 'string') return request.findUser(named);
        return what === 'a device' ? request.findDevice(named) : request.findSession(named);
      };
      expect(await find()).toBeNull();
      return [providers.clerk.calls, providers.support.calls];
    };
    const calls = await callsFor(theirs);
    expect(calls).toEqual(await callsFor(gone));
    expect(calls.flat()).not.toContain('readSession');
  });
});

test('a person is found by what is theirs', async () => {
  const { asked } = company();
  const request = asked.as(viewer('bob'));
  const bob = { id: 'bob' };
  expect(await request.findUser(bob)).toMatchObject(bob);
  expect(await request.findUser({ email: 'BOB@example.com' })).toMatchObject(bob);
  for (const account of [
    { providerId: 'clerk', nativeId: 'user_bob' },
    { providerId: 'support', nativeId: '77' },
  ]) {
    expect(await request.findUser({ account })).toMatchObject(bob);
  }
});

describe('while nobody can tell whose a session is', () => {
  const failure = new ProviderFailure('UNAVAILABLE', 'Memory (clerk) is down.');

  test('reading it fails, for its owner and for others alike', async () => {
    const { asked, clerk, session } = company();
    clerk.failure = failure;
    for (const id of ['bob', 'eve']) {
      const found = asked.as(viewer(id)).findSession(sessionIdOf(clerk, session));
      await expect(found).rejects.toBe(failure);
    }
  });

  test('an address that may be theirs does not lead to nobody', async () => {
    const { asked, clerk } = company();
    clerk.failure = failure;
    const found = asked.as(viewer('bob')).findUser({ email: 'bob@example.com' });
    await expect(found).rejects.toBe(failure);
  });

  test('ending it is said to have failed, not that it is not there', async () => {
    const { asked, clerk, support } = company();
    const session = sessionRecord('support', 's7', { accountId: '77' });
    support.sessions = [session];
    clerk.failure = failure;
    const { results } = await asked.as(viewer('bob')).revokeSession(sessionIdOf(support, session), {});
    expect(results).toMatchObject([{ outcome: 'FAILED', retryable: true, session: null }]);
  });
});

test('a person who may look people up, but not read their sessions, ends nobody else’s', async () => {
  const { asked, clerk } = company();
  const eve = principalWith(
    { viewer: { id: 'eve', verifiedEmails: [] } },
    'sessions:revoke:any',
    'users:read:any',
  );
  const { results, userErrors } = await asked.as(eve).revokeUserSessions({ user: { id: 'bob' } });
  expect(results).toEqual([]);
  expect(userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect(clerk.ended).toEqual([]);
  await expect(
    asked.as(eve).revokeSessions({ target: { filter: {} }, everyone: true }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a person who may look people up is shown whose they are, and neither their sessions nor their number', async () => {
  const { asked } = company();
  const eve = person('eve');
  const request = asked.as(principalWith({ viewer: eve }, 'users:read:any'));
  const bob = await request.findUser({ id: 'bob' });
  expect(bob).toMatchObject({ id: 'bob' });
  const listed = (users: readonly User[]) => request.sessions({ users, page: {} });
  for (const users of [[person('bob')], [eve, person('bob')]]) {
    await expect(listed(users)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  expect((await listed([eve])).edges).toEqual([]);
});
