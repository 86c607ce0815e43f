import {
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isObjectType,
  Kind,
  parse,
  validate,
  type OperationDefinitionNode,
} from 'graphql';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../config/limits.ts';
import { costOf } from '../../graph/cost.ts';
import { defaultSubgraphOptions } from '../../graph/federation/directives.ts';
import { toSubgraph } from '../../graph/federation/subgraph.ts';
import { schema } from '../../graph/schema.ts';
import { Variables } from '../operations/variables.ts';
import { priceOperation } from './price.ts';

/** The cost of the first operation, with coerced variables. */
function cost(source: string, variables: Record<string, unknown> = {}, providers = 4): number {
  const document = parse(source);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) throw new Error('There is no operation.');
  return priceOperation({ schema, document, operation, providerCount: providers })(
    new Variables(variables, variables),
  );
}

test('every value of the answer counts, and every call that may be needed counts five', () => {
  // One call; a session with two values.
  expect(cost('{ session(id: "x") { id state } }')).toBe(5 + 3);
  // Four providers are asked; a connection of twenty nodes with a value each.
  expect(cost('{ sessions { nodes { id } } }')).toBe(4 * 5 + 1 + 20 * 2);
  expect(cost('{ providers { id name } }')).toBe(4 * 3);
});

test('a value counts once more for every 32 letters of its key, in every row', () => {
  const page = (key: string) => cost(`{ sessions(first: 100) { nodes { ${key}: id } } }`);
  expect(page('k'.repeat(31)) - page('k')).toBe(0);
  expect(page('k'.repeat(64)) - page('k')).toBe(2 * 100);
});

test.each(['first: 100', 'last: 100', 'first: 100, last: 2'])(
  'rows count as often as a page has them: %s',
  (size) => {
    expect(cost(`{ viewer { sessions(${size}) { nodes { id } } } }`)).toBe(1 + 4 * 5 + 1 + 100 * 2);
  },
);

test('rows count in edges and nodes alike, and once what stands beside them', () => {
  const page = 'edges { cursor node { id } } nodes { id } totalCount pageInfo { hasNextPage }';
  expect(cost(`{ viewer { sessions(first: 10) { ${page} } } }`)).toBe(1 + 20 + 1 + 10 * 4 + 10 * 2 + 1 + 2);
});

test('a size in a variable counts as much as one in the document', () => {
  const literal = cost('{ viewer { sessions(first: 90) { nodes { id } } } }');
  const document = 'query ($n: Int) { viewer { sessions(first: $n) { nodes { id } } } }';
  expect(cost(document, { n: 90 })).toBe(literal);
  expect(cost(document.replace('Int', 'Int = 90'), { n: 90 })).toBe(literal);
  expect(cost(document)).toBe(cost('{ viewer { sessions { nodes { id } } } }'));
});

test('pages within pages multiply', () => {
  const inner = 1 * 5 + 1 + 100 * 2;
  const source = '{ viewer { devices(first: 100) { nodes { sessions(first: 100) { nodes { id } } } } } }';
  expect(cost(source)).toBe(1 + 20 + 1 + 100 * (1 + inner));
});

test('a page that is selected by fragments has the size of the field it is of', () => {
  const source = `
    { viewer { a: sessions(first: 100) { ...Rows } b: sessions(first: 2) { ... { ...Rows } } } }
    fragment Rows on SessionConnection { nodes { id } }`;
  expect(cost(source)).toBe(1 + (20 + 1 + 200) + (20 + 1 + 4));
});

test.each(['users', 'nodes'])('ids count each: %s', (field) => {
  const source = `query ($ids: [ID!]!) { ${field}(ids: $ids) { id } }`;
  const of = (count: number) => cost(source, { ids: Array.from({ length: count }, String) });
  expect(of(100)).toBe(10 * of(10));
  expect(of(10)).toBeGreaterThan(20);
});

test('people and accounts named in a filter count each', () => {
  const source = 'query ($f: SessionFilter) { sessions(filter: $f) { totalCount } }';
  const one = cost(source, { f: {} });
  expect(cost(source, { f: { userIds: ['a', 'b', 'c'] } }) - one).toBe(2 * 4 * 5);
  expect(cost(source, { f: { accounts: [{}, {}] } }) - one).toBe(4 * 5);
});

test('more providers cost more, wherever all of them are asked', () => {
  const source = '{ viewer { sessions { providerReports { status } } } }';
  expect(cost(source, {}, 100)).toBe(1 + 500 + 1 + 100 * 2);
});

