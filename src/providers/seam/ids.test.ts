/** Ids are Seam's: whatever it lists can be read and ended again, and only Seam says that there is no such thing. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seamConfig } from './config.ts';
import { answer, call, closeAfterEach, failureOf, invalidInput, openSeamOn } from './testing.ts';

closeAfterEach();

const row = (id: string, parts: object = {}) => ({
  client_session_id: id,
  workspace_id: 'seed_workspace_1',
  created_at: '2026-11-20T10:00:00.000000Z',
  expires_at: '2027-11-20T10:00:00.000Z',
  token: 'seam_cst1_token',
  user_identifier_key: 'jane',
  connected_account_ids: ['john_connected_account_id'],
  connect_webview_ids: [],
  user_identity_ids: [],
  ...parts,
});

/** Seam with sessions of these ids. */
const seamWith = (...ids: string[]) =>
  openSeamOn({
    '/client_sessions/list': () => answer({ client_sessions: ids.map((id) => row(id)), ok: true }),
    '/client_sessions/get': ({ client_session_id: id }) =>
      answer({ client_session: row(String(id)), ok: true }),
    '/client_sessions/revoke': () => answer({ ok: true }),
  });

describe('an id that is no UUID', () => {
  test('is listed, read and revoked like any other', async () => {
    const { provider, asked } = await seamWith('cst1');
    const [session] = (await provider.sessionsOf(['jane'], call())).get('jane')?.sessions ?? [];
    const ref = { nativeId: session?.nativeId ?? '', accountId: 'jane' };
    expect(await provider.readSession(ref, call())).toMatchObject({ nativeId: 'cst1', state: 'ACTIVE' });
    expect((await provider.revokeSession(ref, call())).outcome).toBe('REVOKED');
    expect(asked.at(-1)).toEqual({ path: '/client_sessions/revoke', client_session_id: 'cst1' });
  });

  test('reaches its devices and accounts', async () => {
    const account = 'john_connected_account_id';
    const { clientSessions } = await openSeamOn({
      '/devices/list': () =>
        answer({ devices: [{ device_id: 'august_device_1', connected_account_id: account }], ok: true }),
      '/connected_accounts/get': ({ connected_account_id: id }) =>
        answer({ connected_account: { connected_account_id: id }, ok: true }),
    });
    expect((await clientSessions.connectedDevices([account], call())).records).toMatchObject([
      { nativeId: 'august_device_1' },
    ]);
    expect((await clientSessions.connectedAccounts([account], call())).found.has(account)).toBe(true);
  });

  test('is none of a session where Seam refuses it as an id', async () => {
    const refusing = () => invalidInput('client_session_id');
    const { provider, clientSessions, asked } = await openSeamOn({
      '/client_sessions/get': refusing,
      '/client_sessions/list': refusing,
      '/client_sessions/revoke': refusing,
      '/client_sessions/delete': refusing,
    });
    const ref = { nativeId: 'nothing like an id', accountId: null };
    expect(await provider.readSession(ref, call())).toBeNull();
    expect((await provider.revokeSession(ref, call())).outcome).toBe('NOT_FOUND');
    expect(await clientSessions.revoke(ref.nativeId, call())).toBe(false);
    expect(await clientSessions.delete(ref.nativeId, call())).toBe(false);
    const list = await clientSessions.list({ clientSessionId: ref.nativeId }, call());
    expect(list.clientSessions).toEqual([]);
    expect(asked).toHaveLength(5);
  });

  test('does not hide the others where Seam refuses a list of ids for it', async () => {
    const { clientSessions } = await openSeamOn({
      '/user_identities/list': () => invalidInput('user_identity_ids'),
      '/user_identities/get': ({ user_identity_id: id }) =>
        id === 'jane'
          ? invalidInput('user_identity_id')
          : answer({ user_identity: { user_identity_id: id }, ok: true }),
    });
    const { found } = await clientSessions.userIdentities(['identity-1', 'jane', 'identity-2'], call());
    expect([...found.keys()]).toEqual(['identity-1', 'identity-2']);
  });
});

test('a refusal of anything else than the id is no answer about the session', async () => {
  const { provider } = await openSeamOn({ '/client_sessions/get': () => invalidInput('workspace_id') });
  const asked = provider.readSession({ nativeId: 'cst1', accountId: null }, call());
  expect(await failureOf(asked)).toMatchObject({ status: 'REJECTED' });
});

test('a refusal that names no parameter is no answer about the session', async () => {
  const { provider } = await openSeamOn({
    '/client_sessions/get': () => ({
      status: 400,
      json: { error: { type: 'invalid_input', message: 'Invalid' }, ok: false },
    }),
  });
  const asked = provider.readSession({ nativeId: 'cst1', accountId: null }, call());
  expect(await failureOf(asked)).toMatchObject({ status: 'REJECTED' });
});

test('another session than was asked for is no answer about the session', async () => {
  const { provider } = await openSeamOn({
    '/client_sessions/get': () => answer({ client_session: row('cst2'), ok: true }),
  });
  const ref = { nativeId: 'cst1', accountId: null };
  expect(await failureOf(provider.readSession(ref, call()))).toMatchObject({ status: 'MALFORMED' });
  expect(await failureOf(provider.revokeSession(ref, call()))).toMatchObject({ status: 'MALFORMED' });
});

test('no id gets into a path, whatever it holds', async () => {
  const { provider, asked } = await seamWith();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, maxLength: 100, unit: 'binary' }), async (drawn) => {
      asked.length = 0;
      // No id comes twice: what was revoked is remembered.
      const id = `${drawn}${(runs += 1)}`;
      await provider.revokeSession({ nativeId: id, accountId: null }, call());
      expect(asked).toEqual([
        { path: '/client_sessions/get', client_session_id: id },
        { path: '/client_sessions/revoke', client_session_id: id },
      ]);
    }),
    { numRuns: 50 },
  );
});

test('an id longer than any is not sent', async () => {
  const { provider, clientSessions, asked } = await seamWith();
  const nativeId = 'x'.repeat(501);
  expect((await provider.revokeSession({ nativeId, accountId: null }, call())).outcome).toBe('NOT_FOUND');
  expect(await clientSessions.delete(nativeId, call())).toBe(false);
  expect((await clientSessions.connectedAccounts([nativeId], call())).found.size).toBe(0);
  expect(asked).toEqual([]);
});

test('a workspace id of another form can be configured', async () => {
  const entry = { id: 'locks', kind: 'seam', personalAccessToken: 'seam_at1_longtoken' };
  expect(seamConfig.safeParse({ ...entry, workspaceId: 'seed_workspace_1' }).success).toBe(true);
  for (const workspaceId of ['', 'x'.repeat(501), 'two\r\nlines']) {
    expect(seamConfig.safeParse({ ...entry, workspaceId }).success).toBe(false);
  }
});
