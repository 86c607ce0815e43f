import { describe, expect, it } from 'vitest';
import { hashLoginToken } from '../../demo/rocketchat/world.ts';
import {
  anyCall,
  bot,
  idsOf,
  noon,
  openRocketChat,
  openRocketChatOn,
  session,
  sessions,
  user,
  workspace,
} from './testing.ts';

const ofJane = (nativeId: string) => ({ nativeId, accountId: 'jane' });

/** Passes no time, and remembers how long it was told to wait. */
function recordedWait() {
  const waits: number[] = [];
  return { waits, wait: async (milliseconds: number) => void waits.push(milliseconds) };
}

describe('reading a session', () => {
  it('is not misled by a session that the pattern matches as well', async () => {
    const world = workspace({
      sessions: [session('abc', 'jane', { loginAt: noon - 1000 }), session('ABCdef', 'mallory')],
    });
    const { chat, emulator } = await openRocketChat(world);
    expect((await chat.readSession(ofJane('abc'), anyCall()))?.accountId).toBe('jane');
    expect(emulator.calls).toEqual([
      'GET /api/v1/sessions/info.admin?sessionId=abc',
      'GET /api/v1/sessions/list.all?count=100&offset=0&filter=abc',
    ]);
  });

  it('gives null where only another session matches', async () => {
    const { chat } = await openRocketChat(workspace({ sessions: [session('abcdef', 'jane')] }));
    expect(await chat.readSession(ofJane('abc'), anyCall())).toBeNull();
  });

  it('gives null for the id of the account', async () => {
    const { chat } = await openRocketChat(workspace({ sessions: [session('abcdef', 'jane')] }));
    expect(await chat.readSession(ofJane('jane'), anyCall())).toBeNull();
  });

  it.each(['.', '.*', 'a|b', '(a+)+$', '[', 'ä/../%2e?x=1&filter=b#'])(
    'sends no regular expression, but asks the list: %s',
    async (pattern) => {
      const { chat, emulator } = await openRocketChat(workspace({ sessions: [session('abcdef', 'jane')] }));
      expect(await chat.readSession(ofJane(pattern), anyCall())).toBeNull();
      const filter = new URLSearchParams({ filter: pattern });
      expect(emulator.calls).toEqual([`GET /api/v1/sessions/list.all?count=100&offset=0&${filter}`]);
    },
  );

  it.each(['a.b.c', 'id with a space', 'ümlaut', 'x/../y'])(
    'finds and ends a session with an id of another form: %s',
    async (id) => {
      const world = workspace({ sessions: [session(id, 'jane'), session('aXbXc', 'jane')] });
      const { chat } = await openRocketChat(world);
      expect(await chat.readSession(ofJane(id), anyCall())).toMatchObject({ nativeId: id });
      expect((await chat.revokeSession(ofJane(id), anyCall())).outcome).toBe('REVOKED');
      expect(world.sessions.map(({ logoutAt }) => logoutAt === null)).toEqual([false, true]);
    },
  );

  it('does not say that a session is gone where more sessions match than are read', async () => {
    const { chat } = await openRocketChat(workspace({ sessions: sessions('s.', 'jane', 1005) }));
    await expect(chat.readSession(ofJane('s.'), anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
  });

  it.each(['', 'x'.repeat(501), 'half a pair \ud800'])(
    'asks nothing for what can be no id: %j',
    async (id) => {
      const { chat, emulator } = await openRocketChat(workspace({ sessions: [session('abcdef', 'jane')] }));
      expect(await chat.readSession(ofJane(id), anyCall())).toBeNull();
      expect((await chat.revokeSession(ofJane(id), anyCall())).outcome).toBe('NOT_FOUND');
      expect((await chat.sessionsOf([id], anyCall())).get(id)).toMatchObject({ sessions: [], brokenRows: 0 });
      expect((await chat.findAccounts('nativeId', [id], anyCall())).found.size).toBe(0);
      expect(emulator.calls).toEqual([]);
    },
  );

  it("finds the device by the id of an older connection, which its account's list does not show", async () => {
    const loginToken = 'sameToken';
    const world = workspace({
      sessions: [
        session('oldConnection', 'jane', { loginToken, loginAt: noon - 1000 }),
        session('newConnection', 'jane', { loginToken }),
      ],
    });
    const { chat } = await openRocketChat(world);
    expect(await chat.readSession(ofJane('oldConnection'), anyCall())).toMatchObject({ state: 'ACTIVE' });
  });

  it('gives null for a session of another account', async () => {
    const { chat } = await openRocketChat(workspace({ sessions: [session('abcdef', 'mallory')] }));
    expect(await chat.readSession(ofJane('abcdef'), anyCall())).toBeNull();
  });
});

describe('ending a session', () => {
  it('looks before and after, and waits for nothing where the server answers when it has written', async () => {
    const { wait, waits } = recordedWait();
    const { chat, emulator } = await openRocketChat(
      workspace({ sessions: [session('s1', 'jane')] }),
      {},
      wait,
    );
    expect((await chat.revokeSession(ofJane('s1'), anyCall())).outcome).toBe('REVOKED');
    expect(emulator.calls).toEqual([
      'GET /api/v1/sessions/info.admin?sessionId=s1',
      'POST /api/v1/sessions/logout',
      'GET /api/v1/sessions/info.admin?sessionId=s1',
    ]);
    expect(waits).toEqual([]);
  });

  it('resolves only when the session is gone, on servers that answer before they write', async () => {
    const { wait, waits } = recordedWait();
    const world = workspace({ sessions: [session('s1', 'jane')], settings: { readsUntilLogoutShows: 3 } });
    const { chat } = await openRocketChat(world, {}, wait);
    expect((await chat.revokeSession(ofJane('s1'), anyCall())).outcome).toBe('REVOKED');
    expect(waits).toEqual([50, 100, 200]);
    expect(await chat.readSession(ofJane('s1'), anyCall())).toBeNull();
  });

  it('fails as UNAVAILABLE where the session stays', async () => {
    const { wait } = recordedWait();
    const world = workspace({ sessions: [session('s1', 'jane')], settings: { readsUntilLogoutShows: 1000 } });
    const { chat } = await openRocketChat(world, {}, wait);
    await expect(chat.revokeSession(ofJane('s1'), anyCall())).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      retryable: true,
      message: expect.stringContaining('accepted the sign-out'),
    });
  });

  it('does not wait past the deadline', async () => {
    const { wait, waits } = recordedWait();
    const world = workspace({ sessions: [session('s1', 'jane')], settings: { readsUntilLogoutShows: 1000 } });
    const { chat } = await openRocketChat(world, {}, wait);
    const call = { ...anyCall(), deadlineAt: performance.now() + 700 };
    await expect(chat.revokeSession(ofJane('s1'), call)).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    expect(waits).not.toContain(800);
  });

  it("rejects with the signal's reason where the caller leaves during a wait", async () => {
    const world = workspace({ sessions: [session('s1', 'jane')], settings: { readsUntilLogoutShows: 1000 } });
    const caller = new AbortController();
    const reason = new Error('the caller left');
    const { chat } = await openRocketChat(world, {}, async (_, signal) => {
      caller.abort(reason);
      throw signal.reason;
    });
    const call = { ...anyCall(), signal: caller.signal };
    await expect(chat.revokeSession(ofJane('s1'), call)).rejects.toBe(reason);
  });

  it.each([
    [502, 'UNAVAILABLE'],
    // Somebody else's session takes no credentials of ours with it.
    [401, 'NOT_AUTHORIZED'],
  ])('says that the sign-out was accepted where it could not be checked: HTTP %i', async (status, word) => {
    const { chat, emulator } = await openRocketChat(workspace({ sessions: [session('s1', 'jane')] }));
    emulator.faultOnly = (call) => call.includes('info.admin') && emulator.calls.length > 2;
    emulator.fault = { kind: 'html', status };
    await expect(chat.revokeSession(ofJane('s1'), anyCall())).rejects.toMatchObject({
      status: word,
      message: expect.stringContaining('accepted the sign-out'),
    });
  });

  it('ends all connections of the device, and no other device', async () => {
    const loginToken = hashLoginToken('token of the phone');
    const world = workspace({
      sessions: [
        session('phoneOld', 'jane', { loginToken, loginAt: noon - 1000 }),
        session('phoneNew', 'jane', { loginToken }),
        session('laptop', 'jane'),
      ],
    });
    const { chat } = await openRocketChat(world);
    expect((await chat.revokeSession(ofJane('phoneOld'), anyCall())).outcome).toBe('REVOKED');
    const left = (await chat.sessionsOf(['jane'], anyCall())).get('jane');
    expect(idsOf(left?.sessions ?? [])).toEqual(['laptop']);
  });

  it('answers NOT_FOUND for a session of another account, and does not end it', async () => {
    const world = workspace({ sessions: [session('s1', 'mallory')] });
    const { chat, callsOf } = await openRocketChat(world);
    expect((await chat.revokeSession(ofJane('s1'), anyCall())).outcome).toBe('NOT_FOUND');
    expect(callsOf('sessions/logout')).toEqual([]);
  });

  it('answers NOT_FOUND for a connection that signed in by password, which Rocket.Chat cannot end', async () => {
    const world = workspace({ sessions: [session('s1', 'jane', { loginToken: '' })] });
    const { chat } = await openRocketChat(world);
    expect((await chat.revokeSession(ofJane('s1'), anyCall())).outcome).toBe('NOT_FOUND');
  });

  it('never uses users.logout, which would remove personal access tokens too', async () => {
    const jane = user('jane', { tokens: [{ secret: 'her personal access token', bypassesTwoFactor: true }] });
    const world = workspace({ users: [jane], sessions: [session('s1', 'jane'), session('s2', 'jane')] });
    const { chat } = await openRocketChat(world);
    for (const id of ['s1', 's2']) await chat.revokeSession(ofJane(id), anyCall());
    expect(chat).not.toHaveProperty('revokeAllSessions');
    expect(jane.tokens).toHaveLength(1);
  });

  it("counts as done where the credentials' own token ended with the session", async () => {
    const own = session('ownSession', bot.userId, { loginToken: hashLoginToken(bot.authToken) });
    const { chat } = await openRocketChat(workspace({ sessions: [own] }));
    const ref = { nativeId: 'ownSession', accountId: bot.userId };
    expect((await chat.revokeSession(ref, anyCall())).outcome).toBe('REVOKED');
    await expect(chat.countSessions(anyCall())).rejects.toMatchObject({ status: 'NOT_AUTHORIZED' });
  });
});

describe('a sign-out counts only where the server names the session', () => {
  const row = { sessionId: 's1', userId: 'jane', loginAt: '2026-11-20T11:00:00.000Z' };

  it.each([{}, { success: true }, { success: true, sessionId: 's2' }, { sessionId: 1 }, 'ok'])(
    '%j is not taken for one',
    async (answer) => {
      const chat = await openRocketChatOn(({ path }) => ({
        status: 200,
        json: path.endsWith('/logout') ? answer : row,
      }));
      await expect(chat.revokeSession(ofJane('s1'), anyCall())).rejects.toMatchObject({
        status: 'MALFORMED',
        retryable: true,
        message: expect.stringContaining('did not confirm the sign-out'),
      });
    },
  );
});
