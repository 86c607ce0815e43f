import { describe, expect, test } from 'vitest';
import { clerkSession, type ClerkSession, type ClerkSessionActivity } from '../../demo/clerk/world.ts';
import type { SessionRecord } from '../records.ts';
import { anyCall, hour, noon, openClerk, openClerkOn } from './testing.ts';

const activity: ClerkSessionActivity = {
  object: 'session_activity',
  id: 'sess_activity_1',
  device_type: 'iPhone',
  is_mobile: true,
  browser_name: 'Mobile Safari',
  browser_version: '18.1.1',
  ip_address: '2001:db8::7',
  city: 'Athens',
  country: 'Greece',
};

function session(given: Partial<ClerkSession> = {}): ClerkSession {
  return clerkSession({ id: 'sess_1', user_id: 'user_ada', created_at: noon - hour, ...given });
}

/** What the adapter makes of the one session that Clerk tells of. */
async function readAs(given: Partial<ClerkSession>): Promise<SessionRecord> {
  const { clerk } = await openClerk({ sessions: [session(given)] });
  const [record] = (await clerk.sessionsOf(['user_ada'], anyCall())).get('user_ada')?.sessions ?? [];
  if (record === undefined) throw new Error('the session was not read');
  return record;
}

describe('a session', () => {
  test('is told with everything that Clerk tells of it', async () => {
    const record = await readAs({
      client_id: 'client_9',
      actor: { sub: 'cli:ops@example.com', iss: 'https://clerk.example.com' },
      last_active_organization_id: 'org_1',
      last_active_at: noon - 1000,
      latest_activity: activity,
      updated_at: noon - 500,
      tasks: [{ key: 'choose-organization' }],
    });
    expect(record).toEqual({
      providerId: 'clerk',
      nativeId: 'sess_1',
      accountId: 'user_ada',
      state: 'ACTIVE',
      nativeState: 'active',
      createdAt: noon - hour,
      lastActiveAt: noon - 1000,
      lastActivePrecision: 'EXACT',
      expiresAt: noon - hour + 7 * 24 * hour,
      endedAt: null,
      isOwnCredentials: null,
      deviceId: 'client_9',
      device: {
        type: 'PHONE',
        model: 'iPhone',
        client: { kind: 'BROWSER', name: 'Mobile Safari', version: '18', fullVersion: '18.1.1' },
        os: null,
      },
      ipAddress: '2001:db8::7',
      location: { city: 'Athens', country: 'Greece' },
      actor: { subject: 'cli:ops@example.com', issuer: 'https://clerk.example.com' },
      details: {
        kind: 'clerk',
        clientId: 'client_9',
        userId: 'user_ada',
        lastActiveOrganizationId: 'org_1',
        abandonAt: noon - hour + 30 * 24 * hour,
        updatedAt: noon - 500,
        tasks: ['choose-organization'],
        latestActivity: {
          id: 'sess_activity_1',
          deviceType: 'iPhone',
          isMobile: true,
          browserName: 'Mobile Safari',
          browserVersion: '18.1.1',
          ipAddress: '2001:db8::7',
          city: 'Athens',
          country: 'Greece',
        },
      },
      observedAt: noon,
    });
  });

  test('without an activity has no device, address or place', async () => {
    expect(await readAs({ latest_activity: null })).toMatchObject({
      device: null,
      ipAddress: null,
      location: null,
      deviceId: 'client_1',
    });
  });

  test('loses only the fields that cannot be read', async () => {
    const broken = { ...activity, is_mobile: 'yes', city: 7, id: null } as unknown as ClerkSessionActivity;
    const given = {
      latest_activity: broken,
      client_id: null,
      expire_at: 'soon',
      tasks: {},
    } as unknown as ClerkSession;
    expect(await readAs(given)).toMatchObject({
      nativeId: 'sess_1',
      expiresAt: null,
      deviceId: null,
      device: { model: 'iPhone' },
      location: { city: null, country: 'Greece' },
      details: { tasks: [] },
    });
    expect(await readAs({ latest_activity: 7 } as unknown as ClerkSession)).toMatchObject({ device: null });
  });

  test.each([
    [
      { sub: 'user_eve', iss: 'https://clerk.example.com' },
      { subject: 'user_eve', issuer: 'https://clerk.example.com' },
    ],
    [{ iss: 'https://clerk.example.com' }, { subject: null, issuer: 'https://clerk.example.com' }],
    [{}, { subject: null, issuer: null }],
    [{ sub: 7 }, { subject: null, issuer: null }],
    [null, null],
  ])('with the actor %j has the actor %j', async (actor, told) => {
    expect((await readAs({ actor } as unknown as ClerkSession)).actor).toEqual(told);
  });

  test('has text that is text', async () => {
    const hostile = {
      ...activity,
      country: 'x'.repeat(5_000),
      city: 'A\u202ethens\u0000\n',
      browser_name: '\u2066',
    };
    const { location, device } = await readAs({ latest_activity: hostile });
    expect(location).toEqual({ city: 'Athens', country: 'x'.repeat(500) });
    expect(device?.client).toBeNull();
  });

  test.each([
    ['active', 'ACTIVE'],
    ['pending', 'PENDING'],
    ['ended', 'ENDED'],
    ['expired', 'EXPIRED'],
    ['removed', 'REMOVED'],
    ['replaced', 'REPLACED'],
    ['abandoned', 'ABANDONED'],
    ['revoked', 'REVOKED'],
    ['hibernating', 'UNKNOWN'],
  ])('that is %s for Clerk is %s', async (status, state) => {
    expect(await readAs({ status })).toMatchObject({ state, nativeState: status, endedAt: null });
  });

  test.each(['active', 'pending'])('that is %s for Clerk past its expiry is EXPIRED', async (status) => {
    expect(await readAs({ status, expire_at: noon })).toMatchObject({
      state: 'EXPIRED',
      nativeState: status,
    });
    expect(await readAs({ status, expire_at: noon + 1 })).not.toMatchObject({ state: 'EXPIRED' });
  });

  test.each([
    [{ device_type: 'Macintosh', is_mobile: false }, 'DESKTOP', 'Macintosh'],
    [{ device_type: 'desktop', is_mobile: false }, 'DESKTOP', null],
    [{ device_type: 'mobile', is_mobile: true }, 'PHONE', null],
    [{ device_type: 'Tablet', is_mobile: true }, 'TABLET', null],
    [{ device_type: 'iPad', is_mobile: true }, 'TABLET', 'iPad'],
    [{ device_type: 'Pixel 8', is_mobile: true }, 'PHONE', 'Pixel 8'],
    [{ device_type: '', browser_name: 'Firefox', is_mobile: false }, 'DESKTOP', null],
  ])('on %o is on a %s, model %s', async (given, type, model) => {
    const { device } = await readAs({
      latest_activity: { object: 'session_activity', id: 'sess_activity_1', ...given },
    });
    expect(device).toMatchObject({ type, model });
  });

  test('on a device of which Clerk knows nothing has no device', async () => {
    const nothing = { object: 'session_activity', id: 'sess_activity_1', is_mobile: false } as const;
    expect((await readAs({ latest_activity: nothing })).device).toBeNull();
  });
});

