/** Ownership stands on the types: whatever leads to an object, the one who asks must be allowed to see it. */
import { graphql, GraphQLObjectType, GraphQLSchema, isOutputType } from 'graphql';
import { expect, test } from 'vitest';
import { AccessError } from '../sessions/access-error.ts';
import { accountRecord } from '../../test/support/memory-provider.ts';
import { defaultSubgraphOptions } from './federation/directives.ts';
import { toSubgraph } from './federation/subgraph.ts';
import { schema } from './schema.ts';
import { clientSessionOf, provider, sessionOf } from './testing.ts';

const session = sessionOf('s1');
const clientSession = clientSessionOf('c1');
const user = { id: 'ann', verifiedEmails: [] };
const device = { id: 'd1', provider, record: null, sessions: [session] as const };
const account = { provider, record: accountRecord('support', '5') };

const pageOf = (node: object) => ({
  edges: [{ node, cursor: '0' }],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: () => 1,
  providerReports: [],
});

interface Door {
  readonly name: string;
  /** The type of a field that forgot to ask, and what it resolves to. */
  readonly type: string;
  readonly value: object;
  readonly question: string;
  /** The answer, with the object in its place. */
  around(object: object | null): unknown;
}

const straight = (type: string, value: object, name = type): Door => ({
  name,
  type,
  value,
  question: '__typename',
  around: (object) => object,
});
const inList = (type: string, value: object): Door => ({
  name: `an edge of a ${type}`,
  type,
  value: pageOf(value),
  question: 'edges { node { __typename } }',
  around: (node) => ({ edges: [{ node }] }),
});

const doors: readonly Door[] = [
  straight('Session', session),
  straight('ClientSession', clientSession),
  straight('Device', device),
  straight('User', user),
  straight('Account', account),
  inList('SessionConnection', session),
  inList('ClientSessionConnection', clientSession),
  inList('DeviceConnection', device),
  straight('Node', session, 'a session as a Node'),
  straight('Node', clientSession, 'a client session as a Node'),
  straight('Node', device, 'a device as a Node'),
  straight('SessionDetails', clientSession, 'a client session as SessionDetails'),
  straight('_Entity', session, 'a session as an _Entity'),
  straight('_Entity', clientSession, 'a client session as an _Entity'),
  straight('_Entity', user, 'a user as an _Entity'),
  {
    name: 'the client session of a payload',
    type: 'RevokeClientSessionPayload',
    value: { value: clientSession, userErrors: [] },
    question: 'clientSession { __typename }',
    around: (object) => ({ clientSession: object }),
  },
  {
    name: "the session of a payload's result",
    type: 'RevokeSessionPayload',
    value: {
      results: [{ id: 's1', session, provider, outcome: 'REVOKED', message: null, retryable: false }],
    },
    question: 'result { session { __typename } }',
    around: (object) => ({ result: { session: object } }),
  },
];

const types = Object.values(toSubgraph(schema, defaultSubgraphOptions).getTypeMap()).filter(
  ({ name }) => name !== 'Query' && name !== 'Mutation',
);

/** @param sees what `access` says of every object. */
async function answered({ type: name, value, question }: Door, sees: () => boolean | Promise<boolean>) {
  const type = types.find((one) => one.name === name);
  if (!isOutputType(type)) throw new Error(`The schema has no ${name}.`);
  const query = new GraphQLObjectType({ name: 'Query', fields: { it: { type, resolve: () => value } } });
  const access = { seesSession: sees, seesClientSession: sees, seesUser: sees, seesAccount: sees };
  const { data, errors = [] } = await graphql({
    schema: new GraphQLSchema({ query, types }),
    source: `{ it { ${question} } }`,
    contextValue: { access },
  });
  return { answer: structuredClone(data?.['it']), causes: errors.map(({ originalError }) => originalError) };
}

const ways = {
  'at once': (sees: boolean) => () => sees,
  'later, when an account had to be looked up': (sees: boolean) => async () => sees,
};

for (const [when, saying] of Object.entries(ways)) {
  test.for(doors)(`$name: what is not the principal's is refused, ${when}`, async (door) => {
    expect(await answered(door, saying(false))).toEqual({
      answer: door.around(null),
      causes: [new AccessError('FORBIDDEN', 'You may not see this.')],
    });
  });

  test.for(doors)(`$name: what is theirs is answered, ${when}`, async (door) => {
    const { answer, causes } = await answered(door, saying(true));
    expect(causes).toEqual([]);
    expect(JSON.stringify(answer)).toContain('"__typename":');
  });
}

test('who owns a thing cannot be told: its place has the error, and not the thing', async () => {
  const failure = new Error('The provider did not answer.');
  const fail = () => Promise.reject(failure);
  expect(await answered(straight('Session', session), fail)).toEqual({
    answer: null,
    causes: [failure],
  });
});
