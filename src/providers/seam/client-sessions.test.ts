import { describe, expect, test } from 'vitest';
import {
  seamClientSession,
  seamConnectedAccount,
  seamConnectWebview,
  seamDevice,
  seamId,
  seamUserIdentity,
  seamWorld,
} from '../../demo/seam/build.ts';
import { call, closeAfterEach, failureOf, openSeam, startOfTests } from './testing.ts';

closeAfterEach();

const hour = 3_600_000;
const createdAt = startOfTests - hour;
const [account, account2, webview, jane] = [seamId(2, 1), seamId(2, 2), seamId(3, 1), seamId(1, 1)];
const session = (number: number, parts: object = {}) =>
  seamClientSession({ id: seamId(9, number), createdAt: createdAt - number, ...parts });
const world = (...clientSessions: ReturnType<typeof session>[]) =>
  seamWorld({
    clientSessions,
    userIdentities: [seamUserIdentity({ id: jane, createdAt, email: 'jane@example.com' })],
    connectedAccounts: [account, account2].map((id) => seamConnectedAccount({ id, createdAt })),
    connectWebviews: [seamConnectWebview({ id: webview, createdAt, connectedAccountId: account })],
    devices: [seamDevice({ id: seamId(4, 1), createdAt, connectedAccountId: account })],
  });

describe('list', () => {
  const rows = [
    session(1, { userIdentifierKey: 'jane', connectWebviewIds: [webview], userIdentityId: jane }),
    session(2, { userIdentifierKey: 'john' }),
    session(3, { expiresAt: startOfTests - 1 }),
  ];

  test.each([
    [{}, [1, 2, 3]],
    [{ clientSessionId: seamId(9, 2) }, [2]],
    [{ userIdentifierKey: 'jane' }, [1]],
    [{ connectWebviewId: webview }, [1]],
    [{ connectWebviewId: null }, [2, 3]],
    [{ userIdentityId: jane }, [1]],
    [{ userIdentityId: null }, [2, 3]],
    [{ withoutUserIdentifierKey: true }, [3]],
    [{ withoutUserIdentifierKey: false }, [1, 2, 3]],
    [{ userIdentifierKey: 'jane', connectWebviewId: null }, []],
  ])('by %o, newest first', async (filter, expected) => {
    const { clientSessions } = await openSeam(world(...rows));
    const list = await clientSessions.list(filter, call());
    expect(list.clientSessions.map(({ nativeId }) => nativeId)).toEqual(
      expected.map((number) => seamId(9, number)),
    );
    expect(list).toMatchObject({ brokenRows: 0, observedAt: startOfTests });
  });

  test.each([[{ clientSessionId: 'x'.repeat(501) }], [{ userIdentityId: '' }], [{ userIdentifierKey: '' }]])(
    'by %o, which nothing can match, asks nothing',
    async (filter) => {
      const { clientSessions, emulator } = await openSeam(world(...rows));
      expect((await clientSessions.list(filter, call())).clientSessions).toEqual([]);
      expect(emulator.calls).toEqual([]);
    },
  );

  test('counts the rows it had to leave out', async () => {
    const { clientSessions } = await openSeam(
      world(...rows, session(4, { overrides: { connected_account_ids: 'all' } })),
    );
    const list = await clientSessions.list({}, call());
    expect([list.clientSessions.length, list.brokenRows]).toEqual([3, 1]);
  });
});

describe('getOrCreate', () => {
  test('makes a session with all that is given, and gives its token once', async () => {
    const { clientSessions, emulator } = await openSeam(world());
    const { clientSession, token, problem } = await clientSessions.getOrCreate(
      {
        userIdentifierKey: 'jane',
        userIdentityIds: [jane],
        connectWebviewIds: [webview],
        connectedAccountIds: [account],
        expiresAt: startOfTests + hour,
      },
      call(),
    );
    expect(clientSession).toMatchObject({
      userIdentifierKey: 'jane',
      userIdentityId: jane,
      connectWebviewIds: [webview],
      connectedAccountIds: [account],
      deviceCount: 1,
      expiresAt: startOfTests + hour,
      state: 'ACTIVE',
    });
    expect(token.reveal()).toBe(emulator.world.clientSessions[0]?.token);
    expect(problem).toBeNull();
  });

  test('replaces the lists of an existing session, and leaves those that are not given', async () => {
    const { clientSessions } = await openSeam(
      world(
        session(1, {
          userIdentifierKey: 'jane',
          connectedAccountIds: [account, account2],
          connectWebviewIds: [webview],
        }),
      ),
    );
    const { clientSession } = await clientSessions.getOrCreate(
      { userIdentifierKey: 'jane', userIdentityId: jane, connectedAccountIds: [account2] },
      call(),
    );
    expect(clientSession).toMatchObject({
      nativeId: seamId(9, 1),
      userIdentityId: jane,
      connectedAccountIds: [account2],
      connectWebviewIds: [webview],
    });
  });

  test('says so where the session it got has expired', async () => {
    const { clientSessions } = await openSeam(
      world(session(1, { userIdentifierKey: 'jane', expiresAt: startOfTests - 1 })),
    );
    const expired = await clientSessions.getOrCreate({ userIdentifierKey: 'jane' }, call());
    expect(expired.clientSession.state).toBe('EXPIRED');
    expect(expired.problem).toContain('has expired');

    const input = { userIdentifierKey: 'jane', expiresAt: startOfTests + hour };
    expect((await clientSessions.getOrCreate(input, call())).problem).toBeNull();
  });

  test('says so where this server revoked the session it got', async () => {
    const { clientSessions } = await openSeam(world(session(1, { userIdentifierKey: 'jane' })));
    expect(await clientSessions.revoke(seamId(9, 1), call())).toBe(true);
    const revoked = await clientSessions.getOrCreate({ userIdentifierKey: 'jane' }, call());
    expect(revoked.clientSession.state).toBe('REVOKED');
    expect(revoked.problem).toContain('revoked');
  });

  test.each([[[]], [[jane, seamId(1, 2)]]])('rejects userIdentityIds %o, which must be one', async (ids) => {
    const { clientSessions, emulator } = await openSeam(world());
    const failure = await failureOf(clientSessions.getOrCreate({ userIdentityIds: ids }, call()));
    expect(failure).toMatchObject({ status: 'REJECTED' });
    expect(failure.message).toContain('userIdentityIds takes exactly one id');
    expect(emulator.calls).toEqual([]);
  });

  test('names the inputs that Seam refuses, in our words', async () => {
    const { clientSessions } = await openSeam(world());
    const failure = await failureOf(
      clientSessions.getOrCreate({ userIdentityId: 'jane', connectedAccountIds: ['all'] }, call()),
    );
    expect(failure).toMatchObject({ status: 'REJECTED' });
    expect(failure.message).toBe(
      'Seam (locks) refused connectedAccountIds, userIdentityId (invalid_input): correct the value.',
    );
  });

  test('fails as NOT_FOUND for a resource that Seam does not have', async () => {
    const { clientSessions } = await openSeam(world());
    const failure = await failureOf(
      clientSessions.getOrCreate({ connectedAccountIds: [seamId(2, 9)] }, call()),
    );
    expect(failure).toMatchObject({ status: 'NOT_FOUND' });
    expect(failure.message).toContain('connected_account_not_found');
  });
});

