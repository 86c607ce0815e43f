/** What issue-deciding readers rely on: one list over four providers, complete or saying why not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cast, intruderIp } from '../src/demo/company/directory.ts';
import { seamClientSession, seamId } from '../src/demo/seam/build.ts';
import { closedCircuit } from './support/closed-circuit.ts';
import { startServer, type Answer, type Reply, type TestServer } from './support/server.ts';

let server: TestServer;
beforeAll(async () => {
  // A read is never reused here, so that every question is answered by the providers as they are now.
  const fresh = { freshForMs: 0 };
  server = await startServer({
    providers: { clerk: fresh, chat: fresh, support: fresh, locks: fresh },
    openCircuit: closedCircuit,
  });
});
afterAll(() => server.close());
beforeEach(() => {
  for (const emulator of Object.values(server.demo.emulators)) {
    emulator.fault = { kind: 'ok' };
    emulator.clearCalls();
  }
});

const reports = 'providerReports { provider { id } status complete message retryAt }';

interface Row {
  readonly id: string;
  readonly lastActiveAt: string | null;
  readonly provider: { readonly id: string };
}

/** All sessions of a person by pages, forward or backward, in the order of the list. */
async function walk(id: string, size: number, way: 'forward' | 'backward') {
  const [count, cursor, more, edge] =
    way === 'forward'
      ? ['first', 'after', 'hasNextPage', 'endCursor']
      : ['last', 'before', 'hasPreviousPage', 'startCursor'];
  const rows: Row[] = [];
  let place: string | null = null;
  for (;;) {
    const answer: Reply<Answer> = await server.ask(
      `query ($id: ID!, $place: String) { user(by: { id: $id }) {
        sessions(filter: null, ${count}: ${size}, ${cursor}: $place) {
          nodes { id lastActiveAt provider { id } } pageInfo { ${more} ${edge} } ${reports} totalCount
        } } }`,
      { id, place },
    );
    const page = answer.data.user.sessions;
    if (way === 'forward') rows.push(...page.nodes);
    else rows.unshift(...page.nodes);
    if (page.pageInfo[more] !== true) return { rows, last: page };
    place = page.pageInfo[edge];
  }
}

function isNewestFirst(rows: readonly Row[]): boolean {
  return rows.every((row, index) => {
    const before = rows[index - 1]?.lastActiveAt;
    if (index === 0 || before === undefined) return true;
    return row.lastActiveAt === null || (before !== null && before >= row.lastActiveAt);
  });
}

