import { afterEach, describe, expect, test } from 'vitest';
import {
  seamApiKey,
  seamClientSession,
  seamConnectedAccount,
  seamConnectWebview,
  seamDevice,
  seamId,
  seamWorkspaceId,
  seamWorld,
} from './build.ts';
import type { SeamDevice } from './world.ts';
import { startSeamEmulator, type SeamEmulator, type SeamEmulatorOptions } from './emulator.ts';

const now = Date.parse('2026-11-20T12:00:00.000Z');
const account = seamId(2, 1);
const jane = seamClientSession({
  id: seamId(9, 1),
  createdAt: now - 1000,
  userIdentifierKey: 'jane',
  connectedAccountIds: [account],
});
const thermostat = {
  celsius: 19,
  humidity: 0.4,
  heatingSetPointCelsius: 20,
  coolingSetPointCelsius: 25,
  mode: 'heat_cool',
} as const;
const webview = seamId(3, 1);
const offline = { code: 'device_offline', message: 'Device is offline.', createdAt: now };
const lost = { code: 'account_disconnected', message: 'Sign in again.', createdAt: now };
const devices: Readonly<Record<number, Partial<SeamDevice>>> = {
  1: { errors: [offline, lost], customMetadata: { house: 'acacia', ours: true } },
  2: { deviceType: 'ecobee_thermostat', manufacturer: 'Ecobee', name: 'Hall', thermostat },
  3: {
    connectedAccountId: seamId(2, 2),
    locationName: 'Lisbon',
    keypad: { isConnected: true, batteryLevel: 0.5 },
  },
};

const world = () =>
  seamWorld({
    personalAccessTokens: [{ token: 'seam_at1_long', workspaceIds: [seamWorkspaceId] }],
    connectedAccounts: [
      seamConnectedAccount({ id: account, createdAt: now, customerKey: 'acme', email: 'jane@example.com' }),
      seamConnectedAccount({ id: seamId(2, 2), createdAt: now, email: null }),
    ],
    connectWebviews: [seamConnectWebview({ id: webview, createdAt: now, connectedAccountId: account })],
    devices: [1, 2, 3].map((number) =>
      seamDevice({
        id: seamId(4, number),
        createdAt: now + number,
        connectedAccountId: account,
        ...devices[number],
      }),
    ),
    clientSessions: [
      { ...jane },
      seamClientSession({ id: seamId(9, 2), createdAt: now - 2000, expiresAt: now }),
      seamClientSession({ id: seamId(9, 3), createdAt: now - 3000, revokedAt: now }),
    ],
  });

const open: SeamEmulator[] = [];
afterEach(async () => {
  for (const emulator of open.splice(0)) await emulator.close();
});

const withKey = { authorization: `Bearer ${seamApiKey}` };

async function start(options: Partial<SeamEmulatorOptions> = {}) {
  const emulator = await startSeamEmulator({ world: world(), now: () => now, ...options });
  open.push(emulator);
  return async (
    path: string,
    body?: unknown,
    headers: Record<string, string> = withKey,
    method = body === undefined ? 'GET' : 'POST',
  ) => {
    const response = await fetch(emulator.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      requestId: response.headers.get('seam-request-id'),
      retryAfter: response.headers.get('retry-after'),
      body: text.startsWith('{') ? JSON.parse(text) : text,
    };
  };
}

const ids = (answer: { body: { client_sessions: { client_session_id: string }[] } }) =>
  answer.body.client_sessions.map((row) => row.client_session_id).toSorted();

