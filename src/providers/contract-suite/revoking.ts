import { expect, test } from 'vitest';
import { callWithin, expectNoSecret, readOne, type Contract } from './within.ts';

export function testRevoking({ start, traits }: Contract): void {
  test('revokes a session, and the next read shows it', async () => {
    const world = await start();
    const { provider, other } = world;
    const [nativeId = '', ...rest] = world.sessionIdsOf(other.accountId);
    const ref = { nativeId, accountId: other.accountId };

    const { outcome, session } = await provider.revokeSession(ref, callWithin());
    expect(outcome).toBe(traits.revoking);
    if (session !== null) {
      expect(session).toMatchObject({ nativeId, accountId: other.accountId });
      expect(['ACTIVE', 'PENDING']).not.toContain(session.state);
    }
    expect((await provider.readSession(ref, callWithin()))?.state ?? 'GONE').toBe(traits.afterRevoking);

    const left = (await readOne(provider, other.accountId)).sessions;
    expect(left.find((each) => each.nativeId === nativeId)?.state ?? 'GONE').toBe(traits.afterRevoking);
    for (const id of rest) expect(left.find((each) => each.nativeId === id)?.state).toBe('ACTIVE');
  });

  if (traits.findsSessionsWithoutAccount) {
    test('revokes a session of which only the id is known', async () => {
      const world = await start();
      const [nativeId = ''] = world.sessionIdsOf(world.other.accountId);
      const { outcome } = await world.provider.revokeSession({ nativeId, accountId: null }, callWithin());
      expect(outcome).toBe(traits.revoking);
    });
  }

  test(`answers ${traits.revokingAgain} to revoking a session twice`, async () => {
    const world = await start();
    const [nativeId = ''] = world.sessionIdsOf(world.other.accountId);
    const ref = { nativeId, accountId: world.other.accountId };
    await world.provider.revokeSession(ref, callWithin());
    expect((await world.provider.revokeSession(ref, callWithin())).outcome).toBe(traits.revokingAgain);
  });

  test(`answers ${traits.revokingAgain} to revoking a session that somebody else has ended`, async () => {
    const world = await start();
    const [nativeId = ''] = world.sessionIdsOf(world.other.accountId);
    world.endSession(nativeId);
    const ref = { nativeId, accountId: world.other.accountId };
    expect((await world.provider.revokeSession(ref, callWithin())).outcome).toBe(traits.revokingAgain);
  });

  test('answers NOT_FOUND to revoking what never was, and revokes nothing', async () => {
    const world = await start();
    const { provider, busy } = world;
    const before = await readOne(provider, busy.accountId);
    for (const nativeId of [world.unknownSessionId, '', '.', '..', '../..', 'a/b?x=1#y', 'x'.repeat(3000)]) {
      const { outcome, session } = await provider.revokeSession(
        { nativeId, accountId: busy.accountId },
        callWithin(),
      );
      expect({ nativeId, outcome, session }).toEqual({ nativeId, outcome: 'NOT_FOUND', session: null });
    }
    expect(await readOne(provider, busy.accountId)).toEqual(before);
  });

  test('tells no secret in what came of it', async () => {
    const world = await start();
    const [nativeId = ''] = world.sessionIdsOf(world.other.accountId);
    const ref = { nativeId, accountId: world.other.accountId };
    expectNoSecret(await world.provider.revokeSession(ref, callWithin()), world.secrets);
  });

  test('revokes all sessions of an account and of nobody else, where it has a call for that', async ({
    skip,
  }) => {
    const world = await start();
    const { provider, busy, other } = world;
    skip(!provider.capabilities.revokesAllSessions, 'this API has no such call');
    const before = await readOne(provider, other.accountId);
    expect(await provider.revokeAllSessions(busy.accountId, callWithin())).toBe(traits.revoking);
    const { sessions } = await readOne(provider, busy.accountId);
    expect(sessions.filter(({ state }) => state === 'ACTIVE' || state === 'PENDING')).toEqual([]);
    expect(await readOne(provider, other.accountId)).toEqual(before);
  });
}
