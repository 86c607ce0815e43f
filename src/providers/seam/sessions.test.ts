import { describe, expect, test } from 'vitest';
import {
  seamApiKey,
  seamClientSession,
  seamId,
  seamUserIdentity,
  seamWorkspaceId,
  seamWorld,
} from '../../demo/seam/build.ts';
import { call, closeAfterEach, failureOf, openSeam, startOfTests } from './testing.ts';

closeAfterEach();

const hour = 3_600_000;
const session = (number: number, parts: object = {}) =>
  seamClientSession({ id: seamId(9, number), createdAt: startOfTests - number * hour, ...parts });
const identity = (number: number, email: string | null) =>
  seamUserIdentity({ id: seamId(1, number), createdAt: startOfTests - number, email });

describe('a client session in the one list', () => {
  test('is told with what Seam says of it, and with null for what it does not', async () => {
    const row = session(1, { userIdentifierKey: 'jane', userIdentityId: seamId(1, 1), customerKey: 'acme' });
    const { provider } = await openSeam(seamWorld({ clientSessions: [row] }));
    const read = await provider.readSession({ nativeId: row.id, accountId: null }, call());
    expect(read).toMatchObject({
      nativeId: row.id,
      accountId: 'jane',
      state: 'ACTIVE',
      nativeState: null,
      createdAt: row.createdAt,
      expiresAt: row.expiresAt,
      lastActiveAt: null,
      lastActivePrecision: null,
      endedAt: null,
      device: null,
      details: {
        kind: 'seam',
        workspaceId: seamWorkspaceId,
        userIdentifierKey: 'jane',
        userIdentityId: seamId(1, 1),
        userIdentityIds: [seamId(1, 1)],
        customerKey: 'acme',
        deviceCount: 0,
      },
    });
  });

  test("is read in the spelling of Seam's older examples too", async () => {
    const row = session(1, {
      overrides: {
        customer_id: 'e387e15f-be27-47ad-881f-4a6fc5460c57',
        created_at: '2025-06-15T18:54:17.946309+02:00',
        expires_at: undefined,
        user_identity_ids: undefined,
        device_count: undefined,
      },
    });
    const { clientSessions } = await openSeam(seamWorld({ clientSessions: [row] }));
    expect(await clientSessions.get(row.id, call())).toMatchObject({
      customerKey: 'e387e15f-be27-47ad-881f-4a6fc5460c57',
      createdAt: Date.parse('2025-06-15T16:54:17.946Z'),
      expiresAt: null,
      state: 'ACTIVE',
      userIdentityIds: [],
      deviceCount: null,
    });
  });

  test('is EXPIRED from the moment it expires', async () => {
    const row = session(1, { expiresAt: startOfTests + 1 });
    const { provider, clock } = await openSeam(seamWorld({ clientSessions: [row] }));
    const ref = { nativeId: row.id, accountId: null };
    expect((await provider.readSession(ref, call()))?.state).toBe('ACTIVE');
    clock.time += 1;
    expect(await provider.readSession(ref, call())).toMatchObject({
      state: 'EXPIRED',
      endedAt: row.expiresAt,
    });
  });

  test('belongs to nobody where it has no user identifier key', async () => {
    const { provider } = await openSeam(
      seamWorld({ clientSessions: [session(1, { userIdentityId: seamId(1, 1) })] }),
    );
    const page = await provider.readSessionPage(null, 10, call());
    expect(page.rows.map(({ accountId }) => accountId)).toEqual([null]);
  });

  test('of another workspace is not there', async () => {
    const row = session(1, { workspaceId: seamId(0, 2) });
    const { provider } = await openSeam(seamWorld({ clientSessions: [row] }));
    expect(await provider.readSession({ nativeId: row.id, accountId: null }, call())).toBeNull();
  });
});

describe('linking by user identifier key', () => {
  test('finds a key that any session carries, even one that cannot be read otherwise', async () => {
    const { provider } = await openSeam(
      seamWorld({
        clientSessions: [
          session(1, { userIdentifierKey: 'jane', overrides: { created_at: 7 } }),
          session(2, { userIdentifierKey: 'john' }),
        ],
      }),
    );
    for (const key of ['userIdentifierKey', 'nativeId'] as const) {
      const { found } = await provider.findAccounts(key, ['jane', 'john', 'Jane', 'joh'], call());
      expect([...found.keys()]).toEqual(['jane', 'john']);
    }
    expect((await provider.findAccounts('nativeId', ['jane'], call())).found.get('jane')).toMatchObject([
      { nativeId: 'jane', keys: { nativeId: 'jane', userIdentifierKey: 'jane' }, verifiedEmails: [] },
    ]);
  });

  test('asks once for many people, whether for accounts or for sessions', async () => {
    const people = Array.from({ length: 50 }, (_, index) => `person-${index}`);
    const { provider, emulator } = await openSeam(
      seamWorld({
        clientSessions: people.map((userIdentifierKey, index) => session(index, { userIdentifierKey })),
      }),
    );
    expect((await provider.findAccounts('userIdentifierKey', people, call())).found.size).toBe(50);
    const read = await provider.sessionsOf(people, call());
    expect([...read.values()].every(({ sessions }) => sessions.length === 1)).toBe(true);
    expect(emulator.calls).toEqual(['POST /client_sessions/list', 'POST /client_sessions/list']);
  });

  test('gives sessions newest first, though Seam has no order', async () => {
    const { provider } = await openSeam(
      seamWorld({
        clientSessions: [3, 1, 5, 2, 4].map((number) => session(number, { userIdentifierKey: 'jane' })),
      }),
    );
    const read = (await provider.sessionsOf(['jane'], call())).get('jane');
    expect(read?.sessions.map(({ nativeId }) => nativeId)).toEqual(
      [1, 2, 3, 4, 5].map((number) => seamId(9, number)),
    );
  });
});

