/**
 * The list of everybody's sessions. Nobody can sort what does not fit in memory, so providers that can list everything are read one after
 * the other, in their own order, a page at a time. The cursor says how far each provider was read; one that fails keeps its place in it.
 */
import { hash } from 'node:crypto';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Position, Provider } from '../../providers/provider.ts';
import type { Connection, Edge } from '../connection.ts';
import { decodeCursor, encodeCursor, invalidCursor, type Scope } from '../cursor.ts';
import { filtersRows } from './filter.ts';
import { InputError } from '../input-error.ts';
import { pageSizeOf } from '../page.ts';
import type { PageArguments, SessionFilter, SessionOrder } from '../query.ts';
import type { RequestContext } from '../request-context.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import { brokenRows, failureReport, notSupported, ok, type ProviderReport } from '../report.ts';
import { sessionOf, type Session } from '../session.ts';

/** How many provider pages one page of the list may read before it comes back short, so that a rare filter does not read on for ever. */
const maxPagesRead = 20;
const providerPageSize = 100;

/** How far each provider was read: absent is not begun, `true` is read to its end, else where to go on. */
type Place = true | { readonly at: Position; readonly trail: Trail };
type Places = Map<string, Place>;

/**
 * How many pages of a provider led to a place, and one place of theirs by its hash: the last whose number is a power of two. Whoever goes in a
 * circle, over however many requests, comes by it again (Brent's algorithm).
 */
interface Trail {
  readonly pages: number;
  readonly mark: string;
}
const start: Trail = { pages: 0, mark: '' };

export function refuseWhatStreamsCannot(order: SessionOrder | undefined, page: PageArguments): void {
  const refused = [
    order !== undefined && '"orderBy"',
    page.last !== undefined && '"last"',
    page.before !== undefined && '"before"',
  ].filter((name) => name !== false);
  if (refused.length > 0) {
    throw new InputError(
      'BAD_USER_INPUT',
      `${refused.join(' and ')} cannot be used when nobody is named, since everybody's sessions are read page by page in each provider's own order. ` +
        'Name people with "filter.userIds", or leave it out.',
    );
  }
}

export async function streamSessions(
  { reads }: Pick<RequestContext, 'reads'>,
  selected: readonly ProviderReads[],
  filter: SessionFilter,
  matches: (session: Session) => boolean,
  page: PageArguments,
  scope: Scope,
): Promise<Connection<Session>> {
  const size = pageSizeOf(page);
  const places: Places = new Map(page.after === undefined ? [] : placesIn(scope, page.after));
  const reading: Reading = { scope, filter, matches, size, places, edges: [], pagesLeft: maxPagesRead };
  const reports: ProviderReport[] = [];
  const failed = new Set<Provider>();

  for (const { provider } of selected) {
    if (!provider.capabilities.listsAllSessions) {
      reports.push(
        notSupported(provider, `${provider.name} can list sessions only of people who are named.`),
      );
      continue;
    }
    if (!goesOn(reading, provider)) continue;
    try {
      reports.push(await readOn(reads.of(provider), reading));
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      if (error.status === 'REJECTED' && places.has(provider.id)) {
        // The cursor is as we gave it, so that the place in it is one that the provider gave itself.
        places.set(provider.id, true);
        reports.push(cutShort(provider, 'TRUNCATED', 'does not know its own place in the list any more'));
        continue;
      }
      failed.add(provider);
      reports.push(failureReport(provider, error));
    }
  }

  const { edges } = reading;
  const listed = selected
    .map(({ provider }) => provider)
    .filter((provider) => provider.capabilities.listsAllSessions);
  return {
    edges,
    pageInfo: {
      // A provider that just failed is no reason to go on at once, or a client that follows pages would never come to an end.
      hasNextPage: listed.some((provider) => places.get(provider.id) !== true && !failed.has(provider)),
      hasPreviousPage: page.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: cursorAt(scope, places),
    },
    totalCount: () => countAll(selected, filter),
    providerReports: reports,
  };
}

/** One page of the list that is being filled. */
interface Reading {
  readonly scope: Scope;
  readonly filter: SessionFilter;
  readonly matches: (session: Session) => boolean;
  readonly size: number;
  readonly places: Places;
  readonly edges: Edge<Session>[];
  pagesLeft: number;
}

function goesOn({ places, edges, size, pagesLeft }: Reading, provider: Provider): boolean {
  return places.get(provider.id) !== true && edges.length < size && pagesLeft > 0;
}

