/**
 * The list of everybody's sessions. Nobody can sort what does not fit in memory, so providers that can list everything are read one after
 * the other, in their own order, a page at a time. The cursor says how far each provider was read; one that fails keeps its place in it.
 */
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Position, Provider } from '../../providers/provider.ts';
import type { Connection, Edge } from '../connection.ts';
import { decodeCursor, encodeCursor, invalidCursor, type Scope } from '../cursor.ts';
import { filtersRows, rowFilter } from './filter.ts';
import { sessionIdOf } from '../id.ts';
import { InputError } from '../input-error.ts';
import { pageSizeOf } from '../page.ts';
import type { PageArguments, SessionFilter, SessionOrder } from '../query.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import { brokenRows, failureReport, notSupported, ok, type ProviderReport } from '../report.ts';
import type { Session } from '../session.ts';

/** How many provider pages one page of the list may read before it comes back short, so that a rare filter does not read on for ever. */
const maxPagesRead = 20;
const providerPageSize = 100;

/** How far each provider was read: absent is not begun, `true` is read to its end, else where to go on. */
type Places = ReadonlyMap<string, true | { readonly at: Position }>;

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
  readsOfProviders: readonly ProviderReads[],
  filter: SessionFilter,
  isCurrent: (session: Session) => boolean | null,
  page: PageArguments,
  scope: Scope,
): Promise<Connection<Session>> {
  const size = pageSizeOf(page);
  const matches = rowFilter(filter, isCurrent);
  const places = new Map(page.after === undefined ? [] : placesIn(scope, page.after));
  const edges: Edge<Session>[] = [];
  const reports: ProviderReport[] = [];
  const failed = new Set<Provider>();
  let pagesLeft = maxPagesRead;

  for (const reads of readsOfProviders) {
    const { provider } = reads;
    if (!provider.capabilities.listsAllSessions) {
      reports.push(
        notSupported(provider, `${provider.name} can list sessions only of people who are named.`),
      );
      continue;
    }
    if (places.get(provider.id) === true || edges.length === size || pagesLeft === 0) continue;
    let broken = 0;
    let observedAt: number | null = null;
    try {
      while (places.get(provider.id) !== true && edges.length < size && pagesLeft > 0) {
        const place = places.get(provider.id);
        const wanted = filtersRows(filter) ? providerPageSize : size - edges.length;
        const read = await reads.page(place === undefined || place === true ? null : place.at, wanted);
        pagesLeft -= 1;
        broken += read.brokenRows;
        observedAt ??= read.observedAt;
        for (const [index, row] of read.rows.entries()) {
          const isLast = index === read.rows.length - 1;
          places.set(provider.id, isLast ? endOf(read.next) : { at: row.after });
          const session = {
            id: sessionIdOf(provider, row.session),
            provider,
            record: row.session,
            user: null,
          };
          if (matches(session)) edges.push({ node: session, cursor: cursorAt(scope, places) });
          if (edges.length === size) break;
        }
        if (read.rows.length === 0) places.set(provider.id, endOf(read.next));
      }
      reports.push({ provider, ...ok, ...brokenRows(provider, broken), observedAt });
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      if (error.status === 'REJECTED' && page.after !== undefined) throw invalidCursor('after');
      failed.add(provider);
      reports.push(failureReport(provider, error));
    }
  }

  const listed = readsOfProviders
    .map((reads) => reads.provider)
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
    totalCount: () => countAll(readsOfProviders, filter),
    providerReports: reports,
  };
}

const endOf = (next: Position | null): true | { readonly at: Position } =>
  next === null ? true : { at: next };

async function countAll(
  readsOfProviders: readonly ProviderReads[],
  filter: SessionFilter,
): Promise<number | null> {
  if (filtersRows(filter) || readsOfProviders.some(({ provider }) => !provider.capabilities.countsSessions))
    return null;
  try {
    const counts = await Promise.all(readsOfProviders.map((reads) => reads.count()));
    return counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  } catch (error) {
    if (error instanceof ProviderFailure) return null;
    throw error;
  }
}

function cursorAt(scope: Scope, places: Places): string {
  return encodeCursor(
    scope,
    [...places].map(([id, place]) => (place === true ? [id] : [id, place.at])),
  );
}

function placesIn(scope: Scope, cursor: string): [string, true | { readonly at: Position }][] {
  const entries = decodeCursor(scope, cursor, 'after');
  if (!Array.isArray(entries)) throw invalidCursor('after');
  return entries.map((entry: unknown) => {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string' || entry.length < 1 || entry.length > 2)
      throw invalidCursor('after');
    return [entry[0], entry.length === 1 ? true : { at: entry[1] as Position }];
  });
}
