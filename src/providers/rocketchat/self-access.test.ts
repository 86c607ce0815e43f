import { expect, it } from 'vitest';
import { hashLoginToken } from '../../demo/rocketchat/world.ts';
import { anyCall, bot, idsOf, openRocketChat, session, sessions, user, workspace } from './testing.ts';

const self = { access: 'self' };

/** A person without any permission, who has two-factor authentication and a limit of calls. */
function ofOnePerson(given: { readonly tellsCurrent?: boolean } = {}) {
  const world = workspace({
    users: [user('mallory')],
    bot: {
      username: 'jane',
      emails: [{ address: 'jane@example.com', verified: true }],
      roles: ['user'],
      tokens: [{ secret: bot.authToken, bypassesTwoFactor: false }],
    },
    sessions: [
      session('thisBrowser', bot.userId, { loginToken: hashLoginToken(bot.authToken) }),
      session('phone', bot.userId),
      session('notHers', 'mallory'),
    ],
    settings: { tellsCurrent: given.tellsCurrent ?? true },
  });
  return openRocketChat(world, self);
}

it('knows exactly one account, by any of its keys', async () => {
  const { chat, emulator } = await ofOnePerson();
  expect([...(await chat.findAccounts('username', ['jane', 'mallory'], anyCall())).found.keys()]).toEqual([
    'jane',
  ]);
  const { found: byId } = await chat.findAccounts('nativeId', [bot.userId, 'mallory'], anyCall());
  expect(byId.get(bot.userId)).toEqual([
    expect.objectContaining({ username: 'jane', avatarUrl: `${emulator.url}/avatar/jane` }),
  ]);
  expect(new Set(emulator.calls)).toEqual(new Set(['GET /api/v1/me']));
});

it('reads its own sessions, and nothing for other accounts', async () => {
  const { chat, emulator } = await ofOnePerson();
  const read = await chat.sessionsOf([bot.userId, 'mallory'], anyCall());
  expect(idsOf(read.get(bot.userId)?.sessions ?? [])).toEqual(['thisBrowser', 'phone']);
  expect(read.get('mallory')).toMatchObject({ sessions: [], failure: null });
  expect(emulator.calls).toEqual(['GET /api/v1/sessions/list?count=100&offset=0']);
});

it('asks nothing for other accounts alone', async () => {
  const { chat, emulator } = await ofOnePerson();
  await chat.sessionsOf(['mallory'], anyCall());
  expect(emulator.calls).toEqual([]);
});

it('marks the session that the credentials live in', async () => {
  const { chat } = await ofOnePerson();
  const own = (await chat.sessionsOf([bot.userId], anyCall())).get(bot.userId)?.sessions ?? [];
  expect(own.map(({ isOwnCredentials }) => isOwnCredentials)).toEqual([true, null]);
  expect(own.map(({ details }) => details)).toMatchObject([{ current: true }, { current: false }]);
});

it('cannot tell which session is its own on servers that do not', async () => {
  const { chat } = await ofOnePerson({ tellsCurrent: false });
  const own = (await chat.sessionsOf([bot.userId], anyCall())).get(bot.userId)?.sessions ?? [];
  expect(own.map(({ isOwnCredentials }) => isOwnCredentials)).toEqual([null, null]);
  expect(own[0]?.details).toMatchObject({ current: null });
});

it('reads one session from the list, never from sessions/info with its hashed token', async () => {
  const { chat, callsOf } = await ofOnePerson();
  const read = await chat.readSession({ nativeId: 'thisBrowser', accountId: null }, anyCall());
  expect(read).toMatchObject({ nativeId: 'thisBrowser', isOwnCredentials: true });
  expect(JSON.stringify(read)).not.toContain(hashLoginToken(bot.authToken));
  expect(await chat.readSession({ nativeId: 'notHers', accountId: null }, anyCall())).toBeNull();
  expect(callsOf('sessions/info')).toEqual([]);
});

it('pages and counts its own sessions', async () => {
  const { chat } = await ofOnePerson();
  const { rows, next } = await chat.readSessionPage(null, 10, anyCall());
  expect(idsOf(rows)).toEqual(['thisBrowser', 'phone']);
  expect(next).toBeNull();
  expect(await chat.countSessions(anyCall())).toBe(2);
});

it('ends its own sessions, and none of others', async () => {
  const { chat, callsOf } = await ofOnePerson();
  const end = async (nativeId: string) =>
    (await chat.revokeSession({ nativeId, accountId: null }, anyCall())).outcome;
  expect(await end('phone')).toBe('REVOKED');
  expect(await end('phone')).toBe('ALREADY_ENDED');
  expect(await end('notHers')).toBe('NOT_FOUND');
  expect(callsOf('sessions/logout')).toEqual([]);
});

it('can end the session that its credentials live in', async () => {
  const { chat } = await ofOnePerson();
  const ref = { nativeId: 'thisBrowser', accountId: bot.userId };
  expect((await chat.revokeSession(ref, anyCall())).outcome).toBe('REVOKED');
});

it('reads many pages of its own sessions', async () => {
  const world = workspace({ sessions: sessions('s', bot.userId, 1005) });
  const { chat } = await openRocketChat(world, self);
  expect((await chat.sessionsOf([bot.userId], anyCall())).get(bot.userId)).toMatchObject({
    truncated: true,
    sessions: { length: 1000 },
  });
});
