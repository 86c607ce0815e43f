/** Pages of a list that is whole in memory: keyset windows over a total order. */
import type { Connection, Edge } from './connection.ts';
import { decodeCursor, encodeCursor, invalidCursor, type Scope } from './cursor.ts';
import { InputError } from './input-error.ts';
import type { PageArguments } from './query.ts';
import type { ProviderReport } from './report.ts';

export const defaultPageSize = 20;
export const maxPageSize = 100;

/** A row's place: what it is ordered by (null where it has none), and its id, which makes the order total. */
export type Key = readonly [value: number | null, id: string];

/** How a list is ordered. Rows without a value come last in both directions; equal values are ordered by id. */
export interface Ordering<Node> {
  readonly direction: 'ASC' | 'DESC';
  keyOf(node: Node): Key;
}

/** The size of the page asked for. Throws `InputError` for a size out of range, or for `first` together with `last`. */
export function pageSizeOf(page: PageArguments): number {
  if (page.first !== undefined && page.last !== undefined) {
    throw new InputError('BAD_USER_INPUT', '"first" and "last" exclude each other: give one of them.');
  }
  for (const argument of ['first', 'last'] as const) {
    const size = page[argument];
    if (size !== undefined && (size < 1 || size > maxPageSize)) {
      throw new InputError('BAD_USER_INPUT', `"${argument}" must be 1 to ${maxPageSize}; it is ${size}.`);
    }
  }
  return page.first ?? page.last ?? defaultPageSize;
}

/**
 * One page of the nodes, sorted here. Since a cursor holds a place in the order and not a row, rows that come or go between pages make no
 * page skip or repeat another row.
 */
export function pageOf<Node>(
  nodes: readonly Node[],
  ordering: Ordering<Node>,
  page: PageArguments,
  scope: Scope,
  providerReports: readonly ProviderReport[],
): Connection<Node> {
  const size = pageSizeOf(page);
  const after = page.after === undefined ? null : keyIn(scope, page.after, 'after');
  const before = page.before === undefined ? null : keyIn(scope, page.before, 'before');

  const rows = nodes
    .map((node) => ({ node, key: ordering.keyOf(node) }))
    .toSorted((a, b) => compareKeys(a.key, b.key, ordering.direction));
  const low =
    after === null ? 0 : firstIndex(rows, (row) => compareKeys(row.key, after, ordering.direction) > 0);
  const high =
    before === null
      ? rows.length
      : firstIndex(rows, (row) => compareKeys(row.key, before, ordering.direction) >= 0);
  const [start, end] =
    page.last === undefined ? [low, Math.min(low + size, high)] : [Math.max(low, high - size), high];

  const edges: Edge<Node>[] = rows.slice(start, Math.max(start, end)).map(({ node, key }) => ({
    node,
    // Made when it is asked for: most questions want none but the last.
    get cursor() {
      return encodeCursor(scope, key);
    },
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: end < rows.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => (providerReports.every((report) => report.complete) ? rows.length : null),
    providerReports,
  };
}

export function compareKeys(a: Key, b: Key, direction: 'ASC' | 'DESC'): number {
  if (a[0] !== b[0]) {
    if (a[0] === null) return 1;
    if (b[0] === null) return -1;
    return direction === 'ASC' ? a[0] - b[0] : b[0] - a[0];
  }
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
}

function keyIn(scope: Scope, cursor: string, argument: 'after' | 'before'): Key {
  const key = decodeCursor(scope, cursor, argument);
  if (!Array.isArray(key) || key.length !== 2) throw invalidCursor(argument);
  const [value, id] = key as readonly unknown[];
  if ((value !== null && typeof value !== 'number') || typeof id !== 'string') throw invalidCursor(argument);
  return [value, id];
}

/** The first index at which the test holds, for rows where it holds from some index on. */
function firstIndex<Row>(rows: readonly Row[], holds: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && holds(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}
