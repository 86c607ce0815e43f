import { describe, expect, test } from 'vitest';
import { zendeskSession } from '../../demo/zendesk/world.ts';
import {
  adminToken,
  agentToken,
  anyCall,
  idRange,
  idsOf,
  noon,
  openZendesk,
  openZendeskOn,
  plainUsers,
  sessionsOfUser,
} from './testing.ts';

test('tells of a session what Zendesk tells, and null for the rest', async () => {
  const { zendesk, emulator } = await openZendesk({
    sessions: [
      {
        id: 3_432_432,
        user_id: 3,
        authenticated_at: '2026-11-20T11:00:00Z',
        last_seen_at: '2026-11-20T12:00:00Z',
      },
    ],
  });
  const url = `${emulator.url}/api/v2/users/3/sessions/3432432.json`;
  const anHourAgo = noon - 3_600_000;
  expect((await zendesk.sessionsOf(['3'], anyCall())).get('3')?.sessions).toEqual([
    {
      providerId: 'support',
      nativeId: '3432432',
      accountId: '3',
      state: 'ACTIVE',
      nativeState: null,
      createdAt: anHourAgo,
      lastActiveAt: noon,
      lastActivePrecision: 'APPROXIMATE',
      expiresAt: null,
      endedAt: null,
      isOwnCredentials: null,
      deviceId: null,
      device: null,
      ipAddress: null,
      location: null,
      actor: null,
      details: { kind: 'zendesk', userId: '3', authenticatedAt: anHourAgo, lastSeenAt: noon, url },
      observedAt: noon,
    },
  ]);
});

test('takes ids as strings, and fields that are missing, empty or unreadable as unknown', async () => {
  const { zendesk } = await openZendeskOn(() => ({
    status: 200,
    json: {
      sessions: [
        { id: '31', user_id: '3', authenticated_at: '', last_seen_at: 'yesterday', url: '  ', extra: {} },
        { id: 32 },
      ],
      meta: { has_more: false, after_cursor: null },
    },
  }));
  const [first, second] = (await zendesk.sessionsOf(['3'], anyCall())).get('3')?.sessions ?? [];
  expect(first).toMatchObject({
    nativeId: '31',
    createdAt: null,
    lastActiveAt: null,
    lastActivePrecision: null,
    details: { userId: '3', url: null },
  });
  expect(second).toMatchObject({ nativeId: '32', accountId: '3', details: { userId: null } });
});

const perUser = /^GET \/api\/v2\/users\/\d+\/sessions\?/;

describe('the plan', () => {
  test('one account is one call', async () => {
    const { zendesk, emulator } = await openZendesk({ sessions: sessionsOfUser(3, 1, 99) });
    expect(idsOf((await zendesk.sessionsOf(['3'], anyCall())).get('3'))).toEqual(idRange(1, 99));
    expect(emulator.calls).toEqual(['GET /api/v2/users/3/sessions?page%5Bsize%5D=100']);
  });

  test('two accounts are one call where there are at most 100 sessions', async () => {
    const { zendesk, emulator } = await openZendesk({
      sessions: [...sessionsOfUser(3, 1, 60), ...sessionsOfUser(2, 61, 30), ...sessionsOfUser(1, 91, 10)],
    });
    const read = await zendesk.sessionsOf(['3', '2'], anyCall());
    expect([idsOf(read.get('3')), idsOf(read.get('2'))]).toEqual([idRange(1, 60), idRange(61, 30)]);
    expect(emulator.calls).toEqual(['GET /api/v2/sessions?per_page=100&page=1']);
  });

  test('many accounts are one sweep where that is fewer calls', async () => {
    const users = plainUsers(100, 20);
    const sessions = users.flatMap(({ id }) => sessionsOfUser(id, id * 100, 13));
    const { zendesk, emulator } = await openZendesk({ users, sessions });
    const read = await zendesk.sessionsOf(
      users.map(({ id }) => String(id)),
      anyCall(),
    );
    for (const { id } of users) expect(idsOf(read.get(String(id)))).toEqual(idRange(id * 100, 13));
    // One for the count and three pages of 260 sessions.
    expect(emulator.calls).toHaveLength(4);
  });

  test('few accounts are a call each where a sweep is no fewer', async () => {
    const users = plainUsers(100, 4);
    const sessions = users.flatMap(({ id }) => sessionsOfUser(id, id * 100, 85));
    const { zendesk, emulator } = await openZendesk({ users, sessions });
    await zendesk.sessionsOf(['100', '101', '102', '103'], anyCall());
    expect(emulator.calls.filter((call) => perUser.test(call))).toHaveLength(4);
    expect(emulator.calls).toHaveLength(5);
    emulator.clearCalls();
    // How many there are is known then.
    await zendesk.sessionsOf(['100', '101'], anyCall());
    expect(emulator.calls.filter((call) => perUser.test(call))).toHaveLength(2);
    expect(emulator.calls).toHaveLength(2);
  });

  test('nobody is no call', async () => {
    const { zendesk, emulator } = await openZendesk();
    expect((await zendesk.sessionsOf([], anyCall())).size).toBe(0);
    expect(emulator.calls).toEqual([]);
  });
});

