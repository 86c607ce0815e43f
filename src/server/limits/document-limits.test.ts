import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { documentLimitsRule } from './document-limits.ts';

const schema = buildSchema('type Query { a: Query b: Query leaf: Int } type Mutation { change: Int }');

/** The codes that the rule gives a document, with generous limits where none are given. */
function codes(source: string, limits: { depth?: number; aliases?: number; directives?: number }) {
  const rule = documentLimitsRule({ depth: 1000, aliases: 1000, directives: 1000, ...limits });
  return validate(schema, parse(source), [rule]).map(({ extensions }) => extensions['code']);
}

test('levels of fields are counted, inline fragments are none', () => {
  expect(codes('{ a { ... { b { ... on Query { leaf } } } } }', { depth: 3 })).toEqual([]);
  expect(codes('{ a { b { a { leaf } } } }', { depth: 3 })).toEqual(['QUERY_TOO_DEEP']);
});

test('levels within fragments count where the fragments are spread', () => {
  const source = '{ a { ...F } } fragment F on Query { b { ...G } } fragment G on Query { leaf }';
  expect(codes(source, { depth: 3 })).toEqual([]);
  expect(codes(source, { depth: 2 })).toEqual(['QUERY_TOO_DEEP']);
});

test('aliases count each time their fragment is spread', () => {
  const source = '{ ...F a { ...F } x: leaf } fragment F on Query { y: leaf }';
  expect(codes(source, { aliases: 3 })).toEqual([]);
  expect(codes(source, { aliases: 2 })).toEqual(['TOO_MANY_ALIASES']);
});

test('directives count wherever they stand', () => {
  const source =
    'query($v: Int @d) @d { leaf @d ... @d { leaf } ...F @d } fragment F on Query @d { leaf @d @d }';
  expect(codes(source, { directives: 8 })).toEqual([]);
  expect(codes(source, { directives: 7 })).toEqual(['TOO_MANY_DIRECTIVES']);
});

test('every operation of a document is measured', () => {
  expect(codes('query A { leaf } query B { a { leaf } }', { depth: 1 })).toEqual(['QUERY_TOO_DEEP']);
});

test('fragments that double sixty times over are measured once each', () => {
  const fragments = Array.from(
    { length: 60 },
    (_, level) => `fragment F${level} on Query { a { ...F${level + 1} } b { x: leaf ...F${level + 1} } }`,
  );
  const source = `{ ...F0 } ${fragments.join(' ')} fragment F60 on Query { leaf }`;
  expect(codes(source, { depth: 60 })).toEqual(['QUERY_TOO_DEEP', 'TOO_MANY_ALIASES']);
});

test('fragments that spread themselves are left to the rule against that', () => {
  const source = '{ ...F } fragment F on Query { a { ...G } } fragment G on Query { ...F ...G }';
  expect(codes(source, {})).toEqual([]);
});

test('a fragment that is not there is left to the rule against that', () => {
  expect(codes('{ ...Nope }', {})).toEqual([]);
});

test('a key of the answer has at most 64 letters, wherever its alias stands', () => {
  expect(codes(`{ ${'k'.repeat(64)}: leaf }`, {})).toEqual([]);
  expect(codes(`{ ${'k'.repeat(65)}: leaf }`, {})).toEqual(['ALIAS_TOO_LONG']);
  expect(codes(`{ a { ...F } } fragment F on Query { ${'k'.repeat(65)}: leaf }`, {})).toEqual([
    'ALIAS_TOO_LONG',
  ]);
});

test('an operation has at most five mutation fields, those of its fragments counted each time', () => {
  const mutation = (fields: number) => `mutation { ${'change '.repeat(fields)}}`;
  expect([codes(mutation(5), {}), codes(mutation(6), {})]).toEqual([[], ['TOO_MANY_CHANGES']]);
  const spread = 'mutation { ...F ... { ...F } } fragment F on Mutation { a: change b: change c: change }';
  expect(codes(spread, {})).toEqual(['TOO_MANY_CHANGES']);
  expect(codes(`{ ${'leaf '.repeat(6)}}`, {})).toEqual([]);
});