describe('credentials', () => {
  test.each([
    ['nothing', {}, 'unauthorized'],
    ['an unknown API key', { authorization: 'Bearer seam_nope' }, 'unauthorized'],
    ['a publishable key as bearer', { authorization: 'Bearer seam_pk1_x' }, 'unauthorized'],
    [
      'an access token without a workspace',
      { authorization: 'Bearer seam_at1_long' },
      'missing_workspace_id',
    ],
    [
      "an access token for somebody else's workspace",
      { authorization: 'Bearer seam_at1_long', 'seam-workspace': seamId(0, 2) },
      'unauthorized',
    ],
    [
      'a live client session token',
      { authorization: `Bearer ${jane.token}` },
      'client_session_token_used_for_api_key',
    ],
    ['an unknown client session token', { authorization: 'Bearer seam_cst1_x' }, 'client_session_not_found'],
    [
      'an expired client session token',
      { 'client-session-token': seamClientSession({ id: seamId(9, 2), createdAt: now }).token },
      'client_session_expired',
    ],
    [
      'a revoked client session token',
      { 'seam-client-session-token': seamClientSession({ id: seamId(9, 3), createdAt: now }).token },
      'client_session_revoked',
    ],
  ])('%s may not list client sessions', async (_, headers, type) => {
    const ask = await start();
    const answer = await ask('/client_sessions/list', {}, headers);
    expect(answer).toMatchObject({
      status: 401,
      requestId: 'request1',
      body: { error: { type }, ok: false },
    });
  });

  test('a client session token gets itself and its devices', async () => {
    const ask = await start();
    const headers = { authorization: `Bearer ${jane.token}` };
    expect((await ask('/client_sessions/get', {}, headers)).body.client_session.client_session_id).toBe(
      jane.id,
    );
    expect((await ask('/devices/list', {}, headers)).body.devices).toHaveLength(2);
  });

  test('a publishable key makes only empty sessions of a named user', async () => {
    const ask = await start();
    const headers = { 'seam-publishable-key': 'seam_pk1demo_7vYx2k9QpLm4' };
    const path = '/client_sessions/get_or_create';
    expect((await ask(path, { user_identifier_key: 'new' }, headers)).status).toBe(200);
    expect((await ask(path, {}, headers)).body.error.type).toBe(
      'publishable_key_requires_user_identifier_key',
    );
    expect((await ask(path, { user_identifier_key: 'new', connected_account_ids: [] }, headers)).status).toBe(
      403,
    );
  });
});

describe('requests', () => {
  test.each([
    ['/client_sessions/get_or_create', { user_identity_ids: [] }, 'user_identity_ids'],
    ['/client_sessions/get_or_create', { expires_at: 'tomorrow' }, 'expires_at'],
    ['/client_sessions/create', { connected_account_ids: 'all' }, 'connected_account_ids'],
    ['/client_sessions/list', { user_identifier_key: '' }, 'user_identifier_key'],
    ['/client_sessions/list', { without_user_identifier_key: 'true' }, 'without_user_identifier_key'],
    ['/client_sessions/revoke', { client_session_id: 'x' }, 'client_session_id'],
    ['/client_sessions/delete', {}, 'client_session_id'],
    ['/devices/list', { limit: '5' }, 'limit'],
  ])('%s refuses %o', async (path, body, field) => {
    const ask = await start();
    const answer = await ask(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: {
        type: 'invalid_input',
        validation_errors: { _errors: [], [field]: { _errors: [expect.any(String)] } },
      },
      ok: false,
    });
  });

  test('wrong methods, unknown paths and broken JSON are refused as Seam does', async () => {
    const ask = await start();
    expect(await ask('/client_sessions/revoke')).toMatchObject({
      status: 405,
      body: { error: { type: 'method_not_allowed' } },
    });
    expect(await ask('/client_sessions/nope', {})).toMatchObject({ status: 404, body: '404' });
    expect(await ask('/client_sessions/list', '{"a":')).toMatchObject({ status: 400, body: 'Invalid JSON' });
  });

  test('GET takes lists as repeated keys and null as the empty string', async () => {
    const ask = await start();
    expect(ids(await ask('/client_sessions/list?user_identity_id='))).toHaveLength(3);
    expect(ids(await ask('/client_sessions/list?without_user_identifier_key=true'))).toHaveLength(2);
    const two = `device_ids=${seamId(4, 1)}&device_ids=${seamId(4, 3)}`;
    expect((await ask(`/devices/list?${two}`)).body.devices).toHaveLength(2);
  });

  test('beyond the rate limit the answer is 429 with Retry-After', async () => {
    const ask = await start({ rateLimit: { requests: 1, perMs: 60_000 } });
    expect((await ask('/workspaces/get', {})).status).toBe(200);
    expect(await ask('/workspaces/get', {})).toMatchObject({ status: 429, retryAfter: '60' });
  });
});

