/** Asking for each value by itself, or reading a whole list: whichever is fewer calls. */
import type { OffsetPage } from '../offset-walk.ts';

/** For fewer values than this, finding out how long the list is costs more than it may save. */
export const fewestForSweep = 3;

/** How many more calls a walk over the list needs after its first page; each page repeats a row of the one before. */
export function remainingPages(firstPage: OffsetPage<unknown> & { readonly total: number }): number {
  const rowsLeft = Math.max(0, firstPage.total - firstPage.rows.length);
  return Math.ceil(rowsLeft / Math.max(1, firstPage.size - 1));
}
