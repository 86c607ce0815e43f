import { describe, expect, test } from 'vitest';
import {
  adminToken,
  agentToken,
  anyCall,
  endUserToken,
  openZendesk,
  openZendeskOn,
  sessionsOfUser,
} from './testing.ts';

const sessions = [...sessionsOfUser(1, 10, 2), ...sessionsOfUser(2, 20, 3), ...sessionsOfUser(3, 30, 4)];

describe.each([
  ['an admin', adminToken, '1', ['10', '11']],
  ['an agent', agentToken, '2', ['20', '21', '22']],
  ['an end user', endUserToken, '3', ['30', '31', '32', '33']],
])('access self of %s', (_, bearerToken, ownId, ownSessions) => {
  const config = { bearerToken, access: 'self' };
  const otherId = ownId === '3' ? '2' : '3';

  test('knows one account', async () => {
    const { zendesk } = await openZendesk({ config });
    const { found } = await zendesk.findAccounts('nativeId', ['1', '2', '3'], anyCall());
    expect([...found.keys()]).toEqual([ownId]);
  });

  test('reads its own sessions and no others', async () => {
    const { zendesk } = await openZendesk({ config, sessions });
    const read = await zendesk.sessionsOf(['1', '2', '3'], anyCall());
    expect([...read].flatMap(([, { sessions: rows }]) => rows.map(({ nativeId }) => nativeId))).toEqual(
      ownSessions,
    );
  });

  test('lists and counts its own sessions', async () => {
    const { zendesk } = await openZendesk({ config, sessions });
    const { rows } = await zendesk.readSessionPage(null, 10, anyCall());
    expect(rows.map(({ nativeId }) => nativeId)).toEqual(ownSessions);
    expect(await zendesk.countSessions(anyCall())).toBe(ownSessions.length);
  });

  test("neither reads nor ends another's session", async () => {
    const { zendesk, emulator } = await openZendesk({ config, sessions });
    const ref = { nativeId: `${otherId}0`, accountId: otherId };
    expect(await zendesk.readSession(ref, anyCall())).toBeNull();
    expect(await zendesk.revokeSession(ref, anyCall())).toEqual({ outcome: 'NOT_FOUND', session: null });
    await expect(zendesk.revokeAllSessions?.(otherId, anyCall())).rejects.toMatchObject({
      status: 'NOT_FOUND',
    });
    expect(emulator.world.sessions).toHaveLength(sessions.length);
  });

  test('ends its own sessions, one or all', async () => {
    const { zendesk, emulator } = await openZendesk({ config, sessions });
    const ref = { nativeId: ownSessions[0] ?? '', accountId: ownId };
    expect(await zendesk.revokeSession(ref, anyCall())).toEqual({ outcome: 'REVOKED', session: null });
    await zendesk.revokeAllSessions?.(ownId, anyCall());
    expect(emulator.world.sessions.some(({ user_id: userId }) => String(userId) === ownId)).toBe(false);
    expect(emulator.world.sessions).toHaveLength(sessions.length - ownSessions.length);
  });
});

test.each([[true], [false]])(
  'finds an end user by an own verified address, identities sent along: %s',
  async (sideloadsIdentities) => {
    const { zendesk } = await openZendesk({
      config: { bearerToken: endUserToken, access: 'self', linkBy: 'email' },
      settings: { sideloadsIdentities },
    });
    const { found } = await zendesk.findAccounts(
      'email',
      ['Cyd@Example.com', 'admin@example.com'],
      anyCall(),
    );
    expect([...found.keys()]).toEqual(['Cyd@Example.com']);
  },
);

test('bad credentials, which Zendesk calls an anonymous user, are NOT_AUTHORIZED', async () => {
  const { zendesk } = await openZendesk({ config: { bearerToken: 'wrong', access: 'self' } });
  const asked = zendesk.findAccounts('nativeId', ['1'], anyCall());
  await expect(asked).rejects.toMatchObject({ status: 'NOT_AUTHORIZED' });
  await expect(asked).rejects.toThrow('Anonymous user');
});

test('asks for its identities where they do not come along, whatever it is found by', async () => {
  const { zendesk } = await openZendesk({
    config: { bearerToken: endUserToken, access: 'self' },
    settings: { sideloadsIdentities: false },
  });
  const { found } = await zendesk.findAccounts('externalId', ['cyd'], anyCall());
  expect(found.get('cyd')).toMatchObject([{ verifiedEmails: ['cyd@example.com'] }]);
});

test('an own address that cannot be read may be the one that is asked for', async () => {
  const { zendesk } = await openZendeskOn(
    () => ({
      status: 200,
      json: { user: { id: 3, role: 'end-user' }, identities: [{ user_id: 3, type: 'email', value: null }] },
    }),
    { access: 'self' },
  );
  const asked = (key: 'email' | 'nativeId') => zendesk.findAccounts(key, ['cyd@example.com'], anyCall());
  expect(await asked('email')).toEqual({ found: new Map(), brokenRows: 1 });
  expect(await asked('nativeId')).toEqual({ found: new Map(), brokenRows: 0 });
});
