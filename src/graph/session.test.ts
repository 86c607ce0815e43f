import { expect, test } from 'vitest';
import { ask, clientSessionOf, provider, sessionOf } from './testing.ts';

test('details tell the kind of provider, and of Seam the client session itself', async () => {
  const seam = sessionOf('s2', { details: clientSessionOf('c1').record });
  const { data } = await ask(
    `{
      zendesk: session(id: "s1") { details { __typename ... on ZendeskSession { userId } } }
      seam: session(id: "s2") { details { __typename ... on ClientSession { id deviceCount } } }
    }`,
    {
      findSession: async (id) => (id === 's1' ? sessionOf('s1') : seam),
      clientSessionOf: () => clientSessionOf('c1'),
    },
  );
  expect(data).toEqual({
    zendesk: { details: { __typename: 'ZendeskSession', userId: '5' } },
    seam: { details: { __typename: 'ClientSession', id: 'c1', deviceCount: 3 } },
  });
});

test('arguments reach the list as they are, and nulls count as left out', async () => {
  const asked: unknown[] = [];
  await ask(
    `{ sessions(
      first: 5, after: null
      orderBy: { field: CREATED_AT, direction: ASC }
      filter: { kinds: [ROCKETCHAT], states: null, accounts: [{ providerId: "chat", nativeId: "u1" }], lastActiveAt: null }
    ) { totalCount } }`,
    {
      sessions: (query) => {
        asked.push(structuredClone(query));
        return Promise.reject(new Error('asked'));
      },
    },
  );
  expect(asked).toEqual([
    {
      filter: { kinds: ['rocketchat'], accounts: [{ providerId: 'chat', nativeId: 'u1' }] },
      order: { field: 'CREATED_AT', direction: 'ASC' },
      page: { first: 5 },
    },
  ]);
});

test('totalCount is counted only when it is asked for', async () => {
  let counted = 0;
  const stubs = {
    sessions: async () => ({
      edges: [{ cursor: 'x', node: sessionOf('s1') }],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: 'x', endCursor: 'x' },
      totalCount: async () => (counted += 1),
      providerReports: [],
    }),
  };
  await ask(`{ sessions { edges { cursor node { id } } nodes { id } } }`, stubs);
  expect(counted).toBe(0);
  const { data } = await ask(`{ sessions { totalCount } }`, stubs);
  expect(data).toEqual({ sessions: { totalCount: 1 } });
});

test.each([
  [[false, true, null], true],
  [[false, null], null],
  [[false, false], false],
])('a device whose sessions are current %j is current: %s', async (answers, expected) => {
  const [first = sessionOf(''), ...rest] = answers.map((_, index) => sessionOf(String(index)));
  const { data } = await ask(`{ session(id: "s1") { device { isCurrent name } } }`, {
    findSession: async () => first,
    deviceOf: () => ({ id: 'd1', provider, record: null, sessions: [first, ...rest] }),
    isCurrent: ({ id }) => answers[Number(id)] ?? null,
  });
  expect(data).toEqual({ session: { device: { isCurrent: expected, name: 'Zendesk session' } } });
});

test.each([
  ['{}', 'must specify exactly one key'],
  ['{ id: "1", email: "jane@example.com" }', 'must specify exactly one key'],
  ['{ id: null }', 'must be non-null'],
])('a user named by %s is refused', async (by, message) => {
  const { errors } = await ask(`{ user(by: ${by}) { id } }`, {});
  expect(errors?.map((error) => error.message).join()).toContain(message);
});