describe('client sessions', () => {
  test('are listed with their tokens, expired and revoked ones too, with no word of revoking', async () => {
    const ask = await start();
    const answer = await ask('/client_sessions/list', {});
    expect(ids(answer)).toEqual([seamId(9, 1), seamId(9, 2), seamId(9, 3)]);
    for (const row of answer.body.client_sessions) {
      expect(row.token).toMatch(/^seam_cst/);
      expect(Object.keys(row)).not.toContain('revoked_at');
      expect(row.created_at).toMatch(/\.\d{6}Z$/);
    }
  });

  test('create by POST is strict, and by PUT gives the existing one unchanged', async () => {
    const ask = await start();
    const body = { user_identifier_key: 'jane', connected_account_ids: [] };
    expect((await ask('/client_sessions/create', body)).body.error.type).toBe(
      'client_session_token_already_exists',
    );
    const put = await ask('/client_sessions/create', body, withKey, 'PUT');
    expect(put.body.client_session).toMatchObject({
      client_session_id: jane.id,
      connected_account_ids: [account],
    });
  });

  test('granting access answers with the session', async () => {
    const ask = await start();
    const body = { user_identifier_key: 'jane', connected_account_ids: [account] };
    expect((await ask('/client_sessions/grant_access', body, withKey, 'PATCH')).body).toMatchObject({
      client_session: { client_session_id: jane.id, connected_account_ids: [account] },
      ok: true,
    });
  });

  test('a revoked one stops to work as a bearer, a deleted one is gone', async () => {
    const ask = await start();
    const body = { client_session_id: jane.id };
    const headers = { authorization: `Bearer ${jane.token}` };
    expect((await ask('/client_sessions/revoke', body)).body).toEqual({ ok: true });
    expect((await ask('/client_sessions/get', {}, headers)).body.error.type).toBe('client_session_revoked');
    expect((await ask('/client_sessions/get', body)).status).toBe(200);
    expect(
      (await ask(`/client_sessions/delete?client_session_id=${jane.id}`, undefined, withKey, 'DELETE')).body,
    ).toEqual({ ok: true });
    expect(await ask('/client_sessions/get', body)).toMatchObject({
      status: 404,
      body: { error: { type: 'client_session_not_found' } },
    });
  });
});

