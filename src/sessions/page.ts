/** Pages of a list that is whole in memory: keyset windows over a total order, of which only the page is sorted. */
import type { Connection, Edge, PageInfo } from './connection.ts';
import { decodeCursor, encodeCursor, invalidCursor, type Scope } from './cursor.ts';
import { InputError } from './input-error.ts';
import type { PageArguments } from './query.ts';
import type { ProviderReport } from './report.ts';
import { firstOf } from './select.ts';

export const defaultPageSize = 20;
export const maxPageSize = 100;

/** A row's place: what it is ordered by (null where it has none), and its id, which makes the order total. */
export type Key = readonly [value: number | null, id: string];

/** How a list is ordered. Rows without a value come last in both directions; equal values are ordered by id. */
export interface Ordering<Node> {
  readonly direction: 'ASC' | 'DESC';
  valueOf(node: Node): number | null;
  /** Asked only where values are equal, and for cursors. */
  idOf(node: Node): string;
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
  const { direction } = ordering;
  const after = page.after === undefined ? null : keyIn(scope, page.after, 'after');
  const before = page.before === undefined ? null : keyIn(scope, page.before, 'before');

  const ranks = nodes.map((node) => rankOf(ordering.valueOf(node), direction));
  const compareTo = (index: number, rank: number, id: string) =>
    compare(ranks[index] ?? 0, rank) || compare(ordering.idOf(at(nodes, index)), id);
  const inOrder = (a: number, b: number) =>
    compare(ranks[a] ?? 0, ranks[b] ?? 0) ||
    compare(ordering.idOf(at(nodes, a)), ordering.idOf(at(nodes, b)));

  const window: number[] = [];
  let hasEarlier = false;
  let hasLater = false;
  const low = after && rankOf(after[0], direction);
  const high = before && rankOf(before[0], direction);
  for (let index = 0; index < nodes.length; index += 1) {
    const isEarlier = after !== null && low !== null && compareTo(index, low, after[1]) <= 0;
    const isLater = before !== null && high !== null && compareTo(index, high, before[1]) >= 0;
    if (isEarlier) hasEarlier = true;
    if (isLater) hasLater = true;
    if (!isEarlier && !isLater) window.push(index);
  }

  const isFromEnd = page.last !== undefined;
  const isCut = window.length > size;
  const chosen = isFromEnd
    ? firstOf(window, size, (a, b) => inOrder(b, a)).toReversed()
    : firstOf(window, size, inOrder);
  const edges = chosen.map((index) => new PageEdge(at(nodes, index), ordering, scope));
  return {
    edges,
    pageInfo: new PageInfoOf(edges, {
      hasNextPage: hasLater || (isCut && !isFromEnd),
      hasPreviousPage: hasEarlier || (isCut && isFromEnd),
    }),
    totalCount: () => (providerReports.every((report) => report.complete) ? nodes.length : null),
    providerReports,
  };
}

/** Its cursor is made when it is asked for: most questions want none but the last. */
class PageEdge<Node> implements Edge<Node> {
  readonly node: Node;
  readonly #ordering: Ordering<Node>;
  readonly #scope: Scope;

  constructor(node: Node, ordering: Ordering<Node>, scope: Scope) {
    this.node = node;
    this.#ordering = ordering;
    this.#scope = scope;
  }

  get cursor(): string {
    const { valueOf, idOf } = this.#ordering;
    return encodeCursor(this.#scope, [valueOf(this.node), idOf(this.node)]);
  }
}

class PageInfoOf implements PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #edges: readonly Edge<unknown>[];

  constructor(
    edges: readonly Edge<unknown>[],
    { hasNextPage, hasPreviousPage }: Pick<PageInfo, 'hasNextPage' | 'hasPreviousPage'>,
  ) {
    this.#edges = edges;
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
  }

  get startCursor(): string | null {
    return this.#edges[0]?.cursor ?? null;
  }

  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null;
  }
}

/** A value as a number that is smaller the earlier its row comes. */
function rankOf(value: number | null, direction: 'ASC' | 'DESC'): number {
  if (value === null) return Infinity;
  return direction === 'ASC' ? value : -value;
}

function compare<Value extends number | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function at<Node>(nodes: readonly Node[], index: number): Node {
  const node = nodes[index];
  if (node === undefined) throw new RangeError(`There is no row ${index}.`);
  return node;
}

function keyIn(scope: Scope, cursor: string, argument: 'after' | 'before'): Key {
  const key = decodeCursor(scope, cursor, argument);
  if (!Array.isArray(key) || key.length !== 2) throw invalidCursor(argument);
  const [value, id] = key as readonly unknown[];
  if ((value !== null && typeof value !== 'number') || typeof id !== 'string') throw invalidCursor(argument);
  return [value, id];
}
