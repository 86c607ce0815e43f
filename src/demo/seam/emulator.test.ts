import { afterEach, describe, expect, test } from 'vitest';
import {
  seamApiKey,
  seamClientSession,
  seamConnectedAccount,
  seamDevice,
  seamId,
  seamWorkspaceId,
  seamWorld,
} from './build.ts';
import { startSeamEmulator, type SeamEmulator, type SeamEmulatorOptions } from './emulator.ts';

const now = Date.parse('2026-11-20T12:00:00.000Z');
const account = seamId(2, 1);
const jane = seamClientSession({
  id: seamId(9, 1),
  createdAt: now - 1000,
  userIdentifierKey: 'jane',
  connectedAccountIds: [account],
});
const world = () =>
  seamWorld({
    personalAccessTokens: [{ token: 'seam_at1_long', workspaceIds: [seamWorkspaceId] }],
    connectedAccounts: [seamConnectedAccount({ id: account, createdAt: now })],
    devices: [1, 2, 3].map((number) =>
      seamDevice({ id: seamId(4, number), createdAt: now + number, connectedAccountId: account }),
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
    expect((await ask('/devices/list', {}, headers)).body.devices).toHaveLength(3);
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

  test('granting access answers with no session', async () => {
    const ask = await start();
    const body = { user_identifier_key: 'jane', connected_account_ids: [account] };
    expect((await ask('/client_sessions/grant_access', body, withKey, 'PATCH')).body).toEqual({ ok: true });
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
