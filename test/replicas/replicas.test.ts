/** Three replicas at one PostgreSQL, as an operator runs them. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { balancerName } from './balancer.ts';
import { password, startPostgres, type TestPostgres } from './postgres.ts';
import { startReplicas, type Question, type Replica, type Replicas } from './replicas.ts';

let postgres: TestPostgres;
let replicas: Replicas;

beforeAll(async () => {
  postgres = await startPostgres();
  replicas = await startReplicas({
    store: { postgres: await postgres.createDatabase('replicas') },
    keys: ['ops', 'busy', 'load'],
    // What a replica has read stays, so that only what it hears can make it look again.
    provider: { freshForMs: 600_000 },
  });
});

afterAll(async () => {
  await replicas.close();
  await postgres.close();
});

const sessionsQuery = `query ($id: ID!) { user(by: { id: $id }) {
  sessions(first: 100, filter: { states: [ACTIVE, REVOKED, ENDED] }) { nodes { id state provider { id } } } } }`;

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly provider: { readonly id: string };
}

async function sessionsOf(id: string, replica?: Replica): Promise<readonly Listed[]> {
  const { body } = await replicas.ask({ key: 'ops', query: sessionsQuery, variables: { id } }, replica);
  return body.data.user.sessions.nodes;
}

async function isActive(userId: string, sessionId: string, replica?: Replica): Promise<boolean> {
  const sessions = await sessionsOf(userId, replica);
  return sessions.some(({ id, state }) => id === sessionId && state === 'ACTIVE');
}

async function revoke(id: string, replica?: Replica): Promise<void> {
  const query = `mutation ($id: ID!) { revokeSession(input: { id: $id }) { result { outcome } } }`;
  const { body } = await replicas.ask({ key: 'ops', query, variables: { id } }, replica);
  expect(body.data.revokeSession.result.outcome).toBe('REVOKED');
}

async function activeSessionAt(providerId: string, userId: string): Promise<string> {
  const sessions = await sessionsOf(userId);
  const found = sessions.find(({ state, provider }) => provider.id === providerId && state === 'ACTIVE');
  if (found === undefined) throw new Error(`${userId} has no session at ${providerId}`);
  return found.id;
}

describe(`three replicas behind ${balancerName}`, () => {
  // Seam does not tell that a session was revoked: there the replicas have to tell each other that as well.
  test.each(['chat', 'locks'])(
    'what one revokes at %s, the others show within 100 ms',
    async (providerId) => {
      const [first, ...others] = replicas.all;
      const session = await activeSessionAt(providerId, cast.ordinary);
      for (const replica of others) expect(await isActive(cast.ordinary, session, replica)).toBe(true);
      await revoke(session, first);
      await wait(100);
      for (const replica of others) expect(await isActive(cast.ordinary, session, replica)).toBe(false);
    },
  );

  test('one principal is let through as often as the limit says, and at most half as often again', async () => {
    const allowed = 600;
    const question: Question = { key: 'busy', query: '{ __typename }' };
    const statuses: number[] = [];
    const askInTurn = async () => {
      while (statuses.length < 1.6 * allowed) statuses.push((await replicas.ask(question)).status);
    };
    await Promise.all(Array.from({ length: 8 }, askInTurn));
    const answered = statuses.filter((status) => status === 200).length;
    expect(answered).toBeGreaterThanOrEqual(allowed);
    expect(answered).toBeLessThanOrEqual(1.5 * allowed);
    expect(statuses).toContain(429);
  });

  test('a rolling restart under load loses no request, and none forgets a revocation', async () => {
    const session = await activeSessionAt('locks', cast.withoutChat);
    await revoke(session);
    const statuses: number[] = [];
    const over = new AbortController();
    const askAgainAndAgain = async () => {
      while (!over.signal.aborted) {
        const question = { key: 'load', query: sessionsQuery, variables: { id: cast.withoutChat } };
        const { status, body } = await replicas.ask(question);
        statuses.push(body.errors === undefined ? status : 0);
        await wait(50);
      }
    };
    const load = Promise.all(Array.from({ length: 3 }, askAgainAndAgain));
    for (const index of replicas.all.keys()) await replicas.restart(index);
    over.abort();
    await load;
    expect(statuses.length).toBeGreaterThan(20);
    expect(new Set(statuses)).toEqual(new Set([200]));
    for (const replica of replicas.all)
      expect(await isActive(cast.withoutChat, session, replica)).toBe(false);
  });

  test('the password of the database is in nothing that they print', () => {
    expect(replicas.printed()).toContain('listening');
    expect(replicas.printed()).not.toContain(password);
  });
});