test('what is left out by @skip or @include costs nothing', () => {
  const source = `query ($yes: Boolean!) { session(id: "x") { id
    a: id @include(if: $yes) ... @skip(if: $yes) { b: id c: id } ...F @include(if: $yes) } } fragment F on Session { state }`;
  expect([cost(source, { yes: true }), cost(source, { yes: false })]).toEqual([5 + 4, 5 + 4]);
});

test('fragments that double a hundred times over are priced at once, and beyond every limit', () => {
  const fragments = Array.from(
    { length: 100 },
    (_, level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`,
  );
  const source = `{ ...F0 } ${fragments.join(' ')} fragment F100 on Query { providers { id } }`;
  expect(cost(source)).toBe(Number.MAX_SAFE_INTEGER);
});

test('arguments that cannot be coerced are an error, not a price', () => {
  const source = 'query ($id: ID!) { session(id: $id) { id } }';
  expect(() => cost(source)).toThrow(/"\$id"/);
});

test('the introspection of a tool passes, and several at once do not', () => {
  const introspection = getIntrospectionQuery({
    descriptions: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  expect(cost(introspection)).toBeLessThan(defaultLimits.cost / 2);
  const whole =
    '{ types { fields { args { type { name } } type { name fields { args { type { name } } } } } } }';
  const several = Array.from({ length: 30 }, (_, index) => `s${index}: __schema ${whole}`);
  expect(cost(`{ ${several.join(' ')} }`)).toBeGreaterThan(defaultLimits.cost);
});

test('a page for support of fifty people with everything on it passes', () => {
  const source = `query ($ids: [ID!]!) { users(ids: $ids) {
    id email accounts { displayName username email provider { id name kind } }
    sessions(first: 20) {
      totalCount pageInfo { hasNextPage endCursor } providerReports { provider { id } status complete message }
      nodes { id displayName state createdAt lastActiveAt isCurrent viewerCanRevoke ipAddress
        provider { id name } location { city country } device { id type } account { username } } }
    devices(first: 20) { nodes { id name type model os { name version } client { name version } lastActiveAt } } } }`;
  const ids = Array.from({ length: 50 }, (_, index) => `user-${index}`);
  expect(cost(source, { ids })).toBeLessThan(defaultLimits.cost);
  expect(cost(source, { ids }, 20)).toBeLessThan(defaultLimits.cost);
});

test('a dry run costs the calls of its reading, a change also a call for each session it may end', () => {
  const change = (dryRun: boolean) =>
    cost(`mutation { revokeOtherSessions(input: { dryRun: ${dryRun} }) { processedCount } }`);
  // Accounts and sessions of four providers; the payload and its field.
  expect(change(true)).toBe(2 * 4 * 5 + 2);
  expect(change(false) - change(true)).toBe(500 * 5);
});

test('rows of a change count as many as it may have', () => {
  const query =
    'mutation ($ids: [ID!]!) { revokeSessions(input: { target: { ids: $ids } }) { results { id } } }';
  const of = (count: number) => cost(query, { ids: Array.from({ length: count }, String) });
  expect(of(20) - of(10)).toBe(10 * (2 * 4 * 5 + 5 + 2));
});

test('every field of the roots, and every list that takes a page, says what it costs', () => {
  const free = ['Query.permissions', 'Query.viewer', 'Query._service'];
  const subgraph = toSubgraph(schema, defaultSubgraphOptions);
  const silent = Object.values(subgraph.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })))
    .filter(
      ({ type, field }) =>
        ['Query', 'Mutation'].includes(type) || field.args.some((argument) => argument.name === 'first'),
    )
    .filter(({ field }) => !('cost' in field.extensions))
    .map(({ type, field }) => `${type}.${field.name}`);
  expect(silent.toSorted()).toEqual(free.toSorted());
});

test('what a cost says of arguments is true of the field: each names a list', () => {
  const wrong = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()))
    .flatMap((field) => costOf(field).things.map((path) => ({ field, path })))
    .filter(({ field, path }) => {
      const [first = '', ...rest] = path.split('.');
      const argument = field.args.find(({ name }) => name === first);
      const at = rest.reduce<GraphQLInputType | undefined>((type, key) => {
        const named = type && getNamedType(type);
        return isInputObjectType(named) ? named.getFields()[key]?.type : undefined;
      }, argument?.type);
      return at === undefined || !isListType(getNullableType(at));
    });
  expect(wrong.map(({ field, path }) => `${field.name}: ${path}`)).toEqual([]);
});
