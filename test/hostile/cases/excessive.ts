/** Documents that are deep or wide, or multiply. */
import type { Attack } from '../attack.ts';

const levels = (count: number, open: string, inner = 'id') =>
  `{ ${open.repeat(count)}${inner}${' }'.repeat(count)} }`;
const fragments = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');

const excessive: readonly (readonly [name: string, query: string, ...codes: string[]])[] = [
  [
    '17 levels of fields',
    levels(8, 'viewer { sessions { ').replaceAll('id', 'totalCount'),
    'GRAPHQL_PARSE_FAILED',
    'QUERY_TOO_DEEP',
  ],
  ['500 levels of fields', levels(500, 'a { '), 'QUERY_TOO_DEEP'],
  ['5,000 levels of fields', levels(5000, 'a { '), 'TOO_MANY_TOKENS'],
  ['40,000 levels of fields', levels(40_000, 'a{'), 'TOO_MANY_TOKENS'],
  ['600 levels of inline fragments', levels(600, '... { ', 'nope'), 'GRAPHQL_VALIDATION_FAILED'],
  ['90,000 opening braces', '{'.repeat(90_000), 'GRAPHQL_PARSE_FAILED', 'TOO_MANY_TOKENS'],
  [
    '90,000 opening brackets in an argument',
    `{ nodes(ids: ${'['.repeat(90_000)}`,
    'TOO_MANY_TOKENS',
    'QUERY_TOO_DEEP',
  ],
  [
    '900 lists in lists',
    `{ nodes(ids: ${'['.repeat(900)}${']'.repeat(900)}) { id } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    '300 objects in objects',
    `{ sessions(filter: ${'{ a: '.repeat(300)}1${'}'.repeat(300)}) { totalCount } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a list of 1,900 ids',
    `{ nodes(ids: [${'"x" '.repeat(1900)}]) { id ...on Session { device { sessions(first: 100) { nodes { id } } } } } }`,
    'QUERY_TOO_COMPLEX',
  ],
  ['70,000 fields', `{ ${'id '.repeat(66_000)} }`, 'TOO_MANY_TOKENS'],
  ['1,900 equal fields', `{ ${'nope '.repeat(1900)} }`, 'GRAPHQL_VALIDATION_FAILED'],
  ['480 equal fields with selections', `{ ${'providers { id } '.repeat(480)} }`, 'GRAPHQL_VALIDATION_FAILED'],
  [
    '300 aliases of one field',
    `{ ${fragments(300, (index) => `a${index}: providers { id }`)} }`,
    'TOO_MANY_ALIASES',
  ],
  [
    '51 aliases of one field',
    `{ ${fragments(51, (index) => `a${index}: viewer { id }`)} }`,
    'TOO_MANY_ALIASES',
  ],
  [
    '300 aliases behind 300 fragments',
    `{ ${fragments(300, (index) => `...F${index}`)} } ${fragments(100, (index) => `fragment F${index} on Query { a${index}: __typename }`)}`,
    'TOO_MANY_ALIASES',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['600 directives on a field', `{ viewer ${'@skip(if: false) '.repeat(250)}{ id } }`, 'TOO_MANY_DIRECTIVES'],
  ['900 unknown directives', `{ viewer ${'@a '.repeat(900)}{ id } }`, 'TOO_MANY_DIRECTIVES'],
  [
    '60 directives on fragments',
    `{ ...F ...F } fragment F on Query { ${'... @include(if: true) { __typename } '.repeat(30)} }`,
    'TOO_MANY_DIRECTIVES',
  ],
  [
    'directives on variables',
    `query (${fragments(60, (index) => `$v${index}: Int @a`)}) { viewer { id } }`,
    'TOO_MANY_DIRECTIVES',
  ],
  [
    'fragments that double 100 times',
    `{ ...F0 } ${fragments(100, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)} fragment F100 on Query { providers { id } }`,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'fragments that double through fields',
    `{ viewer { ...F0 } } ${fragments(30, (index) => `fragment F${index} on User { a: sessions { nodes { user { ...F${index + 1} } } } b: sessions { nodes { user { ...F${index + 1} } } } }`)} fragment F30 on User { id }`,
    'QUERY_TOO_DEEP',
    'TOO_MANY_ALIASES',
  ],
  [
    'crossing fragments',
    `{ ...F0 ...G0 } ${fragments(60, (index) => `fragment F${index} on Query { ...F${index + 1} ...G${index + 1} } fragment G${index} on Query { ...G${index + 1} ...F${index + 1} }`)} fragment F60 on Query { __typename } fragment G60 on Query { __typename }`,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'a ring of 200 fragments',
    `{ ...F0 } ${fragments(200, (index) => `fragment F${index} on Query { ...F${(index + 1) % 200} }`)}`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a web of 60 fragments',
    `{ ...F0 } ${fragments(60, (index) => `fragment F${index} on Query { ${fragments(12, (step) => `...F${(index + step + 1) % 60}`)} }`)}`,
    'GRAPHQL_VALIDATION_FAILED',
    'TOO_MANY_TOKENS',
  ],
  [
    '300 unused fragments',
    `{ viewer { id } } ${fragments(300, (index) => `fragment F${index} on Query { a }`)}`,
    'TOO_MANY_TOKENS',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    '400 operations',
    fragments(400, (index) => `query A${index} { __typename }`),
    'OPERATION_RESOLUTION_FAILURE',
    'TOO_MANY_TOKENS',
  ],
  [
    '300 variables',
    `query (${fragments(300, (index) => `$v${index}: Int = 1`)}) { viewer { id } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['an alias of 193,000 letters', `{ ${'k'.repeat(193_000)}: viewer { id } }`, 'ALIAS_TOO_LONG'],
  [
    '65 letters of an alias behind a fragment',
    `{ ...F } fragment F on Query { viewer { ${'k'.repeat(65)}: id } }`,
    'ALIAS_TOO_LONG',
  ],
  [
    '6 dry runs at once',
    `mutation { ${fragments(6, (index) => `m${index}: revokeUserSessions(input: { user: { id: "x" }, dryRun: true }) { processedCount }`)} }`,
    'TOO_MANY_CHANGES',
  ],
  ['a name of 150,000 letters', `{ ${'a'.repeat(150_000)} }`, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'an operation of 100,000 letters with undefined variables',
    `query ${'a'.repeat(100_000)} { ${fragments(100, (index) => `a${index % 40}: session(id: $v${index}) { id }`)} }`,
    'TOO_MANY_ALIASES',
  ],
  [
    'a long operation that is named in every error',
    `query ${'a'.repeat(150_000)} { viewer { id ${fragments(100, (index) => `sessions(first: $v${index}) { totalCount }`)} } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['180,000 letters of comment', `#${'x'.repeat(180_000)}`, 'GRAPHQL_PARSE_FAILED'],
  ['180,000 commas', ','.repeat(180_000), 'GRAPHQL_PARSE_FAILED'],
  [
    'a text of 180,000 letters',
    `{ session(id: "${'x'.repeat(180_000)}" ${')'.repeat(5)} { id } }`,
    'GRAPHQL_PARSE_FAILED',
  ],
  [
    'a number of 100,000 digits',
    `{ sessions(first: ${'9'.repeat(100_000)}) { totalCount } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    '30 introspections',
    `{ ${fragments(30, (index) => `s${index}: __schema { types { name fields { name args { name type { name } } type { name fields { name } } } } }`)} }`,
    'QUERY_TOO_COMPLEX',
  ],
];

export const excessiveAttacks: readonly Attack[] = excessive.map(([name, query, ...codes]) => ({
  name,
  parameters: { query },
  status: [400],
  codes,
}));
