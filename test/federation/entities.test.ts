/** What a gateway relies on: each representation answered in its place, and providers asked no more than for a list. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { companyDomain } from '../../src/demo/company.ts';
import { cast } from '../../src/demo/company/directory.ts';
import { service, startSubgraph, type Reply, type Subgraph } from './subgraph.ts';

let subgraph: Subgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ provider: { freshForMs: 0 } });
});
afterAll(() => subgraph.close());
beforeEach(() => {
  for (const emulator of Object.values(subgraph.demo.emulators)) {
    emulator.fault = { kind: 'ok' };
    emulator.clearCalls();
  }
});

type Representation = Readonly<Record<string, unknown>>;
const session = (id: string): Representation => ({ __typename: 'Session', id });
const user = (id: string): Representation => ({ __typename: 'User', id });

const entities = `query ($representations: [_Any!]!) { entities: _entities(representations: $representations) {
  __typename
  ... on Session { id state provider { id } }
  ... on ClientSession { id state }
  ... on User { id }
} }`;

function find(representations: readonly Representation[], headers = service): Promise<Reply> {
  return subgraph.ask(entities, { representations }, headers);
}

async function sessionIds(filter: object): Promise<string[]> {
  const { data } = await subgraph.ask(
    'query ($filter: SessionFilter) { sessions(filter: $filter, first: 100) { nodes { id } } }',
    { filter },
  );
  return data.sessions.nodes.map(({ id }: { id: string }) => id);
}

/** The paths that were asked for, and how often. */
function callsTo(provider: 'clerk' | 'chat' | 'support' | 'locks') {
  const { calls } = subgraph.demo.emulators[provider];
  return { paths: [...new Set(calls.map((call) => call.split('?')[0]))], count: calls.length };
}

