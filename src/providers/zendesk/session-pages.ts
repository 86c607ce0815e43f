/**
 * Pages of a session list for a reader who comes back later, when rows have gone. A position names the page it lies in and the rows of
 * that page that were given already, so the rest is found whatever else has ended. A cursor follows a row, not a number, so it
 * stays right by itself; a page number does not, so offset pages are looked through again before the next one is read.
 */
import { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import type { Position, SessionPage } from '../provider.ts';
import { isZendeskId } from './records.ts';
import {
  createTrail,
  maxPageSize,
  type Place,
  type SessionList,
  type SessionListPage,
  type SessionLists,
} from './session-lists.ts';

const given = z.array(z.string().refine(isZendeskId)).max(maxPageSize);

/** A position went through a client, and its cursor becomes part of a query. */
const positionSchema = z.union([
  z.strictObject({
    cursor: z
      .string()
      .regex(/^[!-~]{1,2000}$/)
      .nullable(),
    given,
  }),
  z.strictObject({
    page: z.int().min(1).max(10_000),
    size: z.int().min(1).max(maxPageSize),
    given,
  }),
]);
type CheckedPosition = z.output<typeof positionSchema>;

/** One page of the list, from `position` on. Rejects with REJECTED for a position that was not made here. */
export async function readPage(
  lists: SessionLists,
  providerName: string,
  list: SessionList,
  position: Position | null,
  size: number,
  call: Call,
): Promise<SessionPage> {
  let from: CheckedPosition = position === null ? { cursor: null, given: [] } : check(position);
  const whyStop = createTrail(providerName, 'cursor' in from ? from.cursor : null);
  for (;;) {
    const page = await readAt(lists, list, from, size, call);
    const stopped = whyStop(page);
    if (stopped !== null) throw stopped;
    const result = toPage(page, from.given, size);
    if (result.rows.length > 0 || result.brokenRows > 0 || page.next === null) return result;
    // All of this page was given before.
    from = { ...page.next, given: [] };
  }
}

function check(position: Position): CheckedPosition {
  const parsed = positionSchema.safeParse(position);
  if (!parsed.success) throw notOurs();
  return parsed.data;
}

function notOurs(): ProviderFailure {
  return plainFailure(
    'REJECTED',
    'The place in the list of sessions is not known: begin again from the start.',
  );
}

async function readAt(
  lists: SessionLists,
  list: SessionList,
  from: CheckedPosition,
  size: number,
  call: Call,
): Promise<SessionListPage> {
  const place: Place = 'page' in from ? { page: from.page, size: from.size } : { cursor: from.cursor };
  try {
    return await lists.readPage(list, place, Math.min(maxPageSize, size + from.given.length), call);
  } catch (error) {
    const atStart = 'cursor' in place && place.cursor === null;
    const rejected = error instanceof ProviderFailure && error.status === 'REJECTED';
    throw rejected && !atStart ? notOurs() : error;
  }
}

/** At most `size` rows of the page that were not given before. */
function toPage(page: SessionListPage, givenBefore: readonly string[], size: number): SessionPage {
  const { rows } = page;
  const before = new Set(givenBefore);
  const fresh = rows.filter(({ nativeId }) => !before.has(nativeId));
  const chosen = fresh.slice(0, size);
  const kept = rows.filter(({ nativeId }) => before.has(nativeId)).map(({ nativeId }) => nativeId);
  const isWhole = chosen.length === fresh.length;

  const within = (count: number): Position => ({
    ...page.place,
    given: [...kept, ...chosen.slice(0, count).map(({ nativeId }) => nativeId)],
  });
  // Behind the page's last row a cursor needs no memory; a page number does, unless there is nothing to remember.
  const forgets = page.next !== null && ('cursor' in page.next || rows.length === 0);
  const last = isWhole && forgets ? { ...page.next, given: [] } : within(chosen.length);
  const hasMore = !isWhole || page.next !== null;
  return {
    rows: chosen,
    positionAfter: (index) => (index === chosen.length - 1 ? last : within(index + 1)),
    next: hasMore ? last : null,
    truncated: !hasMore && page.truncated,
    // Counted where the page is first read, not again by those who come back to it.
    brokenRows: kept.length === 0 ? page.brokenOwners.length : 0,
    observedAt: page.observedAt,
  };
}
