import { describe, expect, it, onTestFinished } from 'vitest';
import { bot, noon, session, sessions, user, workspace } from '../../providers/rocketchat/testing.ts';
import { startRocketChatEmulator } from './emulator.ts';
import { hashLoginToken, type RocketChatWorld } from './world.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Readonly<Record<string, unknown>>;
}

async function open(world: RocketChatWorld) {
  const clock = { now: noon };
  const emulator = await startRocketChatEmulator({ world, now: () => clock.now });
  onTestFinished(() => emulator.close());
  const ask = async (method: string, route: string, body?: object, credentials = bot): Promise<Answer> => {
    const response = await fetch(`${emulator.url}/api/v1/${route}`, {
      method,
      headers: { 'x-user-id': credentials.userId, 'x-auth-token': credentials.authToken },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = (await response.json()) as Readonly<Record<string, unknown>>;
    return { status: response.status, headers: response.headers, json };
  };
  const get = (route: string) => ask('GET', route);
  return {
    clock,
    get,
    as: (authToken: string, route: string) => ask('GET', route, undefined, { ...bot, authToken }),
    logOut: (sessionId: string) => ask('POST', 'sessions/logout', { sessionId }),
    post: (route: string, body: object) => ask('POST', route, body),
    listedIds: async (route: string) => idsIn((await get(route)).json),
  };
}

function idsIn({ sessions: rows }: Answer['json']): readonly unknown[] {
  return (rows as { sessionId: unknown }[]).map(({ sessionId }) => sessionId);
}

/** A person who may do nothing special and has two-factor authentication. */
const plain = {
  bot: { roles: ['user'], tokens: [{ secret: bot.authToken, bypassesTwoFactor: false }] },
  settings: { rateLimit: null },
};

describe('checks', () => {
  it('come in the order licence, sign-in, rate limit, parameters, permission, two-factor', async () => {
    const world = workspace({ bot: plain.bot });
    const { as, get } = await open(world);
    const refusals: unknown[] = [];
    const refused = async (given: Promise<Answer>) => {
      const { status, json } = await given;
      refusals.push([status, json['errorType'] ?? String(json['error']).slice(0, 20)]);
    };
    world.settings.licence = 'refusedWith400';
    await refused(as('wrong', 'sessions/list.all?nonsense=1'));
    world.settings.licence = 'granted';
    await refused(as('wrong', 'sessions/list.all?nonsense=1'));
    for (let calls = 0; calls < 10; calls += 1) await get('sessions/list.all');
    await refused(get('sessions/list.all?nonsense=1'));
    world.settings.rateLimit = null;
    await refused(get('sessions/list.all?nonsense=1'));
    await refused(get('sessions/list.all'));
    world.permissions['view-device-management'] = ['user'];
    await refused(get('sessions/list.all'));
    expect(refusals).toEqual([
      [400, 'error-action-not-allowed'],
      [401, 'You must be logged i'],
      [429, 'Error, too many requ'],
      [400, 'invalid-params'],
      [403, 'User does not have t'],
      [400, 'totp-required'],
    ]);
  });

  it('need no permission and no code for own sessions', async () => {
    const { get } = await open(workspace(plain));
    expect((await get('sessions/list')).status).toBe(200);
  });

  it('limit every route by itself, and tell how much is left', async () => {
    const { get, clock } = await open(workspace({ bot: plain.bot }));
    const first = await get('sessions/list');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('9');
    for (let calls = 0; calls < 9; calls += 1) await get('sessions/list');
    const refused = await get('sessions/list');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(noon + 60_000));
    expect((await get('me')).status).toBe(200);
    clock.now += 60_000;
    expect((await get('sessions/list')).status).toBe(200);
  });
});

describe('lists', () => {
  it('hold 50 rows by default and 100 at most, and echo the page size', async () => {
    const { get } = await open(workspace({ sessions: sessions('s', 'jane', 120) }));
    for (const [query, rows] of [
      ['', 50],
      ['?count=1000', 100],
      ['?count=100&offset=100', 20],
    ] as const) {
      const { json } = await get(`sessions/list.all${query}`);
      expect(idsIn(json)).toHaveLength(rows);
      expect(json).toMatchObject({ total: 120, count: query === '' ? 50 : 100, success: true });
    }
  });

  it.each([
    'count=0',
    'count=-1',
    'count=ten',
    'query={}',
    'sort=loginAt',
    'sort={"ip":1}',
    'sort={"loginAt":2}',
  ])('refuse %s', async (query) => {
    const { get } = await open(workspace({}));
    expect((await get(`sessions/list.all?${query}`)).status).toBe(400);
  });

  it('sort within the page, never across pages', async () => {
    const { listedIds } = await open(workspace({ sessions: sessions('s', 'jane', 4) }));
    expect(await listedIds('sessions/list.all?count=2&sort={"loginAt":1}')).toEqual(['s1', 's0']);
  });

  it('filter by a literal part of the search term, in any case of letters', async () => {
    const { listedIds } = await open(
      workspace({ sessions: [session('abc', 'jane'), session('xyz', 'mallory')] }),
    );
    expect(await listedIds('sessions/list.all?filter=WINDOWSABC')).toEqual(['abc']);
    expect(await listedIds('sessions/list.all?filter=.')).toEqual([]);
  });

  it('filter by the names of five active users at most', async () => {
    const people = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map((id, index) =>
      user(id, { username: `doe.${id}`, active: index > 0 }),
    );
    const world = workspace({ users: people, sessions: people.map(({ id }) => session(`of-${id}`, id)) });
    world.users.push(user('p7', { username: 'doe.p7' }));
    world.sessions.push(session('of-p7', 'p7'));
    const { listedIds } = await open(world);
    expect(await listedIds('sessions/list.all?filter=doe')).toEqual([
      'of-p2',
      'of-p3',
      'of-p4',
      'of-p5',
      'of-p6',
    ]);
  });

  it('show each device once and leave out what is logged out or has no token', async () => {
    const { listedIds } = await open(
      workspace({
        sessions: [
          session('older', 'jane', { loginToken: 'phone', loginAt: noon - 1 }),
          session('newer', 'jane', { loginToken: 'phone' }),
          session('loggedOut', 'jane', { logoutAt: noon }),
          session('byPassword', 'jane', { loginToken: '' }),
        ],
      }),
    );
    expect(await listedIds('sessions/list.all')).toEqual(['newer']);
  });
});

describe('one session', () => {
  it('is found by info.admin as a pattern in the search term', async () => {
    const { get } = await open(workspace({ sessions: [session('abc', 'jane'), session('abd', 'jane')] }));
    expect((await get('sessions/info.admin?sessionId=ab[d]')).json).toMatchObject({ sessionId: 'abd' });
    expect((await get('sessions/info.admin?sessionId=jane')).status).toBe(200);
    expect((await get('sessions/info.admin?sessionId=nothing')).status).toBe(404);
    expect((await get('sessions/info.admin?sessionId=[')).status).toBe(400);
  });

  it('is told by info with its hashed token, even after it ended, but only to its owner', async () => {
    const { get } = await open(
      workspace({ sessions: [session('own', bot.userId, { logoutAt: noon }), session('other', 'jane')] }),
    );
    expect((await get('sessions/info?sessionId=own')).json).toMatchObject({ loginToken: expect.any(String) });
    expect((await get('sessions/info?sessionId=other')).status).toBe(404);
  });
});

describe('logout', () => {
  it('ends every connection of the device and its token, and succeeds again', async () => {
    const jane = user('jane', { tokens: [{ secret: 'phone', bypassesTwoFactor: false }] });
    const loginToken = hashLoginToken('phone');
    const world = workspace({
      users: [jane],
      sessions: [session('old', 'jane', { loginToken }), session('new', 'jane', { loginToken })],
    });
    const { logOut, listedIds } = await open(world);
    expect(await logOut('old')).toMatchObject({ status: 200, json: { sessionId: 'old', success: true } });
    expect(await listedIds('sessions/list.all')).toEqual([]);
    expect(jane.tokens).toEqual([]);
    expect((await logOut('new')).status).toBe(200);
  });

  it('answers 404 for what never was, and for a connection without a token', async () => {
    const { logOut, post } = await open(
      workspace({ sessions: [session('byPassword', 'jane', { loginToken: '' }), session('other', 'jane')] }),
    );
    for (const id of ['never', 'byPassword']) expect((await logOut(id)).status).toBe(404);
    expect((await post('sessions/logout.me', { sessionId: 'other' })).status).toBe(404);
  });

  it('refuses a body without sessionId, or with more', async () => {
    const { post } = await open(workspace({}));
    for (const body of [{}, { sessionId: 'a', userId: 'b' }, { sessionId: {} }]) {
      expect(await post('sessions/logout', body)).toMatchObject({
        status: 400,
        json: { errorType: 'invalid-params' },
      });
    }
  });

  it('shows late on servers that answer before they write', async () => {
    const { logOut, listedIds } = await open(
      workspace({ sessions: [session('s1', 'jane')], settings: { readsUntilLogoutShows: 2 } }),
    );
    await logOut('s1');
    const reads = [];
    for (let read = 0; read < 3; read += 1) reads.push((await listedIds('sessions/list.all')).length);
    expect(reads).toEqual([1, 1, 0]);
  });

  it('of a user removes personal access tokens too', async () => {
    const jane = user('jane', { tokens: [{ secret: 'personal', bypassesTwoFactor: true }] });
    const world = workspace({ users: [jane], sessions: [session('s1', 'jane')] });
    const { post, listedIds } = await open(world);
    expect((await post('users.logout', { userId: 'jane' })).status).toBe(403);
    world.permissions['logout-other-user'] = ['device-admin'];
    expect((await post('users.logout', { userId: 'jane' })).status).toBe(200);
    expect(jane.tokens).toEqual([]);
    expect(await listedIds('sessions/list.all')).toEqual([]);
  });
});

describe('users', () => {
  it('are looked up by address since 8.4', async () => {
    const world = workspace({ users: [user('jane')] });
    const { get } = await open(world);
    expect((await get('users.info?email=jane@example.com')).json).toMatchObject({ user: { _id: 'jane' } });
    world.settings.version = [8, 3];
    expect((await get('users.info?email=jane@example.com')).json).toMatchObject({
      errorType: 'invalid-params',
    });
  });

  it('are listed by address since 8.4, for those who may see addresses', async () => {
    const world = workspace({ users: [user('jane'), user('joan')] });
    const { get } = await open(world);
    const list = 'users.list?email=jane@example.com';
    expect((await get(list)).json).toMatchObject({ users: [{ _id: 'jane' }], total: 1, count: 1 });
    world.permissions['view-full-other-user-info'] = [];
    expect((await get(list)).json).toMatchObject({ users: [], total: 0 });
    world.settings.version = [8, 3];
    expect((await get(list)).status).toBe(400);
  });

  it('come with their rooms where that is asked for and allowed', async () => {
    const world = workspace({ users: [user('jane')] });
    const { get } = await open(world);
    const info = 'users.info?userId=jane&includeUserRooms=true';
    expect((await get(info)).json['user']).not.toHaveProperty('rooms');
    world.permissions['view-other-user-channels'] = ['device-admin'];
    expect((await get(info)).json['user']).toHaveProperty('rooms', []);
    expect((await get('users.info?userId=jane&username=jane')).status).toBe(400);
  });

  it('tell when they were made to who may see everything, one by one only', async () => {
    const world = workspace({ users: [user('jane', { createdAt: noon })] });
    const { get } = await open(world);
    expect((await get('users.info?userId=jane')).json).toMatchObject({
      user: { createdAt: '2026-11-20T12:00:00.000Z' },
    });
    expect(JSON.stringify((await get('users.list')).json)).not.toContain('createdAt');
  });

  it('that are not there are a 400', async () => {
    const { get } = await open(workspace({}));
    expect(await get('users.info?username=nobody')).toMatchObject({
      status: 400,
      json: { success: false, error: 'User not found.' },
    });
  });

  it('come without addresses for those who may not see them, except their own', async () => {
    const world = workspace({ users: [user('jane')], settings: { rateLimit: null } });
    world.permissions['view-full-other-user-info'] = [];
    const { get } = await open(world);
    expect((await get('users.info?userId=jane')).json['user']).not.toHaveProperty('emails');
    expect((await get(`users.info?userId=${bot.userId}`)).json['user']).toHaveProperty('emails');
    const { json } = await get('users.list');
    expect(json).toMatchObject({ count: 2, total: 2 });
    expect(JSON.stringify(json)).not.toContain('example.com');
  });
});
