/** The sessions a filter names, by the very list that shows them, up to as many as one call may end. */
import type { Connection } from '../connection.ts';
import type { SessionFilter } from '../query.ts';
import type { ProviderReport } from '../report.ts';
import type { Session } from '../session.ts';
import type { EndingContext } from './context.ts';

export interface Matching {
  readonly sessions: readonly Session[];
  /** How many more match; null where they were not counted. */
  readonly remaining: number | null;
  readonly reports: readonly ProviderReport[];
}

const pageSize = 100;
/** Everybody's sessions are looked through for so many pages of the list; what lies beyond is left for another call. */
const maxPages = 100;

export async function sessionsMatching(
  filter: SessionFilter,
  most: number,
  context: EndingContext,
): Promise<Matching> {
  const sessions: Session[] = [];
  const reports = new Map<string, ProviderReport>();
  let after: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const connection: Connection<Session> = await context.list(filter, { first: pageSize, after });
    for (const report of connection.providerReports) reports.set(report.provider.id, report);
    sessions.push(...connection.edges.map(({ node }) => node));
    const { hasNextPage, endCursor } = connection.pageInfo;
    if (sessions.length >= most) {
      const total = await connection.totalCount();
      const remaining =
        total === null && (hasNextPage || sessions.length > most) ? null : (total ?? most) - most;
      return { sessions: sessions.slice(0, most), remaining, reports: [...reports.values()] };
    }
    if (!hasNextPage) return { sessions, remaining: 0, reports: [...reports.values()] };
    after = endCursor ?? undefined;
  }
  return { sessions, remaining: null, reports: [...reports.values()] };
}
