/** How many calls it takes Seam to read what belongs to several people. */
import { planBatch, type BatchPlan } from '../batch-plan.ts';

/** Seam's default for most lists; it publishes no maximum. */
export const pageLimit = 500;

/** `/client_sessions/list` filters by one person, and gives everybody's in one answer without pages. An account that is only a key is found by it, too. */
export function planSessions(wanted: number): BatchPlan {
  return planBatch(wanted, 1, 0, Infinity);
}

/**
 * User identities by address: a search for each, or the pages of the list of all. How long it is shows only at its end, so that some pages of it are
 * read before the searches (see `sweepPages`).
 *
 * @param rows how many user identities there are; null where that is not known.
 */
export function planIdentities(wanted: number, rows: number | null): BatchPlan {
  if (wanted < 2) return { how: 'each', calls: wanted };
  const pages = rows === null ? null : Math.max(1, Math.ceil(rows / pageLimit));
  return pages !== null && pages <= sweepPages(wanted)
    ? { how: 'sweep', calls: pages }
    : { how: 'look', calls: sweepPages(wanted) + wanted };
}

/**
 * How many pages of a list of unknown length to read before asking for so many things one by one instead. A short list is then read in
 * a few calls, and a long one costs a quarter more than asking one by one at once.
 */
export function sweepPages(wanted: number): number {
  return Math.ceil(wanted / 4);
}
