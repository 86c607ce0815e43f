/**
 * One selection may ask an interface or union for fields of all its types, and no client likes to rename them: fields of one name have one
 * shape wherever they can meet (SameResponseShape, https://spec.graphql.org/September2025/#SameResponseShape()).
 */
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  parse,
  validate,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { defaultSubgraphOptions } from './federation/directives.ts';
import { toSubgraph } from './federation/subgraph.ts';
import { schema } from './schema.ts';

/** The fields that one selection can ask for under one name, but not get under one: `Session.createdAt: DateTime and …`. */
function conflictsIn(of: GraphQLSchema): readonly string[] {
  const met = new Set<string>();
  const conflicts: string[] = [];

  function objectsOf(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? of.getPossibleTypes(type) : [type];
  }

  function meet(a: GraphQLCompositeType, b: GraphQLCompositeType): void {
    for (const one of objectsOf(a)) {
      for (const other of objectsOf(b)) {
        const pair = [one.name, other.name].toSorted().join(' ');
        if (met.has(pair)) continue;
        met.add(pair);
        for (const [name, field] of Object.entries(one.getFields())) {
          const same = other.getFields()[name];
          if (same === undefined) continue;
          if (!haveOneShape(field.type, same.type))
            conflicts.push(`${one.name}.${name}: ${field.type}, ${other.name}.${name}: ${same.type}`);
          const [below, besides] = [getNamedType(field.type), getNamedType(same.type)];
          if (isCompositeType(below) && isCompositeType(besides)) meet(below, besides);
        }
      }
    }
  }

  for (const type of Object.values(of.getTypeMap())) if (isAbstractType(type)) meet(type, type);
  return conflicts;
}

function haveOneShape(a: GraphQLOutputType, b: GraphQLOutputType): boolean {
  if (isNonNullType(a) || isNonNullType(b))
    return isNonNullType(a) && isNonNullType(b) && haveOneShape(a.ofType, b.ofType);
  if (isListType(a) || isListType(b))
    return isListType(a) && isListType(b) && haveOneShape(a.ofType, b.ofType);
  return a === b || (isCompositeType(a) && isCompositeType(b));
}

test('fields of one name can be asked for together wherever they can meet', () => {
  expect(conflictsIn(schema)).toEqual([]);
});

test('also by a gateway, for its entities', () => {
  expect(conflictsIn(toSubgraph(schema, defaultSubgraphOptions))).toEqual([]);
});

test.each([
  '{ sessions { nodes { details { ... on ClerkSession { userId } ... on RocketChatSession { userId } ... on ZendeskSession { userId } ... on ClientSession { createdAt } } } } }',
  '{ node(id: "x") { ... on Session { createdAt expiresAt state } ... on ClientSession { createdAt expiresAt state } ... on Device { lastActiveAt } } }',
])('%s is valid', (text) => {
  expect(validate(schema, parse(text))).toEqual([]);
});
