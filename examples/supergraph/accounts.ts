/** The subgraph that owns `User`: who people are. Where they are signed in is added by sessiongraph. */
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import type { Person } from '../../src/demo/company.ts';
import type { Issuer } from './issuer.ts';
import { listen, type Running } from './listen.ts';

const sdl = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    "Whoever is signed in."
    me: User
  }

  type User @key(fields: "id") {
    id: ID!
    name: String!
    email: String!
    emailVerified: Boolean!
  }
`;

const federation = /* GraphQL */ `
  directive @link(url: String!, import: [String!]) repeatable on SCHEMA
  directive @key(fields: String!) repeatable on OBJECT
  scalar _Any
  union _Entity = User
  type _Service {
    sdl: String!
  }
  extend type Query {
    _service: _Service!
    _entities(representations: [_Any!]!): [_Entity]!
  }
`;

/** Answers the gateway only, which shows the secret. */
export async function startAccounts(
  people: readonly Person[],
  issuer: Issuer,
  gatewaySecret: string,
): Promise<Running> {
  const byId = new Map(people.map((person) => [person.id, person]));
  const schema = createSchema<{ request: Request }>({
    typeDefs: [sdl, federation],
    resolvers: {
      Query: {
        async me(_root, _args, { request }) {
          const token = request.headers.get('authorization')?.replace(/^Bearer /i, '');
          const id = token === undefined ? null : await issuer.userIdIn(token);
          return id === null ? null : byId.get(id);
        },
        _service: () => ({ sdl }),
        _entities: (_root, { representations }: { representations: readonly { id: string }[] }) =>
          representations.map(({ id }) => byId.get(id) ?? null),
      },
      User: { name: ({ name }: Person) => `${name.given} ${name.family}` },
      _Entity: { __resolveType: () => 'User' },
    },
  });
  const yoga = createYoga({
    schema,
    graphiql: false,
    landingPage: false,
    plugins: [
      {
        onRequest({ request, fetchAPI, endResponse }) {
          if (request.headers.get('x-gateway-secret') !== gatewaySecret)
            endResponse(new fetchAPI.Response('Only the gateway may ask.', { status: 403 }));
        },
      },
    ],
  });
  return listen(createServer(yoga));
}
