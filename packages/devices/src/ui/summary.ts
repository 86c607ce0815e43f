import type { Shown } from '../list/read-list.ts';
import { hidesSessions } from '../list/reports.ts';
import type { Words } from '../words/words.ts';

/** "6 sign-ins at 4 services"; "At least" where a service did not tell all. */
export function summaryOf({ sessions, total, nextCursor, reports }: Shown, words: Words): string {
  const services = new Set(sessions.map(({ provider }) => provider.id)).size;
  const number = total ?? sessions.length;
  const isWhole = !reports.some(hidesSessions) && (total !== null || nextCursor === null);
  // Where not all is known, nothing found is no number.
  if (number === 0 && !isWhole) return '';
  const counted = isWhole ? words.signIns(number) : words.atLeast(words.signIns(number));
  if (sessions.length < number) return words.someShown(counted, sessions.length);
  return services === 0 ? counted : words.atServices(counted, services);
}