describe('create', () => {
  test('makes a session for a customer', async () => {
    const { clientSessions } = await openSeam(world());
    const input = { userIdentifierKey: 'jane', customerKey: 'acme' };
    const { clientSession, token } = await clientSessions.create(input, call());
    expect(clientSession).toMatchObject({ userIdentifierKey: 'jane', customerKey: 'acme', state: 'ACTIVE' });
    expect(token.reveal()).toMatch(/^seam_cst/);
  });

  test('refuses a key that has a session already', async () => {
    const { clientSessions, emulator } = await openSeam(world(session(1, { userIdentifierKey: 'jane' })));
    const failure = await failureOf(clientSessions.create({ userIdentifierKey: 'jane' }, call()));
    expect(failure).toMatchObject({ status: 'ALREADY_EXISTS' });
    expect(failure.message).toContain('has a client session with this userIdentifierKey already');
    expect(emulator.world.clientSessions).toHaveLength(1);
  });
});

describe('grantAccess', () => {
  test.each([
    ['id', { clientSessionId: seamId(9, 1) }],
    ['key', { userIdentifierKey: 'jane' }],
  ])('adds to the session named by its %s, and reads it again', async (_, selector) => {
    const { clientSessions } = await openSeam(
      world(session(1, { userIdentifierKey: 'jane', connectedAccountIds: [account] })),
    );
    const granted = await clientSessions.grantAccess(
      { ...selector, connectedAccountIds: [account2], connectWebviewIds: [webview], userIdentityId: jane },
      call(),
    );
    expect(granted).toMatchObject({
      connectedAccountIds: [account, account2],
      connectWebviewIds: [webview],
      userIdentityId: jane,
    });
  });

  test.each([
    ['no session', { userIdentityId: jane }],
    ['two sessions', { clientSessionId: seamId(9, 1), userIdentifierKey: 'jane', userIdentityId: jane }],
    ['no grant', { clientSessionId: seamId(9, 1), connectedAccountIds: [] }],
  ])('rejects an input that names %s', async (_, input) => {
    const { clientSessions, emulator } = await openSeam(world(session(1)));
    expect(await failureOf(clientSessions.grantAccess(input, call()))).toMatchObject({ status: 'REJECTED' });
    expect(emulator.calls).toEqual([]);
  });

  test('fails as NOT_FOUND for a session that is not there', async () => {
    const { clientSessions } = await openSeam(world());
    const input = { userIdentifierKey: 'nobody', connectedAccountIds: [account] };
    expect(await failureOf(clientSessions.grantAccess(input, call()))).toMatchObject({ status: 'NOT_FOUND' });
  });
});

describe('revoke and delete', () => {
  test('a revoked session stays and is REVOKED, a deleted one is gone', async () => {
    const { clientSessions } = await openSeam(world(session(1), session(2)));
    expect(await clientSessions.revoke(seamId(9, 1), call())).toBe(true);
    expect(await clientSessions.delete(seamId(9, 2), call())).toBe(true);
    const { clientSessions: left } = await clientSessions.list({}, call());
    expect(left.map(({ nativeId, state }) => [nativeId, state])).toEqual([[seamId(9, 1), 'REVOKED']]);
    expect(await clientSessions.get(seamId(9, 2), call())).toBeNull();
  });

  test.each([[seamId(9, 99)], ['not-an-id'], ['']])('%o is false where there was none', async (id) => {
    const { clientSessions } = await openSeam(world(session(1)));
    expect(await clientSessions.revoke(id, call())).toBe(false);
    expect(await clientSessions.delete(id, call())).toBe(false);
  });
});