describe('linking by e-mail', () => {
  const byEmail = { linkBy: 'email' };

  test('compares the whole address, in any case, and gives every identity that carries it', async () => {
    const { provider } = await openSeam(
      seamWorld({
        userIdentities: [
          identity(1, 'Jane@Example.com'),
          identity(2, 'jane@example.com.example.org'),
          identity(3, 'not-jane@example.com'),
          identity(4, 'jane@example.com'),
        ],
      }),
      byEmail,
    );
    for (const emails of [['JANE@example.com'], ['JANE@example.com', 'nobody@example.com']]) {
      const { found } = await provider.findAccounts('email', emails, call());
      expect(
        [...found].map(([email, accounts]) => [email, accounts.map(({ nativeId }) => nativeId)]),
      ).toEqual([['JANE@example.com', [seamId(1, 4), seamId(1, 1)]]]);
      const [account] = found.get('JANE@example.com') ?? [];
      expect(account?.verifiedEmails).toEqual(['jane@example.com']);
    }
  });

  test('reads a short directory once for many addresses', async () => {
    const people = Array.from({ length: 20 }, (_, index) => identity(index, `person${index}@example.com`));
    const { provider, emulator } = await openSeam(seamWorld({ userIdentities: people }), byEmail);
    const { found } = await provider.findAccounts(
      'email',
      people.map(({ email }) => email ?? ''),
      call(),
    );
    expect(found.size).toBe(20);
    expect(emulator.calls).toEqual(['POST /user_identities/list']);
  });

  test('searches a long directory address by address', async () => {
    const people = Array.from({ length: 1200 }, (_, index) => identity(index, `person${index}@example.com`));
    const { provider, emulator } = await openSeam(seamWorld({ userIdentities: people }), byEmail);
    const emails = ['person7@example.com', 'person1199@example.com', 'person800@example.com'];
    const { found } = await provider.findAccounts('email', emails, call());
    expect([...found.keys()]).toEqual(emails);
    // One page of the directory shows that it is long, and then one search for each.
    expect(emulator.calls).toHaveLength(4);
  });

  test('asks nothing for what is no address', async () => {
    const { provider, emulator } = await openSeam(seamWorld(), byEmail);
    expect((await provider.findAccounts('email', ['example.com', '@', 'a b@c'], call())).found.size).toBe(0);
    expect(emulator.calls).toEqual([]);
  });

  test('finds identities by id, in one call', async () => {
    const { provider, emulator } = await openSeam(
      seamWorld({ userIdentities: [identity(1, 'jane@example.com'), identity(2, null)] }),
      byEmail,
    );
    const ids = [seamId(1, 1), seamId(1, 2), seamId(1, 3), ''];
    const { found } = await provider.findAccounts('nativeId', ids, call());
    expect([...found.keys()].toSorted()).toEqual([seamId(1, 1), seamId(1, 2)]);
    expect(emulator.calls).toEqual(['POST /user_identities/list']);
  });

  test('gives the sessions of a user identity, whatever key they carry', async () => {
    const { provider } = await openSeam(
      seamWorld({
        clientSessions: [
          session(1, { userIdentityId: seamId(1, 1), userIdentifierKey: 'a' }),
          session(2, { userIdentityId: seamId(1, 1) }),
          session(3, { userIdentityId: seamId(1, 2) }),
        ],
      }),
      byEmail,
    );
    const read = (await provider.sessionsOf([seamId(1, 1)], call())).get(seamId(1, 1));
    expect(read?.sessions.map(({ nativeId }) => nativeId)).toEqual([seamId(9, 1), seamId(9, 2)]);
  });
});

