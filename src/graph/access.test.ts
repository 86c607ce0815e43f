import { expect, test } from 'vitest';
import { ask, clientSessionOf, sessionOf } from './testing.ts';

const seesNothing = {
  reachesSession: async () => true,
  reachesClientSession: async () => true,
  seesUser: () => false,
  seesAccount: () => false,
  seesSession: async () => false,
  seesClientSession: () => false,
  listsClientSessions: true,
  listsSessions: true,
  endsAny: false,
  mayEnd: () => false,
};

const page = <Node>(...nodes: readonly Node[]) => ({
  edges: nodes.map((node, index) => ({ node, cursor: String(index) })),
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: () => nodes.length,
  providerReports: [],
});

test.for([
  ['session(id: "x") { nativeId }', { session: null }],
  ['sessions { edges { node { nativeId } } }', { sessions: { edges: [{ node: null }] } }],
  ['clientSession(id: "x") { nativeId }', { clientSession: null }],
  ['clientSessions { nodes { nativeId } }', { clientSessions: { nodes: [null] } }],
  ['user(by: { id: "ann" }) { email }', { user: null }],
])('%s: a field that forgot to ask is refused by the type', async ([query, data]) => {
  const result = await ask(`{ ${query} }`, {
    access: seesNothing,
    findSession: async (id) => sessionOf(id),
    sessions: async () => page(sessionOf('x')),
    findClientSession: async (id) => clientSessionOf(id),
    clientSessions: async () => page(clientSessionOf('x')),
    findUser: async () => ({ id: 'ann', verifiedEmails: [] }),
    emailOf: async () => 'ann@example.com',
  });
  expect(result.data).toEqual(data);
  expect(result.errors?.map(({ message }) => message)).toEqual(['You may not see this.']);
});
