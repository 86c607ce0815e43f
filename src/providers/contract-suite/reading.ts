import { describe, expect, test } from 'vitest';
import { maxSessionsPerAccount } from '../provider.ts';
import type { SessionRecord } from '../records.ts';
import {
  callWithin,
  expectNoSecret,
  expectSameIds,
  failureOf,
  idsOf,
  readOne,
  type Contract,
} from './within.ts';

export function testReading({ linkKeysOfKind, start, traits }: Contract): void {
  test('has a name and a way to link', async () => {
    const { provider } = await start();
    expect(provider.name).toContain(`(${provider.id})`);
    expect(linkKeysOfKind).toContain(provider.linkBy);
  });

  test('tells in its rows what its capabilities say, and nothing else', async () => {
    const world = await start();
    const { provider, busy } = world;
    const { capabilities } = provider;
    const { sessions } = await readOne(provider, busy.accountId);
    const tells = (has: (session: SessionRecord) => boolean) => sessions.some(has);
    expect({
      tellsDevice: tells(({ device }) => device !== null),
      tellsIpAddress: tells(({ ipAddress }) => ipAddress !== null),
      tellsLocation: tells(({ location }) => location !== null),
      tellsExpiry: tells(({ expiresAt }) => expiresAt !== null),
      tellsEndedSessions: traits.afterRevoking !== 'GONE',
    }).toEqual({
      tellsDevice: capabilities.tellsDevice,
      tellsIpAddress: capabilities.tellsIpAddress,
      tellsLocation: capabilities.tellsLocation,
      tellsExpiry: capabilities.tellsExpiry,
      tellsEndedSessions: capabilities.tellsEndedSessions,
    });
    const { found } = await provider.findAccounts('nativeId', [busy.accountId], callWithin());
    const [account] = found.get(busy.accountId) ?? [];
    expect((account?.verifiedEmails.length ?? 0) > 0).toBe(capabilities.tellsAddresses);
  });

  describe('sessionsOf', () => {
    test('has an entry for every account asked for and for no other', async () => {
      const { provider, busy, idle, unknownAccountId } = await start();
      const asked = [idle.accountId, unknownAccountId, busy.accountId, busy.accountId];
      const read = await provider.sessionsOf(asked, callWithin());
      expectSameIds([...read.keys()], [...new Set(asked)]);
      expect(read.get(unknownAccountId)).toMatchObject({ sessions: [], truncated: false, failure: null });
    });

    test('gives every session of every page once, and nothing else', async () => {
      const world = await start();
      const { provider, busy } = world;
      const { sessions, ...report } = await readOne(provider, busy.accountId);
      expect(sessions.length).toBeGreaterThan(1);
      expectSameIds(idsOf(sessions), world.sessionIdsOf(busy.accountId));
      expect(report).toMatchObject({ brokenRows: 0, truncated: false, failure: null });
    });

    test("keeps each account's sessions with that account", async () => {
      const world = await start();
      const { provider, busy, other } = world;
      const read = await provider.sessionsOf([busy.accountId, other.accountId], callWithin());
      for (const { accountId } of [busy, other]) {
        const { sessions } = read.get(accountId) ?? { sessions: [] };
        expectSameIds(idsOf(sessions), world.sessionIdsOf(accountId));
        expect(new Set(sessions.map((session) => session.accountId))).toEqual(new Set([accountId]));
        expect(new Set(sessions.map((session) => session.providerId))).toEqual(new Set([provider.id]));
      }
    });

    test('gives no session for an account that has none', async () => {
      const { provider, idle } = await start();
      expect(await readOne(provider, idle.accountId)).toMatchObject({
        sessions: [],
        brokenRows: 0,
        truncated: false,
        failure: null,
      });
    });

    test('gives nothing for a strange account id, and harms nobody', async () => {
      const { provider } = await start();
      for (const strange of ['', '../sessions', 'a/b?x=1#y', '-', 'x'.repeat(3000)]) {
        expect((await readOne(provider, strange)).sessions).toEqual([]);
      }
    });

    test(`stops at ${maxSessionsPerAccount} sessions and says so`, async () => {
      const world = await start();
      world.crowd(world.busy.accountId);
      const { sessions, truncated } = await readOne(world.provider, world.busy.accountId, callWithin(30_000));
      expect(new Set(idsOf(sessions)).size).toBe(maxSessionsPerAccount);
      expect(sessions).toHaveLength(maxSessionsPerAccount);
      expect(truncated).toBe(true);
    }, 40_000);

    test('loses only the row that cannot be read, and counts it', async () => {
      const world = await start();
      const expected = new Set(world.sessionIdsOf(world.busy.accountId));
      expected.delete(world.breakOneRow(world.busy.accountId));
      const { sessions, brokenRows, failure } = await readOne(world.provider, world.busy.accountId);
      expectSameIds(idsOf(sessions), [...expected]);
      expect({ brokenRows, failure }).toEqual({ brokenRows: 1, failure: null });
    });

    test('keeps the rows it has read where a later page fails, and says why', async ({ skip }) => {
      const { provider, emulator, busy, readsLaterPage, sessionIdsOf } = await start();
      skip(readsLaterPage === null, 'this API has no pages');
      emulator.faultOnly = readsLaterPage;
      emulator.fault = { kind: 'html', status: 502 };
      const { sessions, failure } = await readOne(provider, busy.accountId);
      const all = new Set(sessionIdsOf(busy.accountId));
      expect(sessions.length).toBeGreaterThan(0);
      expect(sessions.length).toBeLessThan(all.size);
      expect(idsOf(sessions).every((id) => all.has(id))).toBe(true);
      expect(failure).toMatchObject({ name: 'ProviderFailure', status: 'UNAVAILABLE' });
    });

    test('shows a sign-in and an end in the next read', async () => {
      const world = await start();
      const { provider, other } = world;
      const [ended = ''] = world.sessionIdsOf(other.accountId);
      const added = world.addSession(other.accountId);
      world.endSession(ended);
      const { sessions } = await readOne(provider, other.accountId);
      expect(idsOf(sessions)).toContain(added);
      const state = sessions.find((session) => session.nativeId === ended)?.state ?? 'GONE';
      if (traits.afterRevoking === 'GONE') expect(state).toBe('GONE');
      else expect(['ACTIVE', 'PENDING']).not.toContain(state);
    });

    test('tells no secret', async () => {
      const { provider, busy, secrets } = await start();
      expectNoSecret(await provider.sessionsOf([busy.accountId], callWithin()), secrets);
      expectNoSecret(provider, secrets);
    });
  });

  describe('readSession', () => {
    test('tells of a session what the list tells of it', async () => {
      const { provider, busy } = await start();
      const { sessions } = await readOne(provider, busy.accountId);
      const [listed] = sessions;
      if (listed === undefined) throw new Error('no session');
      const ref = { nativeId: listed.nativeId, accountId: busy.accountId };
      expect(await provider.readSession(ref, callWithin())).toEqual(listed);
      if (traits.findsSessionsWithoutAccount) {
        expect(await provider.readSession({ ...ref, accountId: null }, callWithin())).toEqual(listed);
      }
    });

    test('gives null for a session that is not there', async () => {
      const { provider, busy, unknownSessionId } = await start();
      for (const accountId of [busy.accountId, null]) {
        expect(
          await provider.readSession({ nativeId: unknownSessionId, accountId }, callWithin()),
        ).toBeNull();
      }
    });

    test('gives null for a strange id', async () => {
      const { provider, busy } = await start();
      for (const nativeId of ['', '.', '..', '../users', 'a/b?x=1#y', 'ä', 'x'.repeat(3000)]) {
        expect(await provider.readSession({ nativeId, accountId: busy.accountId }, callWithin())).toBeNull();
      }
    });

    test('an id of any shape stays one part of the address that is asked', async () => {
      const { provider, emulator, busy, unknownSessionId } = await start();
      const shapesOf = async (nativeId: string, accountId: string) => {
        emulator.clearCalls();
        await provider.readSession({ nativeId, accountId }, callWithin());
        await provider.sessionsOf([accountId], callWithin());
        const shapes = emulator.calls.map((call) => {
          const { pathname, searchParams } = new URL(call.slice(call.indexOf(' ') + 1), 'http://provider');
          return `${pathname.split('/').length} ${[...searchParams.keys()].join()}`;
        });
        return new Set(shapes);
      };
      const usual = await shapesOf(unknownSessionId, busy.accountId);
      for (const strange of ['../users', 'a/b?x=1&y=2#z', '%2e%2e', 'ä b', ';id=1', 'a,b']) {
        const shapes = new Set([
          ...(await shapesOf(strange, busy.accountId)),
          ...(await shapesOf(unknownSessionId, strange)),
        ]);
        expect({ strange, added: [...shapes.difference(usual)] }).toEqual({ strange, added: [] });
      }
    });

    test("never tells a session as another account's", async () => {
      const world = await start();
      const [nativeId = ''] = world.sessionIdsOf(world.busy.accountId);
      const read = await world.provider.readSession(
        { nativeId, accountId: world.other.accountId },
        callWithin(),
      );
      expect([null, world.busy.accountId]).toContain(read === null ? null : read.accountId);
    });
  });

  test('counts all sessions', async ({ skip }) => {
    const { provider, allSessionIds } = await start();
    skip(!provider.capabilities.countsSessions, 'this API has no count');
    expect(await provider.countSessions(callWithin())).toBe(allSessionIds().length);
  });

  test('rejects an unreadable envelope as MALFORMED', async () => {
    const { provider, emulator, busy } = await start();
    emulator.fault = { kind: 'html', status: 200 };
    expect(await failureOf(provider.sessionsOf([busy.accountId], callWithin()))).toMatchObject({
      status: 'MALFORMED',
    });
  });
}