describe('reading the sessions of accounts', () => {
  test('costs one call each, and the failure of one costs the others nothing', async () => {
    const { clerk, emulator } = await openClerk({
      sessions: [session(), session({ id: 'sess_2', user_id: 'user_bob' })],
    });
    emulator.faultOnly = (call) => call.includes('user_id=user_ada');
    emulator.fault = { kind: 'html', status: 502 };
    const read = await clerk.sessionsOf(['user_ada', 'user_bob'], anyCall());
    expect(read.get('user_ada')).toMatchObject({ sessions: [], failure: { status: 'UNAVAILABLE' } });
    expect(read.get('user_bob')).toMatchObject({ sessions: [{ nativeId: 'sess_2' }], failure: null });
    expect(emulator.calls.filter((call) => call.includes('user_bob'))).toHaveLength(1);
  });

  test("drops another user's session and counts it as broken", async () => {
    const { clerk } = await openClerkOn(() => ({
      status: 200,
      json: { data: [session(), session({ id: 'sess_2', user_id: 'user_bob' })], total_count: 2 },
    }));
    expect((await clerk.sessionsOf(['user_ada'], anyCall())).get('user_ada')).toMatchObject({
      sessions: [{ nativeId: 'sess_1' }],
      brokenRows: 1,
    });
  });

  test('understands a plain array', async () => {
    const { clerk } = await openClerkOn(() => ({ status: 200, json: [session()] }));
    expect((await clerk.sessionsOf(['user_ada'], anyCall())).get('user_ada')).toMatchObject({
      sessions: [{ nativeId: 'sess_1' }],
      brokenRows: 0,
    });
  });

  test('goes on where Clerk gives smaller pages than it was asked for', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => session({ id: `sess_${index}` }));
    const { clerk } = await openClerkOn(({ query }) => {
      const offset = Number(query.get('offset'));
      return { status: 200, json: { data: rows.slice(offset, offset + 10), total_count: rows.length } };
    });
    const read = (await clerk.sessionsOf(['user_ada'], anyCall())).get('user_ada');
    expect(read?.sessions).toHaveLength(25);
  });

  test('comes to an end where Clerk counts more sessions than it lists', async () => {
    const rows = [session(), session({ id: 'sess_2' })];
    const { clerk } = await openClerkOn(({ query }) => ({
      status: 200,
      json: { data: rows.slice(Number(query.get('offset'))), total_count: 900 },
    }));
    expect((await clerk.sessionsOf(['user_ada'], anyCall())).get('user_ada')).toMatchObject({
      sessions: [{ nativeId: 'sess_1' }, { nativeId: 'sess_2' }],
      failure: null,
    });
  });

  describe('with more sessions than are shown', () => {
    const many = (count: number, more: Partial<ClerkSession> = {}) =>
      Array.from({ length: count }, (_, index) =>
        session({ id: `sess_${more.status ?? 'active'}${index}`, ...more }),
      );
    const ended = (count: number) => many(count, { status: 'ended', created_at: noon });

    async function readAda(sessions: ClerkSession[]) {
      const { clerk, emulator } = await openClerk({ sessions });
      const read = (await clerk.sessionsOf(['user_ada'], anyCall())).get('user_ada');
      const stateOf = (state: string) => read?.sessions.filter((record) => record.state === state).length;
      return {
        ...read,
        calls: emulator.calls.length,
        active: stateOf('ACTIVE'),
        pending: stateOf('PENDING'),
      };
    }

    test('reads nothing more where there are none', async () => {
      const { sessions, truncated, calls } = await readAda([...ended(900), ...many(100)]);
      expect([sessions?.length, truncated, calls]).toEqual([1000, false, 3]);
    });

    test('shows those that go on before those that have ended, and knows that they are all', async () => {
      const pending = many(1, { status: 'pending' });
      expect(await readAda([...ended(3000), ...many(40), ...pending])).toMatchObject({
        active: 40,
        pending: 1,
        truncated: true,
        restHasEnded: true,
        failure: null,
        calls: 7,
      });
    });

    test('shows the active ones that are further down than it looks, and does not know of pending ones there', async () => {
      const pending = many(1, { status: 'pending' });
      expect(await readAda([...ended(5100), ...many(40), ...pending])).toMatchObject({
        active: 40,
        pending: 0,
        truncated: true,
        restHasEnded: false,
        failure: null,
        calls: 12,
      });
    });

    test('is cut off, not broken, where Clerk fails behind as many as are shown', async () => {
      const { clerk, emulator } = await openClerk({ sessions: many(3000) });
      emulator.faultOnly = (call) => /offset=(?!0|499|998)/.test(call);
      emulator.fault = { kind: 'html', status: 502 };
      const read = (await clerk.sessionsOf(['user_ada'], anyCall())).get('user_ada');
      expect(read).toMatchObject({ truncated: true, restHasEnded: false, failure: null });
      expect(read?.sessions).toHaveLength(1000);
    });
  });

  test("tells when to ask again once Clerk's limit is reached", async () => {
    const { clerk, emulator, clock } = await openClerk({ sessions: [session()] });
    emulator.behaviour.requestsPerTenSeconds = 1;
    await clerk.sessionsOf(['user_ada'], anyCall());
    clock.now += 3000;
    expect((await clerk.sessionsOf(['user_ada'], anyCall())).get('user_ada')?.failure).toMatchObject({
      status: 'RATE_LIMITED',
      retryAt: noon + 10_000,
    });
  });
});