describe('rows that cannot be linked', () => {
  test('in a sweep, a row of nobody counts as broken for all, a broken row only for its owner', async () => {
    const { zendesk } = await openZendesk({
      sessions: [
        ...sessionsOfUser(3, 1, 2),
        ...sessionsOfUser(2, 10, 1),
        { ...zendeskSession(20, 3, noon), shownAs: { user_id: null } },
        { ...zendeskSession(21, 3, noon), shownAs: { id: {} } },
        { ...zendeskSession(22, 1, noon), shownAs: { id: {} } },
      ],
    });
    const read = await zendesk.sessionsOf(['2', '3'], anyCall());
    expect(read.get('3')).toMatchObject({ brokenRows: 2 });
    expect(read.get('2')).toMatchObject({ brokenRows: 1 });
    expect(idsOf(read.get('3'))).toEqual(['1', '2']);
  });

  test("in a user's list, a row of nobody is the user's and a row of another is broken", async () => {
    const { zendesk } = await openZendesk({
      sessions: [
        { ...zendeskSession(20, 3, noon), shownAs: { user_id: null } },
        { ...zendeskSession(21, 3, noon), shownAs: { user_id: 2 } },
      ],
    });
    const read = (await zendesk.sessionsOf(['3'], anyCall())).get('3');
    expect(read?.sessions).toMatchObject([{ nativeId: '20', accountId: '3' }]);
    expect(read?.brokenRows).toBe(1);
  });
});

describe('credentials that are not an admin’s', () => {
  const config = { bearerToken: agentToken };

  test('are refused instead of showing their own sessions as all there are', async () => {
    const { zendesk } = await openZendesk({
      config,
      sessions: [...sessionsOfUser(2, 1, 1), ...sessionsOfUser(3, 2, 5)],
    });
    const refused = { status: 'NOT_AUTHORIZED', message: expect.stringContaining('role "agent"') };
    await expect(zendesk.sessionsOf(['2', '3'], anyCall())).rejects.toMatchObject(refused);
    await expect(zendesk.readSessionPage(null, 10, anyCall())).rejects.toMatchObject(refused);
    await expect(zendesk.countSessions(anyCall())).rejects.toMatchObject(refused);
  });

  test('are refused as well where their own sessions take several pages', async () => {
    const { zendesk, emulator } = await openZendesk({
      config,
      users: plainUsers(100, 10),
      sessions: sessionsOfUser(2, 1, 150),
    });
    const asked = zendesk.sessionsOf(['2', ...idRange(100, 10)], anyCall());
    await expect(asked).rejects.toMatchObject({ status: 'NOT_AUTHORIZED' });
    expect(emulator.calls.filter((call) => perUser.test(call))).toEqual([]);
  });

  test('are noticed within ten minutes where an admin loses the role', async () => {
    const { zendesk, emulator, clock } = await openZendesk({ sessions: sessionsOfUser(1, 1, 5) });
    await zendesk.sessionsOf(['1', '3'], anyCall());
    emulator.world.users = emulator.world.users.map((user) => ({ ...user, role: 'agent' }));
    clock.now += 599_999;
    expect(idsOf((await zendesk.sessionsOf(['1', '3'], anyCall())).get('1'))).toHaveLength(5);
    clock.now += 1;
    await expect(zendesk.sessionsOf(['1', '3'], anyCall())).rejects.toMatchObject({
      status: 'NOT_AUTHORIZED',
    });
  });

  test('an admin of an account where one person is signed in is asked once who it is', async () => {
    const { zendesk, emulator } = await openZendesk({
      config: { bearerToken: adminToken },
      sessions: sessionsOfUser(3, 1, 5),
    });
    await zendesk.sessionsOf(['2', '3'], anyCall());
    await zendesk.sessionsOf(['2', '3'], anyCall());
    expect(emulator.calls.filter((call) => call.includes('/users/me'))).toHaveLength(1);
  });
});