describe('devices', () => {
  test.each([
    [{ device_type: 'ecobee_thermostat' }, [2]],
    [{ device_types: ['ecobee_thermostat', 'nest_thermostat'] }, [2]],
    [{ manufacturer: 'august' }, [1, 3]],
    [{ customer_key: 'acme' }, [1, 2]],
    [{ connect_webview_id: webview }, [1, 2]],
    [{ connect_webview_id: seamId(3, 9) }, []],
    [{ created_before: new Date(now + 2).toISOString() }, [1]],
    [{ custom_metadata_has: { house: 'acacia', ours: true } }, [1]],
    [{ custom_metadata_has: { house: null } }, [2, 3]],
    [{ search: 'HALL' }, [2]],
    [{ search: 'lisb' }, [3]],
    [{ search: 'acac' }, [1]],
    [{ search: seamId(4, 3).slice(0, -1) }, [1, 2, 3]],
    [{ search: '0003' }, []],
    [{ space_id: seamId(7, 1) }, []],
    [{ user_identifier_key: 'jane' }, [1, 2]],
    [{ user_identifier_key: 'nobody' }, []],
    [{ connected_account_id: seamId(2, 9) }, []],
  ])('are filtered by %j', async (filter, numbers) => {
    const ask = await start();
    const { body } = await ask('/devices/list', filter);
    expect(body.devices.map((device: { device_id: string }) => device.device_id)).toEqual(
      numbers.map((number) => seamId(4, number)),
    );
  });

  test('are filtered by custom metadata in a query too', async () => {
    const ask = await start();
    const { body } = await ask(
      '/devices/list?custom_metadata_has.house=acacia&custom_metadata_has.ours=true',
    );
    expect(body.devices).toHaveLength(1);
  });

  test('say of an error whether it is their own or of their account', async () => {
    const ask = await start();
    const { body } = await ask('/devices/get', { device_id: seamId(4, 1) });
    expect(body.device.errors).toMatchObject([
      { error_code: 'device_offline', is_device_error: true },
      { error_code: 'account_disconnected', is_device_error: false, is_connected_account_error: true },
    ]);
  });

  test('tell of their maker, of a thermostat and of a keypad', async () => {
    const ask = await start();
    const hall = (await ask('/devices/get', { name: 'Hall' })).body.device;
    expect(hall).toMatchObject({
      device_provider: { device_provider_name: 'ecobee', display_name: 'Ecobee' },
      device_manufacturer: { manufacturer: 'ecobee' },
      properties: { temperature_celsius: 19, temperature_fahrenheit: 66, is_heating: true },
    });
    expect(hall.properties).not.toHaveProperty('accessory_keypad');
    const third = (await ask('/devices/get', { device_id: seamId(4, 3) })).body.device;
    expect(third.properties).toMatchObject({
      accessory_keypad: { is_connected: true, battery: { level: 0.5 } },
    });
    expect(third.properties).not.toHaveProperty('temperature_celsius');
  });
});

test('an account is found by its address', async () => {
  const ask = await start();
  const path = '/connected_accounts/get';
  expect((await ask(path, { email: 'jane@example.com' })).body).toMatchObject({
    connected_account: { connected_account_id: account },
  });
  expect((await ask(`${path}?email=nobody%40example.com`)).status).toBe(404);
  expect((await ask(path, { email: 'nobody' })).status).toBe(400);
});

test.each([
  ['/client_sessions/get', {}, 400, 'invalid_input'],
  ['/client_sessions/grant_access', {}, 400, 'invalid_input'],
  ['/connected_accounts/get', {}, 400, 'invalid_input'],
  ['/connected_accounts/get', { connected_account_id: seamId(2, 9) }, 404, 'connected_account_not_found'],
  ['/client_sessions/create', { connected_account_ids: [seamId(2, 9)] }, 404, 'connected_account_not_found'],
  ['/client_sessions/get', { client_session_id: seamId(9, 9) }, 404, 'client_session_not_found'],
])('%s of %j is a %i', async (path, body, status, type) => {
  const ask = await start();
  expect(await ask(path, body)).toMatchObject({ status, body: { error: { type } } });
});

describe('pages', () => {
  test('go on with the cursor and the same parameters only', async () => {
    const ask = await start();
    const first = await ask('/devices/list', { limit: 2 });
    const page_cursor = first.body.pagination.next_page_cursor;
    const second = await ask('/devices/list', { limit: 2, page_cursor });
    expect(second.body).toMatchObject({
      devices: [{ device_id: seamId(4, 3) }],
      pagination: { has_next_page: false, next_page_cursor: null, next_page_url: null },
    });
    expect((await ask('/devices/list', { limit: 1, page_cursor })).body.error.type).toBe(
      'mismatched_page_parameters',
    );
  });

  test('are not reached by next_page_url', async () => {
    const ask = await start();
    const first = await ask('/devices/list?limit=2');
    const url = new URL(first.body.pagination.next_page_url);
    url.searchParams.set('limit', '2');
    expect((await ask(url.pathname + url.search)).body.devices).toEqual(first.body.devices);
  });
});