describe("a person's sessions", () => {
  test('come from all four providers as one list', async () => {
    const { data, errors } = await server.ask(
      `query ($id: ID!) { user(by: { id: $id }) { id email accounts { nativeId provider { id } } accountReports { status }
        sessions { totalCount nodes { id displayName state nativeState createdAt lastActiveAt lastActivePrecision expiresAt
          isCurrent viewerCanRevoke ipAddress location { city country } provider { id kind } account { nativeId } user { id }
          device { id name type } details { __typename } observedAt } ${reports} } } }`,
      { id: cast.ordinary },
    );
    expect(errors).toEqual([]);
    const { sessions } = data.user;
    expect(sessions.providerReports).toMatchObject(
      ['clerk', 'chat', 'support', 'locks'].map((id) => ({ provider: { id }, status: 'OK', complete: true })),
    );
    expect(new Set(sessions.nodes.map(({ provider }: Row) => provider.id))).toEqual(
      new Set(['clerk', 'chat', 'support', 'locks']),
    );
    expect(sessions.totalCount).toBe(sessions.nodes.length);
    for (const session of sessions.nodes) {
      expect(session.user.id).toBe(cast.ordinary);
      expect(session.displayName).not.toBe('');
      expect(Object.values(session)).not.toContain('');
    }
    expect(data.user.accounts).toHaveLength(4);
  });

  test.each(['forward', 'backward'] as const)(
    'of whom there are hundreds come each once and in order by pages of 7, %s, while one provider is down',
    async (way) => {
      server.demo.emulators.support.fault = { kind: 'down' };
      const { rows, last } = await walk(cast.busy, 7, way);
      expect(rows.length).toBeGreaterThan(250);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(isNewestFirst(rows)).toBe(true);
      expect(rows.some(({ provider }) => provider.id === 'support')).toBe(false);
      expect(last.totalCount).toBeNull();
      expect(last.providerReports).toMatchObject([
        { provider: { id: 'clerk' }, status: 'OK', complete: true },
        { provider: { id: 'chat' }, status: 'OK', complete: true },
        { provider: { id: 'support' }, status: 'UNAVAILABLE', complete: false },
        { provider: { id: 'locks' }, status: 'OK', complete: true },
      ]);
    },
    30_000,
  );

  test('walked forward and backward are the same list', async () => {
    const [forward, backward] = [
      await walk(cast.busy, 100, 'forward'),
      await walk(cast.busy, 60, 'backward'),
    ];
    expect(forward.rows).toEqual(backward.rows);
    expect(forward.rows).toHaveLength(forward.last.totalCount);
  }, 30_000);

  test('are found by the id that the list showed, also several at once', async () => {
    const { rows } = await walk(cast.ordinary, 100, 'forward');
    const ids = rows.map(({ id }) => id);
    const { data, errors } = await server.ask(
      `query ($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { id __typename } session(id: $id) { id device { id sessions { nodes { id } } } } }`,
      { ids, id: ids[0] },
    );
    expect(errors).toEqual([]);
    expect(data.nodes.map(({ id }: Row) => id)).toEqual(ids);
    expect(data.session.id).toBe(ids[0]);
  });

  test('of somebody whose address nobody verified are not linked by it', async () => {
    const { data } = await server.ask(
      `query ($id: ID!) { user(by: { id: $id }) { sessions { ${reports} nodes { provider { id } } } } }`,
      { id: cast.unverified },
    );
    expect(data.user.sessions.providerReports).toContainEqual(
      expect.objectContaining({ provider: { id: 'support' }, status: 'LINK_UNKNOWN', complete: false }),
    );
    expect(data.user.sessions.nodes.some(({ provider }: Row) => provider.id === 'support')).toBe(false);
  });

  test("on one device are found by Clerk's id of it, and narrowed by it", async () => {
    const { data } = await server.ask(
      `query ($id: ID!) { sessions(filter: { userIds: [$id], kinds: [CLERK] }) { nodes { id details { ... on ClerkSession { clientId } } } } }`,
      { id: cast.ordinary },
    );
    const [first] = data.sessions.nodes;
    const clientId = first.details.clientId;
    const ofClient = data.sessions.nodes.filter(({ details }: Answer) => details.clientId === clientId);
    server.demo.emulators.clerk.clearCalls();
    const found = await server.ask(
      `query ($devices: [DeviceRefInput!]!) {
        alone: sessions(filter: { devices: $devices }) { totalCount nodes { id user { id } } ${reports} }
        ofAnother: sessions(filter: { userIds: ["${cast.busy}"], devices: $devices }) { nodes { id } }
        atZendesk: sessions(filter: { devices: [{ providerId: "support", nativeId: "1" }] }) { nodes { id } ${reports} } }`,
      { devices: [{ providerId: 'clerk', nativeId: clientId }] },
    );
    expect(found.errors).toEqual([]);
    const { alone, ofAnother, atZendesk } = found.data;
    expect(new Set(alone.nodes.map(({ id }: Row) => id))).toEqual(new Set(ofClient.map(({ id }: Row) => id)));
    expect(alone.nodes[0].user).toEqual({ id: cast.ordinary });
    expect(alone.providerReports).toMatchObject([
      { provider: { id: 'clerk' }, status: 'OK', complete: true },
    ]);
    expect(ofAnother.nodes).toEqual([]);
    expect(atZendesk.providerReports).toMatchObject([
      { provider: { id: 'support' }, status: 'NOT_SUPPORTED' },
    ]);
    const { calls } = server.demo.emulators.clerk;
    expect(calls.filter((call) => call.includes(`client_id=${clientId}`))).toHaveLength(1);
  });

  test('can be filtered by address over everybody, and narrowed by text, state and time', async () => {
    const { data } = await server.ask(
      `query ($ids: [ID!], $ip: String!) {
        intruder: sessions(filter: { userIds: $ids, ipAddress: $ip }) { nodes { ipAddress user { id } } }
        chrome: sessions(filter: { userIds: $ids, text: "chrome", states: [ACTIVE] }) { nodes { displayName state } }
        none: sessions(filter: { userIds: $ids, createdAt: { before: "1999-01-01T00:00:00Z" } }) { nodes { id } } }`,
      { ids: cast.visitedByIntruder, ip: intruderIp },
    );
    expect(data.intruder.nodes.length).toBeGreaterThan(2);
    expect(new Set(data.intruder.nodes.map(({ ipAddress }: { ipAddress: string }) => ipAddress))).toEqual(
      new Set([intruderIp]),
    );
    for (const { displayName, state } of data.chrome.nodes) {
      expect(displayName.toLowerCase()).toContain('chrome');
      expect(state).toBe('ACTIVE');
    }
    expect(data.none.nodes).toEqual([]);
  });

  test('show who impersonates them', async () => {
    const { data } = await server.ask(
      `query ($id: ID!) { user(by: { id: $id }) { sessions { nodes { actor { subject } } } } }`,
      { id: cast.impersonated },
    );
    expect(data.user.sessions.nodes.filter(({ actor }: { actor: unknown }) => actor !== null)).toHaveLength(
      1,
    );
  });
});

