/** The sessions that a filter names, by the very list that shows them, up to as many as one call may revoke. */
import { signedInStates } from '../../providers/records.ts';
import type { SessionFilter } from '../query.ts';
import type { ProviderReport } from '../report.ts';
import type { Session, User } from '../session.ts';
import type { UserError } from '../user-error.ts';
import { checkFilter, providersIn } from '../list/filter.ts';
import { listSessions } from '../list/list-sessions.ts';
import type { RequestContext } from '../request-context.ts';
import { invalidateUsers } from './invalidate.ts';
import type { RevokeOptions } from './revoke-selected.ts';

export interface FilterSelection {
  readonly sessions: readonly Session[];
  /** How many more match; null where they were not counted. */
  readonly remaining: number | null;
  readonly reports: readonly ProviderReport[];
  /** What was not looked at, or is left for another call. */
  readonly errors: readonly UserError[];
}

const pageSize = 100;
/** Everybody's sessions are looked through for so many pages of the list, each of up to 2,000 rows. */
const maxPages = 100;

/**
 * Sessions that have ended are passed over: they would fill the call to its limit, and the next one again. Rejects with `InputError` for a
 * filter that cannot be asked.
 *
 * @param most how many are wanted at the most.
 */
export async function selectByFilter(
  context: RequestContext,
  filter: SessionFilter,
  most: number,
  { dryRun }: RevokeOptions,
): Promise<FilterSelection> {
  const states = filter.states?.filter((state) => signedInStates.includes(state)) ?? signedInStates;
  if (states.length === 0 && filter.states?.length !== 0) {
    return { sessions: [], remaining: 0, reports: [], errors: [] };
  }
  const { reads, access, principal, service } = context;
  checkFilter(filter, service.providers);
  // Who may see everybody's sessions but not revoke them revokes, by a filter, their own.
  const viewerOnly = principal.viewer === null ? [] : [principal.viewer];
  const users = access.revokesAny ? {} : { users: viewerOnly };
  if (dryRun !== true) await invalidateMatching(context, filter, access.revokesAny ? null : viewerOnly);

  const found = new Map<string, Session>();
  const reports = new Map<string, ProviderReport>();
  let after: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { edges, pageInfo, providerReports, totalCount } = await listSessions(context, {
      ...users,
      filter: { ...filter, states },
      page: { first: pageSize, after },
    });
    for (const report of providerReports) keepWorst(reports, report);
    for (const { node } of edges) found.set(node.id, node);
    const said = { reports: [...reports.values()] };
    if (found.size > most) {
      const total = await totalCount();
      const remaining = total === null ? null : total - most;
      return {
        ...said,
        sessions: [...found.values()].slice(0, most),
        remaining,
        errors: [leftOver(remaining, most)],
      };
    }
    if (!pageInfo.hasNextPage) return { ...said, sessions: [...found.values()], remaining: 0, errors: [] };
    after = pageInfo.endCursor ?? undefined;
    reads.renewTimeBudgets();
  }
  return {
    sessions: [...found.values()],
    remaining: null,
    reports: [...reports.values()],
    errors: [notLookedAt],
  };
}

/** @param viewerOnly who the list is of; null where it may be of everybody. */
async function invalidateMatching(
  context: RequestContext,
  filter: SessionFilter,
  viewerOnly: readonly User[] | null,
): Promise<void> {
  const providers = providersIn(filter, context.service.providers);
  const named = filter.userIds?.map((id): User => ({ id, verifiedEmails: [] }));
  const users = viewerOnly ?? named;
  if (users !== undefined) return invalidateUsers(context, users, providers);
  if (filter.accounts === undefined) return context.reads.invalidate(providers);
  context.reads.invalidateAccounts(
    filter.accounts.flatMap(({ providerId, nativeId: accountId }) => {
      const provider = providers.find(({ id }) => id === providerId);
      return provider === undefined ? [] : [{ provider, accountId }];
    }),
  );
}

/** A later page may report a failure, or none where there was one: what was left out once stays left out. */
function keepWorst(reports: Map<string, ProviderReport>, report: ProviderReport): void {
  const known = reports.get(report.provider.id);
  if (known === undefined || known.complete) reports.set(report.provider.id, report);
}

function leftOver(remaining: number | null, most: number): UserError {
  return {
    code: 'TRUNCATED',
    message: `${remaining ?? 'More'} sessions match beyond the ${most} that one call revokes. Call again to go on.`,
    field: null,
    providerId: null,
    retryable: true,
  };
}

const notLookedAt: UserError = {
  code: 'TRUNCATED',
  message:
    'There are more sessions than one call looks through, and what matches among the rest goes on. Name providers, people or accounts in the filter.',
  field: null,
  providerId: null,
  retryable: false,
};
