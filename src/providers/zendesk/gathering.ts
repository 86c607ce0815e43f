/** Sorts rows of a session list to the accounts they belong to, and counts those that cannot be read. */
import { maxSessionsPerAccount, type AccountSessions } from '../provider.ts';
import type { ProviderId, SessionRecord } from '../records.ts';
import { toSession } from './records.ts';
import type { ListWalk, SessionListPage } from './session-lists.ts';
import { wireSession, wireSessionOwner } from './wire.ts';

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
export function createGathering(
  providerId: ProviderId,
  accountIds: readonly string[],
  listOwner: string | null,
): Gathering {
  const accounts = new Map(
    accountIds.map((id) => [id, { sessions: new Map<string, SessionRecord>(), brokenRows: 0 }]),
  );
  const owners = new Set<string>();
  let rowsOfNobody = 0;

  const takeBroken = (row: unknown) => {
    const owner = wireSessionOwner.safeParse(row);
    const account = owner.success ? accounts.get(owner.data.user_id) : undefined;
    if (account !== undefined) account.brokenRows += 1;
    else if (!owner.success || listOwner !== null) rowsOfNobody += 1;
  };

  return {
    take({ rows, observedAt }) {
      for (const row of rows) {
        const parsed = wireSession.safeParse(row);
        const owner = parsed.success ? (parsed.data.user_id ?? listOwner) : null;
        if (!parsed.success || owner === null || (listOwner !== null && owner !== listOwner)) {
          takeBroken(row);
          continue;
        }
        owners.add(owner);
        const sessions = accounts.get(owner)?.sessions;
        if (sessions === undefined || sessions.size > maxSessionsPerAccount) continue;
        sessions.set(parsed.data.id, toSession(providerId, parsed.data, owner, observedAt));
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