describe('reading one session', () => {
  const listed = session({ client_id: 'client_9', latest_activity: activity });

  test('of a known user is one call', async () => {
    const { clerk, emulator } = await openClerk({ sessions: [listed] });
    const record = await clerk.readSession({ nativeId: 'sess_1', accountId: 'user_ada' }, anyCall());
    expect(record?.device?.model).toBe('iPhone');
    expect(emulator.calls).toHaveLength(1);
  });

  test('of an unknown user tells its device too, which only lists do', async () => {
    const { clerk, emulator } = await openClerk({ sessions: [listed] });
    const record = await clerk.readSession({ nativeId: 'sess_1', accountId: null }, anyCall());
    expect(record?.device?.model).toBe('iPhone');
    expect(emulator.calls).toEqual([
      'GET /v1/sessions/sess_1',
      'GET /v1/sessions?client_id=client_9&limit=500&offset=0&paginated=true',
    ]);
  });

  test('of another user than it is said to be takes as many calls as one that is not there', async () => {
    const { clerk, emulator } = await openClerk({ sessions: [listed] });
    for (const nativeId of ['sess_1', 'sess_none']) {
      const callsBefore = emulator.calls.length;
      expect(await clerk.readSession({ nativeId, accountId: 'user_eve' }, anyCall())).toBeNull();
      expect(emulator.calls.length - callsBefore).toBe(2);
    }
  });

  test('that has gone from the lists is told as far as it is known', async () => {
    const { clerk } = await openClerkOn(({ path }) => ({
      status: 200,
      json: path === '/v1/sessions' ? { data: [], total_count: 0 } : listed,
    }));
    const record = await clerk.readSession({ nativeId: 'sess_1', accountId: 'user_ada' }, anyCall());
    expect(record).toMatchObject({ nativeId: 'sess_1', accountId: 'user_ada' });
  });

  test.each([[{ error: 'no such site' }], [{ errors: [{ code: 'route_not_found' }] }]])(
    'takes a 404 that is not about the session for a failure: %o',
    async (json) => {
      const { clerk } = await openClerkOn(() => ({ status: 404, json }));
      const ref = { nativeId: 'sess_1', accountId: null };
      await expect(clerk.readSession(ref, anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
      await expect(clerk.revokeSession(ref, anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
    },
  );

  test('does not take another session for the one it asked for', async () => {
    const { clerk } = await openClerkOn(({ path }) => ({
      status: 200,
      json: path === '/v1/sessions' ? [] : session({ id: 'sess_other' }),
    }));
    const ref = { nativeId: 'sess_1', accountId: null };
    await expect(clerk.readSession(ref, anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
    await expect(clerk.revokeSession(ref, anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
  });
});

test.each(['4711', 'sess/../users', '..%2fusers', 'a/b?user_id=user_bob#c', 'ü', '+user_1', '-user_1'])(
  'the id %j is asked for as it is, and finds nobody else',
  async (strange) => {
    const { clerk, emulator } = await openClerk({ sessions: [session()] });
    const ref = { nativeId: strange, accountId: strange };
    expect((await clerk.sessionsOf([strange], anyCall())).get(strange)?.sessions).toEqual([]);
    expect((await clerk.findAccounts('nativeId', [strange], anyCall())).found.size).toBe(0);
    expect(await clerk.readSession(ref, anyCall())).toBeNull();
    expect(await clerk.revokeSession(ref, anyCall())).toEqual({ outcome: 'NOT_FOUND', session: null });
    const id = encodeURIComponent(strange);
    expect(emulator.calls).toContain(`POST /v1/sessions/${id}/revoke`);
    expect(emulator.calls.filter((call) => !call.includes(id))).toEqual([]);
    expect(emulator.world.sessions).toMatchObject([{ status: 'active' }]);
  },
);

test('a session of whatever id is listed, read and revoked', async () => {
  const odd = session({ id: '4711/..', user_id: 'Ann Lee', client_id: '#7' });
  const { clerk } = await openClerk({ sessions: [odd] });
  const ref = { nativeId: '4711/..', accountId: 'Ann Lee' };
  expect((await clerk.sessionsOf(['Ann Lee'], anyCall())).get('Ann Lee')?.sessions).toMatchObject([ref]);
  expect((await clerk.sessionsOfDevice('#7', anyCall())).sessions).toMatchObject([ref]);
  expect(await clerk.readSession({ ...ref, accountId: null }, anyCall())).toMatchObject(ref);
  expect(await clerk.revokeSession(ref, anyCall())).toMatchObject({ outcome: 'REVOKED' });
});

test('asks nothing for what can be no id', async () => {
  const { clerk, emulator } = await openClerk({});
  for (const strange of ['', '.', '..', '\0', 'a\nb', '\ud800', 'x'.repeat(501)]) {
    const ref = { nativeId: strange, accountId: strange };
    await clerk.sessionsOf([strange], anyCall());
    await clerk.findAccounts('nativeId', [strange], anyCall());
    await clerk.readSession(ref, anyCall());
    await clerk.revokeSession(ref, anyCall());
  }
  expect(emulator.calls).toEqual([]);
});

describe('a broken or hostile answer', () => {
  const answering = (json: unknown) => openClerkOn(() => ({ status: 200, json }));

  test('of 100,000 empty rows is MALFORMED, and soon', async () => {
    const { clerk } = await answering({
      data: Array.from({ length: 100_000 }, () => ({})),
      total_count: 100_000,
    });
    const [read] = (await clerk.sessionsOf(['user_ada'], anyCall())).values();
    expect(read).toMatchObject({ sessions: [], failure: { status: 'MALFORMED' } });
  });

  test('of more rows than were asked for is read up to those', async () => {
    const rows = Array.from({ length: 600 }, (_, index) => session({ id: `sess_${index}` }));
    const { clerk, emulator } = await openClerkOn(({ query }) => ({
      status: 200,
      json: { data: rows.slice(Number(query.get('offset'))), total_count: rows.length },
    }));
    const [read] = (await clerk.sessionsOf(['user_ada'], anyCall())).values();
    expect(read?.sessions).toHaveLength(600);
    expect(emulator.calls).toHaveLength(2);
  });

  test('that is always the same page is stopped', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => session({ id: `sess_${index}` }));
    const { clerk, emulator } = await answering({ data: rows, total_count: 5000 });
    const [read] = (await clerk.sessionsOf(['user_ada'], anyCall())).values();
    expect(read?.sessions).toHaveLength(500);
    expect(read?.failure).toMatchObject({ status: 'MALFORMED' });
    expect(emulator.calls).toHaveLength(3);
  });
});
