/** A field that only describes costs itself; a row that cannot be read is left out and counted. */
import { describe, expect, test } from 'vitest';
import { answer, call, closeAfterEach, openSeamOn, startOfTests } from './testing.ts';

closeAfterEach();

const session = (parts: object = {}) => ({
  client_session_id: 'cst1',
  workspace_id: 'w1',
  created_at: '2026-11-20T10:00:00.000000Z',
  expires_at: '2027-11-20T10:00:00.000Z',
  user_identifier_key: 'jane',
  ...parts,
});

async function readSession(parts: object) {
  const { provider } = await openSeamOn({
    '/client_sessions/list': () => answer({ client_sessions: [session(parts)], ok: true }),
  });
  const read = (await provider.sessionsOf(['jane', 'john'], call())).get('jane');
  return { read, session: read?.sessions[0] };
}

describe('a client session', () => {
  test.each([
    ['workspace_id', { workspaceId: null }],
    ['customer_key', { customerKey: null }],
    ['device_count', { deviceCount: null }],
  ])('keeps its row where %s cannot be read', async (field, expected) => {
    const { session: row, read } = await readSession({ [field]: { odd: true } });
    expect(row?.details).toMatchObject(expected);
    expect(read?.brokenRows).toBe(0);
  });

  test.each([
    ['client_session_id', 7],
    ['client_session_id', 'x'.repeat(501)],
    ['created_at', 'yesterday'],
    ['user_identifier_key', 7],
    ['user_identity_id', {}],
    ['user_identity_ids', [7]],
    ['connected_account_ids', 'all'],
    ['connect_webview_ids', [null]],
  ])("is broken, and anybody's, where %s is %j", async (field, value) => {
    const { read } = await readSession({ [field]: value });
    expect(read).toMatchObject({ sessions: [], brokenRows: 1 });
  });

  test('expires at a moment in its older spelling', async () => {
    const { session: row } = await readSession({ expires_at: '2020-06-17 16:54:17Z' });
    const expiresAt = Date.parse('2020-06-17T16:54:17Z');
    expect(row).toMatchObject({ state: 'EXPIRED', expiresAt, endedAt: expiresAt });
  });

  test('is REVOKED since when Seam says so', async () => {
    const { session: row } = await readSession({ revoked_at: '2026-11-20T11:00:00.000Z' });
    const endedAt = Date.parse('2026-11-20T11:00:00.000Z');
    expect(row).toMatchObject({ state: 'REVOKED', endedAt });
  });

  test.each([{ revoked_at: true }, { expires_at: 'soon' }])('is UNKNOWN by %j', async (parts) => {
    expect((await readSession(parts)).session).toMatchObject({ state: 'UNKNOWN', endedAt: null });
  });

  test.each([{ expires_at: undefined }, { expires_at: null }, { revoked_at: null }])(
    'is ACTIVE by %j',
    async (parts) => {
      expect((await readSession(parts)).session).toMatchObject({ state: 'ACTIVE', endedAt: null });
    },
  );

  test('in an unknown state is revoked, and nobody says that it had ended', async () => {
    const { provider, asked } = await openSeamOn({
      '/client_sessions/get': () => answer({ client_session: session({ expires_at: 'soon' }), ok: true }),
      '/client_sessions/revoke': () => answer({ ok: true }),
    });
    const ref = { nativeId: 'cst1', accountId: 'jane' };
    expect(await provider.revokeSession(ref, call())).toMatchObject({
      outcome: 'REVOKED',
      session: { state: 'REVOKED', endedAt: startOfTests },
    });
    expect(asked).toHaveLength(2);
  });
});

test('an account is found in spite of broken rows, which are counted', async () => {
  const { provider } = await openSeamOn({
    '/client_sessions/list': () =>
      answer({ client_sessions: [session({ created_at: 7 }), session({ user_identifier_key: 7 }), 'row'] }),
  });
  const { found, brokenRows } = await provider.findAccounts('userIdentifierKey', ['jane', 'john'], call());
  expect([...found.keys()]).toEqual(['jane']);
  expect(brokenRows).toBe(2);
});

test('an identity whose address cannot be read may be anybody', async () => {
  const { provider } = await openSeamOn(
    {
      '/user_identities/list': () =>
        answer({
          user_identities: [
            { user_identity_id: 'i1', email_address: ['jane@example.com'] },
            { user_identity_id: 'i2', email_address: null },
            { user_identity_id: 'i3', email_address: 'jane\u202e@example.com' },
          ],
        }),
    },
    { linkBy: 'email' },
  );
  const { found, brokenRows } = await provider.findAccounts('email', ['jane@example.com'], call());
  expect(found.size).toBe(0);
  expect(brokenRows).toBe(2);
});