describe('a batch', () => {
  test.each([
    // The whole lists: pages of a hundred, at Rocket.Chat with a row of overlap, for the 201 connections that the demo has there.
    ['chat', 'GET /api/v1/sessions/list.all', 3],
    ['support', 'GET /api/v2/sessions', 3],
    ['locks', 'POST /client_sessions/list', 1],
  ] as const)('of a hundred sessions of %s is one read', async (provider, path, atMost) => {
    const ids = await sessionIds({ providerIds: [provider] });
    subgraph.demo.emulators[provider].clearCalls();
    const { data, errors } = await find(
      Array.from({ length: 100 }, (_, at) => session(ids[at % ids.length] ?? '')),
    );
    expect(errors).toEqual([]);
    expect(data.entities.map(({ id }: { id: string }) => id)).toEqual(
      Array.from({ length: 100 }, (_, at) => ids[at % ids.length]),
    );
    expect(callsTo(provider).paths).toEqual([path]);
    expect(callsTo(provider).count).toBeLessThanOrEqual(atMost);
  });

  test('of a hundred people with their sessions asks each provider as for one list', async () => {
    const people = subgraph.demo.company.people.map(({ id }) => id);
    const named = Array.from({ length: 100 }, (_, at) => people[at] ?? `nobody.${at}`);
    const { data, errors } = await subgraph.ask(
      `query ($representations: [_Any!]!) { entities: _entities(representations: $representations) {
        ... on User { id sessions(first: 1) { nodes { id } providerReports { provider { id } status } } } } }`,
      { representations: named.map(user) },
    );
    expect(errors).toEqual([]);
    expect(data.entities.map(({ id }: { id: string }) => id)).toEqual(named);
    expect(data.entities[0].sessions.nodes).toHaveLength(1);
    expect(callsTo('locks').count).toBe(1);
    expect(callsTo('chat').count).toBeLessThanOrEqual(4);
    // Zendesk looks addresses up one by one; the sessions of all are one list.
    expect(callsTo('support').paths).not.toContainEqual(expect.stringMatching(/users\/\d+\/sessions/));
    // Clerk: one look-up of a hundred, then one list a user.
    expect(callsTo('clerk').count).toBeLessThanOrEqual(people.length + 1);
  });

  test('of more than a thousand is refused', async () => {
    const { data, errors } = await find(Array.from({ length: 1001 }, () => user('x')));
    expect(data).toBeNull();
    expect(errors[0]).toMatchObject({
      message: '"representations" has 1001 entries; at most 1000 are allowed.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('a thousand representations of every kind, asked by a person', () => {
  const own = cast.ordinary;
  const kinds = [
    'own',
    'foreign',
    'unknown',
    'garbage',
    'otherId',
    'noId',
    'noEntity',
    'self',
    'other',
  ] as const;

  test('each get their own answer in their own place, with one read a provider, and the server goes on', async () => {
    const asPerson = await subgraph.person(own);
    const mine = await sessionIds({ userIds: [own], states: null });
    const others = await sessionIds({ userIds: [cast.impersonator] });
    expect(others.length).toBeGreaterThan(3);
    for (const emulator of Object.values(subgraph.demo.emulators)) emulator.clearCalls();

    const at = (list: readonly string[], index: number) => list[index % list.length] ?? '';
    const made = Array.from({ length: 1000 }, (_, index) => {
      const kind = kinds[index % kinds.length] ?? 'own';
      const representation = {
        own: session(at(mine, index)),
        foreign: session(at(others, index)),
        unknown: session(unknownLike(at(mine, index), index)),
        garbage: session(`garbage ${index}`),
        otherId: { __typename: 'ClientSession', id: at(mine, index) },
        noId: { __typename: 'User', name: 'Ann' },
        noEntity: { __typename: 'Device', id: at(mine, index) },
        self: user(own),
        other: user(cast.impersonator),
      }[kind];
      return { kind, representation, index };
    });
    const { status, data, errors } = await find(
      made.map(({ representation }) => representation),
      asPerson,
    );

    expect(status).toBe(200);
    const failing = new Set(['garbage', 'otherId', 'noId', 'noEntity']);
    expect(data.entities).toEqual(
      made.map(({ kind, index }) =>
        kind === 'own'
          ? expect.objectContaining({ __typename: 'Session', id: at(mine, index) })
          : kind === 'self'
            ? { __typename: 'User', id: own }
            : null,
      ),
    );
    expect(errors.map(({ path }) => path?.at(-1)).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      made.filter(({ kind }) => failing.has(kind)).map(({ index }) => index),
    );
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(
      new Set(['INVALID_ID', 'BAD_USER_INPUT']),
    );
    expect(subgraph.demo.emulators.locks.calls).toEqual(['POST /client_sessions/list']);
    expect(callsTo('support').paths).not.toContainEqual(expect.stringMatching(/sessions\/\d+$/));
    // One list of the principal's own, and nothing of the other's. Rocket.Chat's leave old ids out, so that only asking for one tells that it is nothing.
    const { calls } = subgraph.demo.emulators.chat;
    expect(calls.filter((call) => call.includes('/sessions/list'))).toHaveLength(1);
    const unknown = made.filter(
      ({ kind, representation: { id } }) => kind === 'unknown' && providerIn(String(id)) === 'chat',
    );
    expect(calls.filter((call) => call.includes('/sessions/info'))).toHaveLength(unknown.length);
    expect(
      subgraph.demo.emulators.clerk.calls.filter((call) => call.startsWith('GET /v1/sessions?')),
    ).toHaveLength(1);
    expect((await subgraph.ask('{ viewer { id } }', {}, asPerson)).data).toEqual({ viewer: { id: own } });
    expect(subgraph.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  test('lose only those of a provider that does not answer', async () => {
    const mine = await sessionIds({ userIds: [own], states: null });
    subgraph.demo.emulators.chat.fault = { kind: 'down' };
    const { data, errors } = await find(mine.map(session), await subgraph.person(own));
    const lost = mine
      .map((id, index) => (providerIn(id) === 'chat' ? index : -1))
      .filter((index) => index >= 0);
    expect(lost).not.toEqual([]);
    expect(
      data.entities
        .map((found: unknown, index: number) => (found === null ? index : -1))
        .filter((index: number) => index >= 0),
    ).toEqual(lost);
    expect(errors.map(({ path }) => path)).toEqual(lost.map((index) => ['entities', index]));
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(lost.map(() => 'UNAVAILABLE'));
  });
});

test.each([[5], ['Session'], [null], [{ id: 'x' }], [{ __typename: 7 }]])(
  '%j is no representation: the whole request is refused',
  async (representation) => {
    const { data, errors } = await subgraph.ask(entities, { representations: [representation] });
    expect(data).toBeNull();
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  },
);

test('an id may be a number, as other subgraphs send it', async () => {
  const { data } = await find([{ __typename: 'User', id: 7 }]);
  expect(data.entities).toEqual([{ __typename: 'User', id: '7' }]);
});

test('a client session is found by its own id', async () => {
  const { data } = await subgraph.ask('{ clientSessions(first: 2) { nodes { id } } }');
  const ids: string[] = data.clientSessions.nodes.map(({ id }: { id: string }) => id);
  const found = await find(ids.map((id) => ({ __typename: 'ClientSession', id })));
  expect(found.data.entities).toEqual(
    ids.map((id) => expect.objectContaining({ __typename: 'ClientSession', id })),
  );
});

describe('an address that the supergraph knows', () => {
  const sessions = `query ($representations: [_Any!]!) { entities: _entities(representations: $representations) {
    ... on User { sessions { nodes { id } providerReports { status } } } } }`;
  const id = cast.ordinary;
  const email = `${id}@${companyDomain}`;
  let byEmail: Subgraph;
  beforeAll(async () => {
    byEmail = await startSubgraph({
      only: ['support'],
      federation: { userEmail: { email: 'String!', emailVerified: 'Boolean!' } },
    });
  });
  afterAll(() => byEmail.close());

  test.each([
    ['links where it is verified', { email: email.toUpperCase(), emailVerified: true }, 'OK'],
    ['does not where it is not', { email, emailVerified: false }, 'LINK_UNKNOWN'],
    ['does not where nobody says so', { email }, 'LINK_UNKNOWN'],
    ['is not guessed', {}, 'LINK_UNKNOWN'],
  ])('%s', async (_what, claims, status) => {
    const asPerson = await byEmail.person(id, { email: undefined });
    const { data } = await byEmail.ask(sessions, { representations: [{ ...user(id), ...claims }] }, asPerson);
    const [{ sessions: list }] = data.entities;
    expect(list.providerReports).toEqual([{ status }]);
    expect(list.nodes.length > 0).toBe(status === 'OK');
  });
});

/** An id that is well made and names nothing. */
function unknownLike(id: string, index: number): string {
  const [type, provider, , account] = JSON.parse(Buffer.from(id, 'base64url').toString());
  return Buffer.from(JSON.stringify([type, provider, String(9_000_000 + index), account])).toString(
    'base64url',
  );
}

function providerIn(id: string): string {
  return JSON.parse(Buffer.from(id, 'base64url').toString())[1];
}