describe('ending a session', () => {
  test('is remembered as REVOKED by this server, which alone knows, until the session expires', async () => {
    const row = session(1, { userIdentifierKey: 'jane', expiresAt: startOfTests + hour });
    const { provider, emulator, clock, another } = await openSeam(seamWorld({ clientSessions: [row] }));
    const ref = { nativeId: row.id, accountId: 'jane' };
    expect(await provider.revokeSession(ref, call())).toMatchObject({
      outcome: 'REVOKED',
      session: { state: 'REVOKED', endedAt: startOfTests },
    });
    expect(emulator.world.clientSessions[0]?.revokedAt).toBe(startOfTests);
    expect((await another().readSession(ref, call()))?.state).toBe('ACTIVE');

    clock.time += hour - 1;
    expect(await provider.readSession(ref, call())).toMatchObject({
      state: 'REVOKED',
      endedAt: startOfTests,
    });
    const page = await provider.readSessionPage(null, 10, call());
    expect(page.rows[0]?.state).toBe('REVOKED');
    clock.time += 1;
    expect((await provider.readSession(ref, call()))?.state).toBe('EXPIRED');
  });

  test('that has ended before changes nothing at Seam', async () => {
    const row = session(1, { expiresAt: startOfTests });
    const { provider, emulator } = await openSeam(seamWorld({ clientSessions: [row] }));
    expect(await provider.revokeSession({ nativeId: row.id, accountId: null }, call())).toMatchObject({
      outcome: 'ALREADY_ENDED',
      session: { state: 'EXPIRED' },
    });
    expect(emulator.calls).toEqual(['POST /client_sessions/get']);
    expect(emulator.world.clientSessions[0]?.revokedAt).toBeNull();
  });

  test('that was deleted between reading and revoking is NOT_FOUND', async () => {
    const row = session(1);
    const world = seamWorld({ clientSessions: [row] });
    const { provider, emulator } = await openSeam(world);
    // No fault, but a place to act just before the emulator answers.
    emulator.faultOnly = (made) => {
      if (made.endsWith('/revoke')) world.clientSessions = [];
      return false;
    };
    expect(await provider.revokeSession({ nativeId: row.id, accountId: null }, call())).toEqual({
      outcome: 'NOT_FOUND',
      session: null,
    });
  });
});

describe('what goes wrong', () => {
  test("a 404 that is not Seam's own is never taken for a session that is not there", async () => {
    const row = session(1);
    const { provider, clientSessions, emulator } = await openSeam(seamWorld({ clientSessions: [row] }));
    emulator.fault = { kind: 'html', status: 404 };
    const ref = { nativeId: row.id, accountId: null };
    for (const asked of [
      provider.readSession(ref, call()),
      provider.revokeSession(ref, call()),
      clientSessions.delete(row.id, call()),
      clientSessions.connectedAccounts([seamId(2, 1)], call()),
    ]) {
      expect(await failureOf(asked)).toMatchObject({ status: 'MALFORMED' });
    }
  });

  test("the message has Seam's error type and none of its text", async () => {
    const { another } = await openSeam(seamWorld());
    const failure = await failureOf(another({ apiKey: 'seam_test_unknown' }).sessionsOf(['jane'], call()));
    expect(failure.message).toBe(
      'Seam (locks) refused the credentials (unauthorized): check apiKey, or personalAccessToken and workspaceId.',
    );
    expect(failure.cause).toEqual({ seamRequestId: 'request1' });
  });
});

describe('a personal access token', () => {
  const personalAccessToken = 'seam_at1kQz_9vXw2LmN';
  const world = () =>
    seamWorld({
      personalAccessTokens: [{ token: personalAccessToken, workspaceIds: [seamWorkspaceId] }],
      clientSessions: [session(1, { userIdentifierKey: 'jane' })],
    });

  test('reads the workspace it is given for', async () => {
    const { provider } = await openSeam(world(), { personalAccessToken, workspaceId: seamWorkspaceId });
    expect(await provider.countSessions(call())).toBe(1);
    expect(await provider.probe(call())).toEqual([
      { ok: true, message: 'The personal access token works for the sandbox workspace it was given for.' },
      { ok: true, message: '1 client sessions can be read.' },
    ]);
  });

  test('does not read another workspace', async () => {
    const { provider } = await openSeam(world(), { personalAccessToken, workspaceId: seamId(0, 2) });
    expect(await failureOf(provider.countSessions(call()))).toMatchObject({ status: 'NOT_AUTHORIZED' });
    expect(await provider.probe(call())).toMatchObject([{ ok: false }]);
  });
});

test('the check of an API key that links by e-mail covers user identities', async () => {
  const { provider } = await openSeam(seamWorld(), { apiKey: seamApiKey, linkBy: 'email' });
  expect((await provider.probe(call())).map(({ ok }) => ok)).toEqual([true, true, true]);
});

test('the check tells of client sessions that cannot be read', async () => {
  const { provider } = await openSeam(
    seamWorld({ clientSessions: [session(1), session(2, { overrides: { created_at: 'yesterday' } })] }),
  );
  expect((await provider.probe(call()))[1]).toEqual({
    ok: false,
    message: '1 of 2 client sessions are not in the form this version reads: update sessiongraph.',
  });
});
