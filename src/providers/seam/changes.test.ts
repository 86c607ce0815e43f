/** A change counts only where Seam says `{ "ok": true }`. */
import { describe, expect, test } from 'vitest';
import { answer, call, closeAfterEach, failureOf, openSeamOn, startOfTests } from './testing.ts';

closeAfterEach();

const hour = 3_600_000;
const session = (parts: object = {}) => ({
  client_session_id: 'cst1',
  created_at: '2026-11-20T10:00:00.000000Z',
  expires_at: '2027-11-20T10:00:00.000Z',
  token: 'seam_cst1_token',
  user_identifier_key: 'jane',
  ...parts,
});

const got = { '/client_sessions/get': () => answer({ client_session: session(), ok: true }) };

describe.each([[{}], [{ ok: false }], [{ ok: 'true' }], [[]], [{ client_session: session() }]])(
  'the answer %j',
  (body) => {
    test('is not taken for a change', async () => {
      const said = () => answer(body);
      const { provider, clientSessions } = await openSeamOn({
        ...got,
        '/client_sessions/revoke': said,
        '/client_sessions/delete': said,
        '/client_sessions/grant_access': said,
        '/client_sessions/get_or_create': said,
        '/client_sessions/create': said,
      });
      const ref = { nativeId: 'cst1', accountId: 'jane' };
      const asked = [
        provider.revokeSession(ref, call()),
        clientSessions.revoke('cst1', call()),
        clientSessions.delete('cst1', call()),
        clientSessions.grantAccess({ clientSessionId: 'cst1', connectWebviewIds: ['w1'] }, call()),
        clientSessions.getOrCreate({}, call()),
        clientSessions.create({}, call()),
      ];
      for (const failure of await Promise.all(asked.map(failureOf))) {
        expect(failure).toMatchObject({ status: 'MALFORMED', retryable: true });
      }
      // What was not confirmed is not remembered as done.
      expect(await provider.readSession(ref, call())).toMatchObject({ state: 'ACTIVE' });
    });
  },
);

describe('what Seam did not take of an input is told', () => {
  const input = {
    userIdentifierKey: 'jane',
    userIdentityId: 'i1',
    connectWebviewIds: ['w1'],
    connectedAccountIds: ['a1'],
    expiresAt: startOfTests + hour,
  };
  const taken = {
    user_identity_id: 'i1',
    connect_webview_ids: ['w1'],
    connected_account_ids: ['a1'],
    expires_at: new Date(startOfTests + hour).toISOString(),
  };

  test.each([
    [{}, []],
    [{ expires_at: '2027-11-20T10:00:00.000Z' }, ['expiresAt']],
    [{ expires_at: undefined }, ['expiresAt']],
    [{ expires_at: new Date(startOfTests + hour + 2000).toISOString() }, ['expiresAt']],
    [{ user_identity_id: 'i2' }, ['userIdentityId']],
    [
      { connect_webview_ids: [], connected_account_ids: ['a1', 'a2'] },
      ['connectWebviewIds', 'connectedAccountIds'],
    ],
    [{ user_identifier_key: null }, ['userIdentifierKey']],
  ])('%j leaves out %j', async (parts, ignored) => {
    const made = () => answer({ client_session: session({ ...taken, ...parts }), ok: true });
    const { clientSessions } = await openSeamOn({
      '/client_sessions/get_or_create': made,
      '/client_sessions/create': made,
    });
    expect((await clientSessions.getOrCreate(input, call())).ignored).toEqual(ignored);
    expect((await clientSessions.create(input, call())).ignored).toEqual(ignored);
  });

  test('a customer is told as well', async () => {
    const { clientSessions } = await openSeamOn({
      '/client_sessions/create': () => answer({ client_session: session(), ok: true }),
    });
    expect((await clientSessions.create({ customerKey: 'acme' }, call())).ignored).toEqual(['customerKey']);
  });

  test('an expiry that Seam keeps in whole seconds is taken', async () => {
    const { clientSessions } = await openSeamOn({
      '/client_sessions/create': () =>
        answer({ client_session: session({ expires_at: '2026-11-20 13:00:00Z' }), ok: true }),
    });
    const expiresAt = startOfTests + hour + 999;
    expect((await clientSessions.create({ expiresAt }, call())).ignored).toEqual([]);
  });

  test('a grant that does not show fails', async () => {
    const { clientSessions } = await openSeamOn({
      ...got,
      '/client_sessions/grant_access': () => answer({ ok: true }),
    });
    const asked = clientSessions.grantAccess(
      { clientSessionId: 'cst1', connectedAccountIds: ['a1'] },
      call(),
    );
    expect(await failureOf(asked)).toMatchObject({ status: 'MALFORMED' });
  });
});

test('a session that is made without a token is not taken for one', async () => {
  const { clientSessions } = await openSeamOn({
    '/client_sessions/create': () => answer({ client_session: session({ token: null }), ok: true }),
  });
  expect(await failureOf(clientSessions.create({}, call()))).toMatchObject({ status: 'MALFORMED' });
});
