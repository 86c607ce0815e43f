import { describe, expect, test } from 'vitest';
import type { Session, User } from '../sessions/session.ts';
import type { AskedRequest } from '../../test/support/asked-request.ts';
import { day } from './company/accounts.ts';
import { cast, companyDomain, intruderIp } from './company.ts';
import { noon, openDemo } from './testing.ts';

async function userNamed(sessions: AskedRequest, id: string): Promise<User> {
  const user = await sessions.findUser({ id });
  if (user === null) throw new Error(`nobody is ${id}`);
  return user;
}

/** All pages. */
async function sessionsOf(sessions: AskedRequest, id: string): Promise<readonly Session[]> {
  const users = [await userNamed(sessions, id)];
  const found: Session[] = [];
  let after: string | undefined;
  do {
    const { edges, pageInfo } = await sessions.sessions({
      users,
      page: { first: 100, ...(after === undefined ? {} : { after }) },
    });
    found.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  return found;
}

function countByProvider(sessions: readonly Session[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(sessions, ({ provider }) => provider.id)].map(([id, rows]) => [id, rows.length]),
  );
}

test('everybody is found at every provider where they have an account, with all of their sessions', async () => {
  const { demo, sessions } = await openDemo();
  const asked = sessions();
  const found = await Promise.all(
    demo.company.people.map(async ({ id }) => [id, countByProvider(await sessionsOf(asked, id))] as const),
  );
  const expected = demo.company.people.map(({ id, emailVerified, accounts }) => {
    const counts = {
      clerk: accounts.clerk?.length ?? 0,
      chat: accounts.chat?.length ?? 0,
      support: emailVerified ? (accounts.support?.length ?? 0) : 0,
      locks: accounts.locks === null ? 0 : 1,
    };
    return [id, Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))];
  });
  expect(found).toEqual(expected);
});

test('each provider says that its credentials work', async () => {
  const { sessions } = await openDemo();
  const lines = await Promise.all(
    sessions().providers.map((provider) =>
      provider.probe({ signal: new AbortController().signal, deadlineAt: performance.now() + 5000 }),
    ),
  );
  expect(lines.flat().filter(({ ok }) => !ok)).toEqual([]);
});

test('exploring does not end after ten queries', async () => {
  const { demo, sessions } = await openDemo();
  const statuses = new Set<string>();
  for (const { id } of demo.company.people.slice(0, 20)) {
    const asked = sessions();
    const { providerReports } = await asked.sessions({
      users: [await userNamed(asked, id)],
      page: { first: 10 },
    });
    for (const { status } of providerReports) statuses.add(status);
  }
  expect(statuses).not.toContain('RATE_LIMITED');
});

describe('the cast', () => {
  test('has an ordinary person with a few sessions at each provider', async () => {
    const { sessions } = await openDemo();
    expect(countByProvider(await sessionsOf(sessions(), cast.ordinary))).toEqual({
      clerk: 3,
      chat: 2,
      support: 1,
      locks: 1,
    });
  });

  test('has a busy person with hundreds of sessions, over all providers', async () => {
    const { sessions } = await openDemo();
    const all = await sessionsOf(sessions(), cast.busy);
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(countByProvider(all)).toEqual({ clerk: 211, chat: 110, support: 110, locks: 1 });
  });

  test('has somebody in whose name another one of the company is signed in', async () => {
    const { demo, sessions } = await openDemo();
    const actors = (await sessionsOf(sessions(), cast.impersonated)).map(
      ({ record }) => record.actor?.subject,
    );
    const impersonator = demo.emulators.clerk.world.users.find(
      (user) => user.external_id === cast.impersonator,
    );
    expect(actors.filter((actor) => actor !== undefined)).toEqual([impersonator?.id]);
  });

  test('has somebody whose unverified address links no account, although there is one with it', async () => {
    const { demo, sessions } = await openDemo();
    const address = `${cast.unverified}@${companyDomain}`;
    expect(
      demo.emulators.support.world.users.some(({ identities }) => identities[0]?.value === address),
    ).toBe(true);
    const users = [await userNamed(sessions(), cast.unverified)];
    const { providerReports } = await sessions().sessions({ users, page: { first: 10 } });
    expect(providerReports.find(({ provider }) => provider.id === 'support')?.status).toBe('LINK_UNKNOWN');
    expect(await sessions().findUser({ email: address })).toBeNull();
  });

  test('has somebody without an account at Rocket.Chat alone', async () => {
    const { sessions } = await openDemo();
    const reports = await sessions().accountReportsOf(await userNamed(sessions(), cast.withoutChat));
    expect(Object.fromEntries(reports.map(({ provider, status }) => [provider.id, status]))).toEqual({
      clerk: 'OK',
      chat: 'NOT_LINKED',
      support: 'OK',
      locks: 'OK',
    });
  });

  test('has somebody with a Clerk session in every state', async () => {
    const { sessions } = await openDemo();
    const all = await sessionsOf(sessions(), cast.everyState);
    const states = all.filter(({ provider }) => provider.kind === 'clerk').map(({ record }) => record.state);
    expect(new Set(states)).toEqual(
      new Set(['ACTIVE', 'PENDING', 'ENDED', 'REMOVED', 'REPLACED', 'REVOKED', 'EXPIRED', 'ABANDONED']),
    );
  });

  test('has several people whom one address leads to', async () => {
    const { sessions } = await openDemo();
    const asked = sessions();
    const { edges } = await asked.sessions({ filter: { ipAddress: intruderIp }, page: { first: 100 } });
    const users = await Promise.all(edges.map(({ node }) => asked.userOf(node)));
    expect(users.map((user) => user?.id).toSorted()).toEqual([...cast.visitedByIntruder].toSorted());
  });

  test.each(cast.idle)('has %s with sessions that work and were not used for 90 days', async (id) => {
    const { sessions } = await openDemo();
    const { edges } = await sessions().sessions({
      users: [await userNamed(sessions(), id)],
      filter: { states: ['ACTIVE'], lastActiveAt: { before: noon - 90 * day } },
      page: { first: 100 },
    });
    expect(edges.map(({ node }) => node.provider.id)).toContain('clerk');
  });

  test('has a client session that expired, and one that was revoked without a sign of it', async () => {
    const { demo, sessions } = await openDemo();
    const stateOf = async (id: string) => {
      const { edges } = await sessions().clientSessionsOf(await userNamed(sessions(), id), { first: 10 });
      return edges.map(({ node }) => node.record.state);
    };
    expect(await stateOf(cast.expiredClientSession)).toEqual(['EXPIRED']);
    expect(await stateOf(cast.revokedClientSession)).toEqual(['ACTIVE']);
    const revoked = demo.emulators.locks.world.clientSessions.filter(({ revokedAt }) => revokedAt !== null);
    expect(revoked.map((session) => session.userIdentifierKey)).toEqual([cast.revokedClientSession]);
  });

  test('has somebody for whom a first client session can be made', async () => {
    const { sessions } = await openDemo();
    const user = await userNamed(sessions(), cast.withoutClientSession);
    const { edges } = await sessions().clientSessionsOf(user, { first: 10 });
    expect(edges).toEqual([]);
  });
});
