/** The sessions of accounts: one filtered list an account, or one walk over all sessions, whichever is fewer calls. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { walkOffsets, type OffsetWalk } from '../offset-walk.ts';
import { maxSessionsPerAccount, type AccountSessions } from '../provider.ts';
import type { SessionRecord } from '../records.ts';
import { pageSize, type RocketChatApi, type SessionList } from './api.ts';
import { fewestForSweep, remainingPages } from './plan.ts';

interface SessionWalk extends OffsetWalk<SessionRecord> {
  readonly observedAt: number;
}

/** The sessions of each account, with `access: admin`. Rejects only where nothing at all could be read. */
export async function sessionsOfAccounts(
  api: RocketChatApi,
  accountIds: readonly string[],
  call: Call,
  now: () => number,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const ids = [...new Set(accountIds)];
  if (ids.length < fewestForSweep) return askSingly(api, ids, call, now);
  const firstPage = await api.sessions({ offset: 0, count: pageSize }, call);
  if (remainingPages(firstPage) >= ids.length) return askSingly(api, ids, call, now);

  const walk = await walkSessions(api, null, Infinity, call, firstPage);
  const byAccount = Map.groupBy(walk.rows, (session) => session.accountId);
  return new Map(ids.map((id) => [id, accountSessions(walk, byAccount.get(id) ?? [])]));
}

/** The credentials' own sessions, with `access: self`. */
export async function ownSessions(api: RocketChatApi, call: Call): Promise<AccountSessions> {
  const walk = await walkSessions(api, null, maxSessionsPerAccount, call);
  return accountSessions(walk, walk.rows);
}

/**
 * Reads the session list to its end, or up to `maxRows`. Rejects where the first page fails.
 *
 * @param filter see `SessionListQuery`; null for everything.
 */
export async function walkSessions(
  api: RocketChatApi,
  filter: string | null,
  maxRows: number,
  call: Call,
  firstPage?: SessionList,
): Promise<SessionWalk> {
  const fetchPage = (offset: number): Promise<SessionList> =>
    api.sessions({ offset, count: pageSize, ...(filter === null ? {} : { filter }) }, call);
  const first = firstPage ?? (await fetchPage(0));
  const walk = await walkOffsets(fetchPage, (session) => session.nativeId, maxRows, first);
  return { ...walk, observedAt: first.receivedAt };
}

async function askSingly(
  api: RocketChatApi,
  ids: readonly string[],
  call: Call,
  now: () => number,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const failures: ProviderFailure[] = [];
  const ask = async (id: string): Promise<readonly [string, AccountSessions]> => {
    try {
      const walk = await walkSessions(api, id, maxSessionsPerAccount, call);
      // The filter looks into names too, so that rows of other accounts come with them; they are not broken, just not asked for.
      return [
        id,
        accountSessions(
          walk,
          walk.rows.filter((session) => session.accountId === id),
        ),
      ];
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      failures.push(error);
      return [id, { sessions: [], brokenRows: 0, truncated: false, failure: error, observedAt: now() }];
    }
  };
  const answers = await Promise.all(ids.map(ask));
  const [failure] = failures;
  if (failure !== undefined && failures.length === ids.length) throw failure;
  return new Map(answers);
}

/** @param sessions those of the walk that belong to the account. */
function accountSessions(walk: SessionWalk, sessions: readonly SessionRecord[]): AccountSessions {
  return {
    sessions: sessions.slice(0, maxSessionsPerAccount),
    // Nobody can tell whose the unreadable rows are, so each account may lack them.
    brokenRows: walk.brokenRows,
    truncated: walk.truncated || sessions.length > maxSessionsPerAccount,
    failure: walk.failure,
    observedAt: walk.observedAt,
  };
}
