/** Cuts an account's sessions to as many as are shown: those that may go on come before those that have ended. */
import { maxSessionsPerAccount, type AccountSessions } from './provider.ts';
import { mayGoOn, type SessionRecord } from './records.ts';

/**
 * @param sessions in the provider's order, which is kept on both sides.
 * @param hasMore whether the provider has sessions that were not read, and which may go on.
 */
export function cutSessions(
  sessions: readonly SessionRecord[],
  hasMore: boolean,
): Pick<AccountSessions, 'sessions' | 'truncated' | 'restHasEnded'> {
  if (!hasMore && sessions.length <= maxSessionsPerAccount) return { sessions, truncated: false };
  const alive = sessions.filter(({ state }) => mayGoOn(state));
  const ended = sessions.filter(({ state }) => !mayGoOn(state));
  return {
    sessions: [...alive, ...ended].slice(0, maxSessionsPerAccount),
    truncated: true,
    restHasEnded: !hasMore && alive.length <= maxSessionsPerAccount,
  };
}
