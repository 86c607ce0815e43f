/** What a field can make of the work: how many calls to providers it may need, and how many rows it may have. */
import type { GraphQLSchema } from 'graphql';
import { defaultPageSize } from '../../sessions/page.ts';

/** A field's arguments, coerced, with defaults and variables in their place. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a call to a provider counts, in values of an answer. */
export const costOfCall = 5;

/** Of lists whose length nobody knows before they are read. */
const usualListLength = 10;
/** One change ends at most so many sessions. */
const mostChanges = 500;

/** Calls for each object that the field stands on. What is batched or shared takes fewer. */
const calls: Readonly<Record<string, 'none' | 'one' | 'each provider'>> = {
  'Query.permissions': 'none',
  'Query.providers': 'none',
  'Query.viewer': 'none',
  'Query._service': 'none',
  'Query._entities': 'one',
  'Query.node': 'one',
  'Query.nodes': 'one',
  'Query.session': 'one',
  'Query.clientSession': 'one',
  'Mutation.getOrCreateClientSession': 'one',
  'User.email': 'each provider',
  'User.accounts': 'each provider',
  'User.accountReports': 'each provider',
  'User.sessions': 'each provider',
  'User.devices': 'each provider',
  'User.clientSessions': 'each provider',
  'Session.user': 'one',
  'Session.account': 'one',
  'Device.sessions': 'one',
  'ClientSession.connectedDevices': 'one',
  'ClientSession.connectedAccounts': 'one',
  'ClientSession.connectWebviews': 'one',
  'ClientSession.userIdentity': 'one',
};

/** What the table knows, for the test that it knows what there is. */
export const pricedFields: readonly string[] = Object.keys(calls);

/**
 * How many calls the field may need.
 * @param providers how many are configured.
 */
export function callsOf(typeName: string, fieldName: string, args: Arguments, providers: number): number {
  // A field of the roots that is not priced costs the most that one can.
  const isRoot = typeName === 'Query' || typeName === 'Mutation';
  const known = calls[`${typeName}.${fieldName}`] ?? (isRoot ? 'each provider' : 'none');
  if (known === 'none') return 0;
  const things = Math.max(1, namedThings(args));
  return known === 'one' ? things : things * providers;
}

/** Lists of things to look up: each is a question of its own. */
function namedThings(args: Arguments): number {
  const filters = [at(args, 'filter'), at(args, 'input', 'target', 'filter')];
  return [
    args['ids'],
    args['representations'],
    idsOfChange(args),
    ...filters.flatMap((filter) => [at(filter, 'userIds'), at(filter, 'accounts'), at(filter, 'devices')]),
  ].reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}

function idsOfChange(args: Arguments): unknown {
  return at(args, 'input', 'target', 'ids') ?? at(args, 'input', 'ids');
}

/** How many rows a list field may have; null where it is one page of the field above it. */
export function rowsOf(
  typeName: string,
  fieldName: string,
  args: Arguments,
  providers: number,
  schema: GraphQLSchema,
): number | null {
  if (fieldName in introspectionRows && typeName.startsWith('__')) return introspectionRows[fieldName] ?? 1;
  if (typeName === '__Schema')
    return fieldName === 'types' ? Object.keys(schema.getTypeMap()).length : usualListLength;
  if (typeName.endsWith('Connection') && (fieldName === 'edges' || fieldName === 'nodes')) return null;
  if (typeName.endsWith('Payload') && fieldName === 'results') return null;
  if (reportsAndSuch.has(fieldName)) return providers;
  for (const list of [args['ids'], args['representations']]) if (Array.isArray(list)) return list.length;
  return usualListLength;
}

/** Lists with an entry or two for each provider. */
const reportsAndSuch = new Set(['providers', 'providerReports', 'accounts', 'accountReports']);

/** How many the types of this schema have, taken together: most have none of most of these. */
const introspectionRows: Readonly<Record<string, number>> = {
  fields: 5,
  args: 1,
  inputFields: 1,
  enumValues: 2,
  interfaces: 1,
  possibleTypes: 1,
};

/** How many rows a page below this field may have. */
export function pageSizeOf(typeName: string, args: Arguments): number {
  if (typeName === 'Mutation') {
    const ids = idsOfChange(args);
    return Array.isArray(ids) ? ids.length : mostChanges;
  }
  const sizes = [args['first'], args['last']].filter((size) => typeof size === 'number');
  // A negative size is refused by the field itself.
  return sizes.length === 0 ? defaultPageSize : Math.max(0, ...sizes);
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  let inner = value;
  for (const key of keys) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = Object.getOwnPropertyDescriptor(inner, key)?.value;
  }
  return inner;
}
