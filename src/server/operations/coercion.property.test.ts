/** Planned coercion against graphql-js: the same values and the same errors, whatever is asked and whatever is given. */
import fc from 'fast-check';
import {
  buildSchema,
  getArgumentValues,
  getVariableValues,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema as served } from '../../graph/schema.ts';
import { planArgumentValues } from './argument-values.ts';
import { questionFor } from './plan/testing-documents.ts';
import { planVariableValues } from './variable-values.ts';

/** Defaults, one-ofs and lists in lists, of which the served schema has few. */
const awkward = buildSchema(`
  type Query {
    plain(int: Int = 7, ids: [ID!]! = ["a"], grid: [[Int]!], color: Color!, flag: Boolean): String
    nested(filter: Filter = { depth: 3 }, by: By, filters: [Filter!]): String
  }
  enum Color { RED GREEN }
  input By @oneOf { id: ID color: Color }
  input Filter { depth: Int! = 1, colors: [Color!], by: By, inner: Filter, text: String = "any", flag: Boolean! }
`);

const maxErrors = 10;

function outcome(work: () => unknown): { readonly value?: unknown; readonly error?: unknown } {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}

function askedFields(schema: GraphQLSchema, document: DocumentNode) {
  const asked: (readonly [GraphQLField<unknown, unknown>, FieldNode])[] = [];
  const types = new TypeInfo(schema);
  const enter = (node: FieldNode) => {
    const field = types.getFieldDef();
    if (field && node.arguments?.length) asked.push([field, node]);
  };
  visit(document, visitWithTypeInfo(types, { Field: { enter } }));
  return asked;
}

/** Any value of JSON, most often one that somebody could mean. */
const anyGiven = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(null, [], [null], {}, 'RED', 0, 1.5, true, '', ['a'], [[1, null]]),
  },
  fc.jsonValue(),
);

test.each([
  { name: 'the served schema', schema: served },
  { name: 'an awkward schema', schema: awkward },
])('with $name, planned coercion gives what graphql-js gives', ({ schema }) => {
  const seen = { values: 0, refused: 0, arguments: 0, throwing: 0 };
  fc.assert(
    fc.property(
      fc.record({ seed: fc.nat(), size: fc.integer({ min: 10, max: 40 }) }),
      fc.array(anyGiven, { maxLength: 2 }),
      ({ seed, size }, replaced) => {
        const { text, variables } = questionFor(schema, seed, size);
        const document = parse(text);
        fc.pre(validate(schema, document).length === 0);
        const [operation] = document.definitions;
        if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no operation.');
        const definitions = operation.variableDefinitions ?? [];
        // Some of what is given is replaced, also of what is left out.
        const given = {
          ...variables,
          ...Object.fromEntries(replaced.map((value, index) => [`v${index}`, value])),
        };
        const planned = planVariableValues(schema, definitions)(given);
        expect(planned).toStrictEqual(getVariableValues(schema, definitions, given, { maxErrors }));
        if (planned.coerced === undefined) return void (seen.refused += 1);
        const { coerced } = planned;
        seen.values += Object.keys(coerced).length;
        // A null in the place of a default, and what is missing, are found only now.
        const nulls = Object.fromEntries(Object.keys(coerced).map((name) => [name, null]));
        for (const [field, node] of askedFields(schema, document)) {
          const plan = planArgumentValues(field, node);
          for (const values of [coerced, nulls, {}]) {
            const expected = outcome(() => getArgumentValues(field, node, values));
            expect(outcome(() => plan(values))).toEqual(expected);
            seen.arguments += 1;
            if (expected.error !== undefined) seen.throwing += 1;
          }
        }
      },
    ),
    { numRuns: 1500 },
  );
  // All that may happen did.
  expect(
    Object.values(seen).every((count) => count > 20),
    JSON.stringify(seen),
  ).toBe(true);
});
