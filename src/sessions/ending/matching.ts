/** The sessions a filter names, by the very list that shows them, up to as many as one call may end. */
import type { Connection } from '../connection.ts';
import type { SessionFilter } from '../query.ts';
import type { ProviderReport } from '../report.ts';
import type { Session } from '../session.ts';
import { signedInStates } from '../signed-in.ts';
import type { EndingContext } from './context.ts';
import { remainingAfter } from './unread.ts';

export interface Matching {
  readonly sessions: readonly Session[];
  /** How many more match; null where they were not counted. */
  readonly remaining: number | null;
  readonly reports: readonly ProviderReport[];
}

const pageSize = 100;
/** Everybody's sessions are looked through for so many pages of the list; what lies beyond is left for another call. */
const maxPages = 100;

/**
 * Sessions that have ended are passed over: they would fill the call to its limit, and the next one again.
 *
 * @param most how many are wanted at the most.
 */
export async function sessionsMatching(
  filter: SessionFilter,
  most: number,
  context: EndingContext,
): Promise<Matching> {
  const states = filter.states?.filter((state) => signedInStates.includes(state)) ?? signedInStates;
  if (states.length === 0 && filter.states?.length !== 0) return { sessions: [], remaining: 0, reports: [] };
  context.readAnew(context.shared.providers);

  const sessions = new Map<string, Session>();
  const reports = new Map<string, ProviderReport>();
  let after: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const connection: Connection<Session> = await context.list(
      { ...filter, states },
      { first: pageSize, after },
    );
    for (const report of connection.providerReports) keepWorst(reports, report);
    for (const { node } of connection.edges) sessions.set(node.id, node);
    const { hasNextPage, endCursor } = connection.pageInfo;
    const found = [...sessions.values()];
    const said = [...reports.values()];
    if (sessions.size >= most) {
      const total = hasNextPage || sessions.size > most ? await connection.totalCount() : most;
      const isCounted = total !== null && remainingAfter(said) !== null;
      return { sessions: found.slice(0, most), remaining: isCounted ? total - most : null, reports: said };
    }
    if (!hasNextPage) return { sessions: found, remaining: remainingAfter(said), reports: said };
    after = endCursor ?? undefined;
    context.takeMoreTime();
  }
  return { sessions: [...sessions.values()], remaining: null, reports: [...reports.values()] };
}

/** A later page may tell of a failure, or of none where there was one: what was left out once stays left out. */
function keepWorst(reports: Map<string, ProviderReport>, report: ProviderReport): void {
  const known = reports.get(report.provider.id);
  if (known === undefined || known.complete) reports.set(report.provider.id, report);
}
