/** The published schema composes beside what other subgraphs have: with Apollo's composition, which is the stricter, and with Hive's. */
import { composeServices as composeByApollo } from '@apollo/composition';
import { composeServices as composeByHive } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { defaultSubgraphOptions } from '../../src/graph/federation/directives.ts';
import { subgraphSdl } from '../../src/graph/federation/sdl.ts';
import { schema } from '../../src/graph/schema.ts';

/** It has people's addresses, `node` and pages of its own. */
const neighbour = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])

  type Query {
    node(id: ID!): Node
    people(first: Int): UserConnection!
  }

  interface Node {
    id: ID!
  }

  type User implements Node @key(fields: "id") {
    id: ID!
    name: String!
    email: String!
    emailVerified: Boolean!
  }

  type UserConnection {
    nodes: [User!]!
    pageInfo: PageInfo!
  }

  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }
`;

const userEmail = { email: 'String!', emailVerified: 'Boolean!' };

const composers = {
  Apollo: composeByApollo,
  Hive: composeByHive,
};

/** What the composer says against the two together. */
function mistakes(composer: keyof typeof composers, sdl: string): readonly string[] {
  const services = [
    { name: 'people', url: 'http://people.example', typeDefs: parse(neighbour) },
    { name: 'sessions', url: 'http://sessions.example', typeDefs: parse(sdl) },
  ];
  return (composers[composer](services).errors ?? []).map(({ message }) => message);
}

describe.each(['Apollo', 'Hive'] as const)('%s composes', (composer) => {
  test.each([
    ['what is published by default', {}],
    ['addresses taken from the supergraph', { userEmail }],
    ['marks for routers that check tokens', { authorizationDirectives: true }],
    ['everything', { userEmail, authorizationDirectives: true }],
  ])('%s', (_what, options) => {
    expect(mistakes(composer, subgraphSdl(schema, { ...defaultSubgraphOptions, ...options }))).toEqual([]);
  });

  test.each([
    ['node', 'extend type Query { node(id: ID!): Node }'],
    ['addresses', 'extend type User { email: String }'],
  ])('nothing that would also publish %s of its own', (_what, more) => {
    const sdl = `${subgraphSdl(schema, defaultSubgraphOptions)} ${more}`;
    expect(mistakes(composer, sdl)).not.toEqual([]);
  });
});