const device = (parts: object = {}) => ({ device_id: 'd1', connected_account_id: 'a1', ...parts });

async function readDevices(...devices: unknown[]) {
  const { clientSessions } = await openSeamOn({
    '/devices/list': () => answer({ devices, ok: true }),
  });
  return clientSessions.connectedDevices(['a1'], call());
}

describe('a device', () => {
  test.each([
    'device_type',
    'display_name',
    'nickname',
    'workspace_id',
    'capabilities_supported',
    'space_ids',
    'created_at',
    'location',
    'properties',
    'device_provider',
    'device_manufacturer',
    'custom_metadata',
    'errors',
  ])('keeps its row where %s cannot be read', async (field) => {
    for (const odd of [7, 'odd', [7], { odd: 7 }, null]) {
      const { records, brokenRows } = await readDevices(device({ [field]: odd }));
      expect(records).toMatchObject([{ nativeId: 'd1' }]);
      expect(brokenRows).toBe(0);
    }
  });

  test('keeps the rest of its properties where one cannot be read', async () => {
    const properties = { online: true, battery: { level: 'half', status: 'low' }, battery_level: 0.4 };
    const { records } = await readDevices(device({ properties }));
    expect(records).toMatchObject([{ online: true, batteryLevel: 0.4, batteryStatus: 'low' }]);
  });

  test('is broken without its id or its account, and counted', async () => {
    const { records, brokenRows } = await readDevices(
      device({ device_id: null }),
      { device_id: 'd2' },
      'row',
    );
    expect(records).toEqual([]);
    expect(brokenRows).toBe(3);
  });

  test('has a problem also where its code cannot be read', async () => {
    const { records } = await readDevices(device({ errors: [{ error_code: 7 }], warnings: ['low'] }));
    expect(records[0]?.problems).toMatchObject([
      { severity: 'ERROR', code: 'unknown' },
      { severity: 'WARNING', code: 'unknown' },
    ]);
  });

  test('tells of its makers, its keypad and what was noted on it', async () => {
    const { records } = await readDevices(
      device({
        device_provider: {
          device_provider_name: 'august',
          display_name: 'August',
          image_url: 'https://example.com/august.png',
        },
        device_manufacturer: { manufacturer: 'yale', display_name: 'Yale', image_url: 'javascript:alert(1)' },
        custom_metadata: { room: '7', guest: false, note: 'x'.repeat(600), odd: 7 },
        properties: {
          model: { has_built_in_keypad: false, can_connect_accessory_keypad: true },
          accessory_keypad: { is_connected: true, battery: { level: 0.5 } },
        },
      }),
    );
    expect(records).toMatchObject([
      {
        deviceProvider: { name: 'august', displayName: 'August', imageUrl: 'https://example.com/august.png' },
        deviceManufacturer: { name: 'yale', displayName: 'Yale', imageUrl: null },
        manufacturer: 'Yale',
        keypad: {
          isBuiltIn: false,
          canConnectAccessory: true,
          isAccessoryConnected: true,
          batteryLevel: 0.5,
        },
        customMetadata: [
          { key: 'room', text: '7', flag: null },
          { key: 'guest', text: null, flag: false },
          { key: 'note', text: 'x'.repeat(500), flag: null },
        ],
        thermostat: null,
      },
    ]);
  });

  test('tells of a thermostat what it measures and is set to', async () => {
    const { records } = await readDevices(
      device({
        properties: {
          temperature_celsius: 21.5,
          temperature_fahrenheit: 70.7,
          relative_humidity: 0.36,
          is_heating: true,
          is_cooling: false,
          is_fan_running: true,
          is_temporary_manual_override_active: false,
          available_hvac_mode_settings: ['heat', 'cool', 'off'],
          available_fan_mode_settings: ['auto', 'on'],
          current_climate_setting: {
            hvac_mode_setting: 'heat',
            fan_mode_setting: 'auto',
            heating_set_point_celsius: 22,
            heating_set_point_fahrenheit: 71.6,
          },
        },
      }),
    );
    expect(records[0]?.thermostat).toEqual({
      hvacMode: 'heat',
      availableHvacModes: ['heat', 'cool', 'off'],
      fanMode: 'auto',
      availableFanModes: ['auto', 'on'],
      heatingSetPointCelsius: 22,
      heatingSetPointFahrenheit: 71.6,
      coolingSetPointCelsius: null,
      coolingSetPointFahrenheit: null,
      temperatureCelsius: 21.5,
      temperatureFahrenheit: 70.7,
      relativeHumidity: 0.36,
      isHeating: true,
      isCooling: false,
      isFanRunning: true,
      isManualOverrideActive: false,
    });
  });

  test('shows text without signs that turn its direction, and no address that is no page', async () => {
    const { records } = await readDevices(
      device({ display_name: 'Front\u202eDoor\n', properties: { image_url: 'javascript:alert(1)' } }),
    );
    expect(records).toMatchObject([{ displayName: 'FrontDoor', imageUrl: null }]);
  });
});