/** Reads one provider on from its place, until the page is full or the provider has no more. Rejects with a `ProviderFailure`. */
async function readOn(asked: ProviderReads, reading: Reading): Promise<ProviderReport> {
  const { provider } = asked;
  const { filter, matches, places, edges, size, scope } = reading;
  const others = [...places].filter(([id]) => id !== provider.id);
  const seen = new Set<string>();
  let broken = 0;
  let observedAt: number | null = null;
  while (goesOn(reading, provider)) {
    const place = places.get(provider.id);
    const { at: position, trail } =
      place === undefined || place === true ? { at: null, trail: start } : place;
    const wanted = filtersRows(filter, provider) ? providerPageSize : size - edges.length;
    const read = await asked.page(position, wanted);
    reading.pagesLeft -= 1;
    broken += read.brokenRows;
    observedAt ??= read.observedAt;
    const rows = JSON.stringify(read.rows.map(({ session }) => session.nativeId));
    const next = JSON.stringify(read.next);
    const isKnown =
      next === JSON.stringify(position) ||
      seen.has(next) ||
      (read.rows.length > 0 && seen.has(rows)) ||
      trail.mark === markOf(next);
    if (read.next !== null && isKnown) {
      places.set(provider.id, true);
      return { ...cutShort(provider, 'MALFORMED', 'gave the same page of its list twice'), observedAt };
    }
    if (read.next !== null) seen.add(next).add(rows);
    for (const [index, row] of read.rows.entries()) {
      const isLast = index === read.rows.length - 1;
      // Where the page is full before its provider's is at its end, the rest of that comes with the next one.
      places.set(provider.id, isLast ? endOf(read.next, trail) : { at: row.after, trail });
      const session = sessionOf(provider, row.session, null);
      if (matches(session)) edges.push(new StreamEdge(session, scope, others, places.get(provider.id)));
      if (edges.length === size && !isLast) {
        return { provider, ...ok, ...brokenRows(provider, broken), observedAt };
      }
    }
    if (read.rows.length === 0) places.set(provider.id, endOf(read.next, trail));
    if (read.truncated) {
      return { ...cutShort(provider, 'TRUNCATED', 'gives no more rows of its list than these'), observedAt };
    }
  }
  return { provider, ...ok, ...brokenRows(provider, broken), observedAt };
}

/** Its cursor is made when it is asked for: most questions want none but the last. */
class StreamEdge implements Edge<Session> {
  readonly node: Session;
  readonly #scope: Scope;
  readonly #others: readonly (readonly [string, Place])[];
  readonly #place: Place | undefined;

  constructor(
    node: Session,
    scope: Scope,
    others: readonly (readonly [string, Place])[],
    place: Place | undefined,
  ) {
    this.node = node;
    this.#scope = scope;
    this.#others = others;
    this.#place = place;
  }

  get cursor(): string {
    const place = this.#place;
    return cursorAt(
      this.#scope,
      place === undefined ? this.#others : [...this.#others, [this.node.provider.id, place]],
    );
  }
}

/** Of a provider that is left before its end. */
function cutShort(provider: Provider, status: 'TRUNCATED' | 'MALFORMED', what: string): ProviderReport {
  const message = `${provider.name} ${what}; the rest of its sessions is left out. Name people to see theirs.`;
  return { provider, ...ok, status, complete: false, message };
}

/** @param trail that led to the page. */
function endOf(next: Position | null, trail: Trail): Place {
  if (next === null) return true;
  const pages = trail.pages + 1;
  const isPowerOfTwo = (pages & (pages - 1)) === 0;
  return { at: next, trail: { pages, mark: isPowerOfTwo ? markOf(JSON.stringify(next)) : trail.mark } };
}

function markOf(position: string): string {
  return hash('sha256', position, 'base64url').slice(0, 8);
}

async function countAll(
  readsOfProviders: readonly ProviderReads[],
  filter: SessionFilter,
): Promise<number | null> {
  const canCount = ({ provider }: ProviderReads) =>
    provider.capabilities.countsSessions && !filtersRows(filter, provider);
  if (!readsOfProviders.every(canCount)) return null;
  try {
    const counts = await Promise.all(readsOfProviders.map((reads) => reads.count()));
    return counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  } catch (error) {
    if (error instanceof ProviderFailure) return null;
    throw error;
  }
}

function cursorAt(scope: Scope, places: Iterable<readonly [string, Place]>): string {
  const entries = [...places].map(([id, place]) =>
    place === true ? [id] : [id, place.at, place.trail.pages, place.trail.mark],
  );
  return encodeCursor(scope, [entries, sealOf(scope, entries)]);
}

/** The places in a cursor, which are just as a page gave them. Throws `InputError` INVALID_CURSOR for every other cursor. */
function placesIn(scope: Scope, cursor: string): [string, Place][] {
  const sealed = decodeCursor(scope, cursor, 'after');
  if (!Array.isArray(sealed)) throw invalidCursor('after');
  const [entries, seal] = sealed as readonly unknown[];
  if (!Array.isArray(entries) || seal !== sealOf(scope, entries)) throw invalidCursor('after');
  return entries.map((entry: unknown) => {
    if (!Array.isArray(entry)) throw invalidCursor('after');
    const [id, at, pages, mark] = entry as readonly unknown[];
    if (typeof id !== 'string') throw invalidCursor('after');
    if (entry.length === 1) return [id, true];
    if (entry.length !== 4 || typeof pages !== 'number' || typeof mark !== 'string')
      throw invalidCursor('after');
    return [id, { at: at as Position, trail: { pages, mark } }];
  });
}

/**
 * Tells a cursor that was changed by hand from a place that a provider does not take back. It is no secret: what a place may show is decided
 * on the rows.
 */
function sealOf(scope: Scope, entries: readonly unknown[]): string {
  return hash('sha256', `${scope.hash} ${JSON.stringify(entries)}`, 'base64url').slice(0, 8);
}
