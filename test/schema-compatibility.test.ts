/** The promise of RELEASING.md: clients of the last release go on, but for what it had deprecated. */
import { readFile } from 'node:fs/promises';
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';

const [released, current] = await Promise.all(
  ['../releases/schema.graphql', '../schema.graphql'].map((path) =>
    readFile(new URL(path, import.meta.url), 'utf8'),
  ),
);

/** What graphql-js says of what was removed, for all that a schema deprecates. */
function removable(schema: GraphQLSchema): Set<string> {
  const said = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isEnumType(type))
      return type
        .getValues()
        .filter(({ deprecationReason }) => deprecationReason != null)
        .map(({ name }) => `${name} was removed from enum type ${type.name}.`);
    if (isInputObjectType(type))
      return Object.values(type.getFields())
        .filter(({ deprecationReason }) => deprecationReason != null)
        .map(({ name }) => `${type.name}.${name} was removed.`);
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ name, args, deprecationReason }) => [
      ...(deprecationReason == null ? [] : [`${type.name}.${name} was removed.`]),
      ...args
        .filter((argument) => argument.deprecationReason != null)
        .map((argument) => `${type.name}.${name} arg ${argument.name} was removed.`),
    ]);
  });
  return new Set(said);
}

function broken(before: string, after: string): readonly string[] {
  const [old, young] = [buildSchema(before), buildSchema(after)];
  const allowed = removable(old);
  return findBreakingChanges(old, young)
    .map(({ description }) => description)
    .filter((description) => !allowed.has(description));
}

test('what clients of the last release ask is still answered', () => {
  expect(broken(released ?? '', current ?? '')).toEqual([]);
});

test('only what was deprecated may go', () => {
  const before = `type Query { a(b: Int @deprecated, c: Int): Int d: Int @deprecated e: E f(g: G): Int }
    enum E { X Y @deprecated } input G { h: Int @deprecated i: Int }`;
  const after = 'type Query { a(c: Int): Int e: E f(g: G): Int } enum E { X } input G { i: Int }';
  expect(broken(before, after)).toEqual([]);
  const more = 'type Query { a: Int f(g: G): Int } enum E { X } input G { j: Int }';
  expect(broken(before, more).toSorted()).toEqual([
    'G.i was removed.',
    'Query.a arg c was removed.',
    'Query.e was removed.',
  ]);
});
