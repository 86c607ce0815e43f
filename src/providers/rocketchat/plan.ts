/** How many calls it takes Rocket.Chat to read what belongs to several people. */
import { planBatch, type BatchPlan } from '../batch-plan.ts';
import type { OffsetPage } from '../offset-walk.ts';

/** The largest page the server gives unless its administrator changed `API_Upper_Count_Limit`. */
export const pageSize = 100;

/**
 * By a filtered list or a user's record for each, or by the list of all sessions or users.
 *
 * @param rows how many sessions, or users, there are; null where that is not known.
 * @param callsLeft how many calls the limits allow now.
 */
export function planRows(wanted: number, rows: number | null, callsLeft: number): BatchPlan {
  return planBatch(wanted, rows === null ? null : 1 + pagesAfter(pageSize, pageSize, rows), 3, callsLeft);
}

/** The same when the first page of all has been read. */
export function planAfter(
  firstPage: OffsetPage<unknown> & { readonly total: number },
  wanted: number,
  callsLeft: number,
): BatchPlan {
  return planBatch(wanted, pagesAfter(firstPage.rows.length, firstPage.size, firstPage.total), 0, callsLeft);
}

/** How many more calls a walk over the list needs after its first page; each page repeats a row of the one before. */
function pagesAfter(rowsRead: number, size: number, total: number): number {
  return Math.ceil(Math.max(0, total - rowsRead) / Math.max(1, size - 1));
}
