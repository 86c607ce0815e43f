/** Sorts rows of a session list to the accounts they belong to, and counts those that cannot be read. */
import { maxSessionsPerAccount, type AccountSessions } from '../provider.ts';
import type { SessionRecord } from '../records.ts';
import type { ListWalk, SessionListPage } from './session-lists.ts';

export interface Gathering {
  take(page: SessionListPage): void;
  /** How many people the rows so far belong to, asked for or not. */
  owners(): number;
  /** Whether the account has more sessions than are read. */
  isFull(accountId: string): boolean;
  finish(walk: ListWalk): ReadonlyMap<string, AccountSessions>;
}

/**
 * @param listOwner the user whose list the rows come from: rows that name nobody are theirs, rows of others are broken. Null for the
 *   list of all: a row that names nobody could be anybody's, so it counts as a broken one of every account.
 */
export function createGathering(accountIds: readonly string[], listOwner: string | null): Gathering {
  const accounts = new Map(
    accountIds.map((id) => [id, { sessions: new Map<string, SessionRecord>(), brokenRows: 0 }]),
  );
  const owners = new Set<string>();
  let rowsOfNobody = 0;

  const takeBroken = (owner: string | null) => {
    const account = owner === null ? undefined : accounts.get(owner);
    if (account !== undefined) account.brokenRows += 1;
    else if (owner === null || listOwner !== null) rowsOfNobody += 1;
  };

  return {
    take({ rows, brokenOwners }) {
      for (const owner of brokenOwners) takeBroken(owner);
      for (const session of rows) {
        const { accountId } = session;
        if (accountId === null) {
          takeBroken(null);
          continue;
        }
        owners.add(accountId);
        const sessions = accounts.get(accountId)?.sessions;
        if (sessions === undefined || sessions.size > maxSessionsPerAccount) continue;
        sessions.set(session.nativeId, session);
      }
    },
    owners: () => owners.size,
    isFull: (accountId) => (accounts.get(accountId)?.sessions.size ?? 0) > maxSessionsPerAccount,
    finish: ({ truncated, failure, observedAt }) =>
      new Map(
        [...accounts].map(([id, { sessions, brokenRows }]) => [
          id,
          {
            sessions: [...sessions.values()].slice(0, maxSessionsPerAccount),
            brokenRows: brokenRows + rowsOfNobody,
            truncated: truncated || sessions.size > maxSessionsPerAccount,
            failure,
            observedAt,
          },
        ]),
      ),
  };
}