describe('broken rows of what a session reaches', () => {
  test.each([
    ['connectedAccounts', 'connected_account', 'connected_accounts'],
    ['connectWebviews', 'connect_webview', 'connect_webviews'],
    ['userIdentities', 'user_identity', 'user_identities'],
  ] as const)('%s count, whether listed or got', async (method, singular, plural) => {
    const { clientSessions } = await openSeamOn({
      [`/${plural}/list`]: () => answer({ [plural]: [{ [`${singular}_id`]: 'r1' }, {}], ok: true }),
      [`/${plural}/get`]: () => answer({ [singular]: { [`${singular}_id`]: 7 }, ok: true }),
    });
    const several = await clientSessions[method](['r1', 'r2'], call());
    expect([[...several.found.keys()], several.brokenRows]).toEqual([['r1'], 1]);
    const one = await clientSessions[method](['r1'], call());
    expect([one.found.size, one.brokenRows]).toEqual([0, 1]);
  });
});

test('a broken row is no news to who found all that was asked for', async () => {
  const rows = [{ connected_account_id: 'r1' }, { connected_account_id: 'r2' }, {}];
  const { clientSessions } = await openSeamOn({
    '/connected_accounts/list': () => answer({ connected_accounts: rows, ok: true }),
  });
  expect((await clientSessions.connectedAccounts(['r1', 'r2'], call())).brokenRows).toBe(0);
});

test.each([{ has_next_page: true }, { has_next_page: null }, { next_page_cursor: 'abc' }, 'more', null])(
  'the pagination %j is no end of the list',
  async (pagination) => {
    const { clientSessions } = await openSeamOn({
      '/devices/list': () => answer({ devices: [device()], pagination }),
    });
    await expect(clientSessions.connectedDevices(['a1'], call())).rejects.toMatchObject({
      status: 'MALFORMED',
    });
  },
);

test('broken rows of the list of everybody are told once', async () => {
  const { provider } = await openSeamOn({
    '/client_sessions/list': () =>
      answer({ client_sessions: [session(), session({ client_session_id: 'cst2' }), {}], ok: true }),
  });
  const first = await provider.readSessionPage(null, 1, call());
  const second = await provider.readSessionPage(first.next, 1, call());
  expect([first.brokenRows, second.brokenRows]).toEqual([1, 0]);
  expect(await provider.countSessions(call())).toBe(3);
});

test.each([
  [{ clientSessionId: 'cst2' }, ['cst2']],
  [{ userIdentifierKey: 'john' }, ['cst2']],
  [{ userIdentityId: 'identity2' }, ['cst2']],
  [{ connectWebviewId: 'webview2' }, ['cst2']],
  [{ userIdentityId: null }, ['cst3']],
  [{ connectWebviewId: null }, ['cst3']],
  [{ withoutUserIdentifierKey: true }, ['cst3']],
])('a filter that Seam ignores does not widen the answer: %j', async (filter, expected) => {
  const rows = ['1', '2'].map((number) =>
    session({
      client_session_id: `cst${number}`,
      user_identifier_key: number === '1' ? 'jane' : 'john',
      user_identity_id: `identity${number}`,
      connect_webview_ids: [`webview${number}`],
    }),
  );
  const bare = session({
    client_session_id: 'cst3',
    user_identifier_key: null,
    user_identity_id: null,
    connect_webview_ids: [],
  });
  const { clientSessions } = await openSeamOn({
    '/client_sessions/list': () => answer({ client_sessions: [...rows, bare] }),
  });
  const { clientSessions: found } = await clientSessions.list(filter, call());
  expect(found.map(({ nativeId }) => nativeId)).toEqual(expected);
});

test('a list of 100,000 empty rows is given up', async () => {
  const { provider } = await openSeamOn({
    '/client_sessions/list': () =>
      answer({ client_sessions: Array.from({ length: 100_000 }, () => ({})), ok: true }),
  });
  await expect(provider.sessionsOf(['jane'], call())).rejects.toMatchObject({ status: 'MALFORMED' });
});