test('a list that fails costs only its own account', async () => {
  const users = plainUsers(100, 3);
  const sessions = users.flatMap(({ id }) => sessionsOfUser(id, id * 1000, 90));
  const { zendesk, emulator } = await openZendesk({ users, sessions });
  emulator.fault = { kind: 'html', status: 502 };
  emulator.faultOnly = (call) => call.includes('/users/101/');
  const read = await zendesk.sessionsOf(['100', '101', '102'], anyCall());
  expect([...read.values()].map(({ sessions: rows }) => rows.length)).toEqual([90, 0, 90]);
  expect(read.get('101')?.failure).toMatchObject({ status: 'UNAVAILABLE' });
});

describe('readSession', () => {
  test.each(['array', 'object'] as const)('takes an answer that is an %s', async (shape) => {
    const { zendesk } = await openZendesk({
      sessions: [zendeskSession(31, 3, noon)],
      settings: { sessionShape: shape },
    });
    const read = await zendesk.readSession({ nativeId: '31', accountId: '3' }, anyCall());
    expect(read).toMatchObject({ nativeId: '31', accountId: '3' });
  });

  test.each([
    ['of another id', { id: 32, user_id: 3 }],
    ['of another user', { id: 31, user_id: 2 }],
  ])('does not give a session %s', async (_, session) => {
    const { zendesk } = await openZendeskOn(() => ({ status: 200, json: { session: [session] } }));
    expect(await zendesk.readSession({ nativeId: '31', accountId: '3' }, anyCall())).toBeNull();
  });

  test('asks nothing for a session whose account is not known', async () => {
    const { zendesk, emulator } = await openZendesk({ sessions: [zendeskSession(31, 3, noon)] });
    expect(await zendesk.readSession({ nativeId: '31', accountId: null }, anyCall())).toBeNull();
    expect(emulator.calls).toEqual([]);
  });
});

test('ids of any shape stand encoded in the path, and "me" is nobody', async () => {
  const { zendesk, emulator } = await openZendeskOn(() => ({
    status: 404,
    json: { error: 'InvalidEndpoint' },
  }));
  const ref = { nativeId: 'a/b?c#d', accountId: '../me' };
  expect((await zendesk.sessionsOf(['../me'], anyCall())).get('../me')).toMatchObject({
    sessions: [],
    failure: null,
  });
  expect(await zendesk.readSession(ref, anyCall())).toBeNull();
  expect(await zendesk.revokeSession(ref, anyCall())).toEqual({ outcome: 'NOT_FOUND', session: null });
  expect(emulator.calls).toEqual([
    'GET /api/v2/users/..%2Fme/sessions?page%5Bsize%5D=100',
    'GET /api/v2/users/..%2Fme/sessions/a%2Fb%3Fc%23d',
    'DELETE /api/v2/users/..%2Fme/sessions/a%2Fb%3Fc%23d',
  ]);
  emulator.clearCalls();
  for (const accountId of ['me', '', '.', '..', '\0', 'x'.repeat(501)]) {
    expect((await zendesk.sessionsOf([accountId], anyCall())).get(accountId)?.sessions).toEqual([]);
    expect(await zendesk.revokeSession({ nativeId: '1', accountId }, anyCall())).toMatchObject({
      outcome: 'NOT_FOUND',
    });
    await expect(zendesk.revokeAllSessions(accountId, anyCall())).rejects.toMatchObject({
      status: 'NOT_FOUND',
    });
  }
  expect(emulator.calls).toEqual([]);
});

test.each([200, 201, 202])('%i is not taken for a revoking: only 204 is', async (status) => {
  const { zendesk } = await openZendeskOn(() => ({ status, json: {} }));
  await expect(zendesk.revokeSession({ nativeId: '1', accountId: '3' }, anyCall())).rejects.toMatchObject({
    status: 'MALFORMED',
  });
  await expect(zendesk.revokeAllSessions('3', anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
});

test('a page of broken rows is given up', async () => {
  const { zendesk } = await openZendeskOn(() => ({
    status: 200,
    json: { sessions: Array.from({ length: 101 }, () => ({})), meta: { has_more: false } },
  }));
  // Of 100 rows that were asked for, all are broken: as many as are told.
  expect((await zendesk.sessionsOf(['3'], anyCall())).get('3')).toMatchObject({
    sessions: [],
    brokenRows: 100,
  });
});