describe('a user', () => {
  test('is found by id, address and account, and is null where nobody is', async () => {
    const { data, errors } = await server.ask(
      `query ($id: ID!) { byId: user(by: { id: $id }) { id email accounts { nativeId provider { id } } } nobody: user(by: { id: "no.body" }) { id }
        stranger: user(by: { email: "no.body@example.org" }) { id }
        several: users(ids: [$id, "no.body"]) { id } }`,
      { id: cast.ordinary },
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ nobody: null, stranger: null, several: [{ id: cast.ordinary }, null] });
    const { email, accounts } = data.byId;
    for (const { nativeId, provider } of accounts) {
      const found = await server.ask(
        `query ($email: String!, $account: AccountRefInput!) {
        byEmail: user(by: { email: $email }) { id } byAccount: user(by: { account: $account }) { id } }`,
        {
          email,
          account: { providerId: provider.id, nativeId },
        },
      );
      expect(found.data).toEqual({ byEmail: { id: cast.ordinary }, byAccount: { id: cast.ordinary } });
    }
  });
});

describe("everybody's sessions", () => {
  test('are streamed provider after provider, each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data }: Reply<Answer> = await server.ask(
        `query ($after: String) { sessions(first: 100, after: $after, filter: { providerIds: ["chat", "support", "locks"], states: null }) {
          nodes { id } pageInfo { hasNextPage endCursor } totalCount ${reports} } }`,
        { after },
      );
      seen.push(...data.sessions.nodes.map(({ id }: Row) => id));
      expect(data.sessions.providerReports.every(({ status }: { status: string }) => status === 'OK')).toBe(
        true,
      );
      if (!data.sessions.pageInfo.hasNextPage) {
        expect(data.sessions.totalCount).toBe(seen.length);
        break;
      }
      after = data.sessions.pageInfo.endCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(300);
  });
});

describe('calls to the providers', () => {
  test('for 50 people at four providers are those of the plan', async () => {
    const ids = server.demo.company.people.slice(0, 50).map(({ id }) => id);
    const { data, errors } = await server.ask(
      `query ($ids: [ID!]!) { users(ids: $ids) { id sessions(first: 5) { nodes { id displayName device { id } account { nativeId } } ${reports} } } }`,
      { ids },
    );
    expect(errors).toEqual([]);
    expect(data.users.filter((user: unknown) => user !== null)).toHaveLength(ids.length);
    const { clerk, chat, support, locks } = server.demo.emulators;
    const count = (calls: readonly string[], start: string) =>
      calls.filter((call) => call.startsWith(start)).length;
    // Clerk: one look-up for 100 people, which tells of the accounts of their sessions, too; then one list a person (two where it has more
    // than a page of 500).
    expect(count(clerk.calls, 'GET /v1/users?')).toBe(1);
    expect(count(clerk.calls, 'GET /v1/sessions?')).toBe(ids.length);
    // Rocket.Chat: a sweep of the people and a sweep of the sessions, 100 a page with one row of overlap.
    const chatSessions = server.demo.emulators.chat.world.sessions.length;
    expect(count(chat.calls, 'GET /api/v1/sessions/list.all')).toBeLessThanOrEqual(
      Math.ceil(chatSessions / 99) + 1,
    );
    expect(chat.calls.length).toBeLessThan(ids.length);
    // Zendesk: a search an address, since it has no look-up by several, then the whole list in a few pages.
    expect(count(support.calls, 'GET /api/v2/sessions')).toBeLessThanOrEqual(
      1 + Math.ceil(support.world.sessions.length / 100) + 1,
    );
    // Seam: one list of everything, which is also how accounts that are only a key are found.
    expect(locks.calls).toEqual(['POST /client_sessions/list']);
  }, 30_000);

  test('for what several client sessions control are one', async () => {
    const { data } = await server.ask(
      `{ clientSessions(first: 20) { nodes { id connectedDevices(first: 3) { nodes { displayName } } } } }`,
    );
    expect(data.clientSessions.nodes).toHaveLength(20);
    const devices = server.demo.emulators.locks.calls.filter((call) => call.includes('/devices/list'));
    expect(devices).toHaveLength(1);
  });
});

test("everybody's client sessions come from one answer of Seam, however many pages of them a filter passes over", async () => {
  const { locks } = server.demo.emulators;
  const before = locks.world.clientSessions;
  const many = Array.from({ length: 2500 }, (_, index) =>
    seamClientSession({ id: seamId(9, 500_000 + index), createdAt: Date.now() - index * 1000 }),
  );
  locks.world.clientSessions = [...before, ...many];
  try {
    const { data } = await server.ask(
      `{ sessions(filter: { providerIds: ["locks"], text: "nobody has such a name" }, first: 5) {
        nodes { id } totalCount ${reports} } }`,
    );
    expect(data.sessions).toMatchObject({ nodes: [], providerReports: [{ status: 'OK' }] });
    expect(locks.calls).toEqual(['POST /client_sessions/list']);
  } finally {
    locks.world.clientSessions = before;
  }
});
