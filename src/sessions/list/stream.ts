/**
 * The list of everybody's sessions. Nobody can sort what does not fit in memory, so providers that can list everything are read one after
 * the other, in their own order, a page at a time. The cursor says how far each provider was read; one that fails keeps its place in it.
 */
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Connection } from '../connection.ts';
import type { Scope } from '../cursor.ts';
import { filtersRows } from './filter.ts';
import { InputError } from '../input-error.ts';
import { pageSizeOf } from '../page.ts';
import type { PageArguments, SessionFilter, SessionOrder } from '../query.ts';
import type { RequestContext } from '../request-context.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import { failureReport, notSupported, type ProviderReport } from '../report.ts';
import type { Session } from '../session.ts';
import { cursorAt, placesIn, type Places } from './stream-places.ts';
import { cutShort, goesOn, type Reading, readOn } from './stream-provider.ts';

/** How many provider pages one page of the list may read before it comes back short, so that a rare filter does not read on for ever. */
const maxPagesRead = 20;

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
