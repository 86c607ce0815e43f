/** When something was, in the words of the list: as exactly as it is known, and no more. */
import type { SessionRowFragment } from '../graphql/generated/graphql.ts';
import { isOver } from '../list/states.ts';
import type { Setting } from './setting.ts';

type Telling = Pick<Setting, 'words' | 'times'>;

/** "Active 4 minutes ago", "Last seen around 14:00"; null where the service does not tell. @param now in epoch milliseconds. */
export function lastUse(
  session: SessionRowFragment,
  { words: { row }, times }: Telling,
  now: number,
): string | null {
  const { lastActiveAt: at, lastActivePrecision } = session;
  if (at === null) return null;
  switch (lastActivePrecision) {
    case 'APPROXIMATE':
      return times.isSameDay(at, now)
        ? row.lastSeenAround(times.halfHour(at))
        : row.lastSeen(times.daysAgo(at, now));
    case 'SIGN_IN_ONLY':
      return row.connected(times.ago(at, now));
    case 'EXACT':
    case null:
      return now - Date.parse(at) < 60_000 ? row.activeNow : row.active(times.ago(at, now));
  }
}

/** How and when it ended; null while it goes on. */
export function howItEnded(
  session: SessionRowFragment,
  { words: { row }, times }: Telling,
  now: number,
): string | null {
  const { state, endedAt, expiresAt } = session;
  if (!isOver(state)) return null;
  const at = endedAt ?? (state === 'EXPIRED' ? expiresAt : null);
  return at === null ? row.over[state] : row.overAgo(row.over[state], times.ago(at, now));
}

/** The earliest sign-in of those that are known; null where none tells. */
export function firstSeenAt(sessions: readonly SessionRowFragment[]): string | null {
  const moments = sessions.map(({ createdAt }) => createdAt).filter((moment) => moment !== null);
  return moments.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}
