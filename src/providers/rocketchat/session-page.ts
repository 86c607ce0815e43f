/**
 * One page of the whole session list. The list is ordered by `loginAt`, newest first, whatever `sort` says (Rocket.Chat sorts only within
 * a page), so a place in it is a moment and the ids already given of that moment. The offset is a hint where to look: a page is believed
 * when its first row comes before the place for certain.
 */
import { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { plainFailure } from '../../upstream/failure.ts';
import { hasMore } from '../offset-walk.ts';
import type { Position, SessionPage } from '../provider.ts';
import type { SessionRecord } from '../records.ts';
import { maxTextLength } from '../text.ts';
import type { RocketChatApi, SessionList } from './api.ts';
import { pageSize } from './plan.ts';

const placeSchema = z.strictObject({
  /** The moment of the last row given, in epoch milliseconds. */
  loginAt: z.int(),
  /** The rows of that moment that were given. */
  ids: z.array(z.string().min(1).max(maxTextLength)).min(1).max(1000),
  /** Where the last row with a later moment stood. */
  offset: z.int().nonnegative(),
});
type Place = z.output<typeof placeSchema>;

/** How many pages may be looked at for one, before the list counts as too restless to read. */
const maxLooks = 20;

/** @param position from an earlier page; anything else rejects with REJECTED. */
export async function readSessionPage(
  api: Pick<RocketChatApi, 'sessions'>,
  position: Position | null,
  size: number,
  call: Call,
): Promise<SessionPage> {
  const place = position === null ? null : placeOf(position);
  const count = Math.min(pageSize, size + 1 + (place?.ids.length ?? 0));
  const passed = new Set<string>();
  let brokenRows = 0;
  let offset = place?.offset ?? 0;
  /** The page before left no row to recognise, so this one is believed without. */
  let unchecked = false;

  for (let look = 0; look < maxLooks; look += 1) {
    const page = await api.sessions({ offset, count }, call);
    const first = page.rows.find((row) => row !== null);
    const comesBefore = first !== undefined && (isLater(first, place) || passed.has(first.nativeId));
    if (offset > 0 && !unchecked && !comesBefore) {
      offset = Math.max(0, Math.min(offset, page.total) - Math.max(1, page.size - 1));
      continue;
    }

    const wanted = page.rows.flatMap((row, index) =>
      row === null || isGiven(row, place) ? [] : [{ row, index }],
    );
    const taken = wanted.slice(0, size);
    const last = taken.at(-1);
    const atEnd = taken.length === wanted.length && !hasMore(page, offset);
    const lastReadable = page.rows.findLastIndex((row) => row !== null);
    unchecked = last === undefined && lastReadable <= 0;
    // Broken rows after the last readable one come again with the next page, which counts them.
    const lastGiven = page.rows.findLastIndex((row) => row !== null && isGiven(row, place));
    const until = atEnd || unchecked ? page.rows.length : (last?.index ?? -1) + 1;
    brokenRows += page.rows.slice(lastGiven + 1, until).filter((row) => row === null).length;
    if (last !== undefined || atEnd) {
      const from = offset;
      const afterTaken = (given: (typeof taken)[number] | undefined) =>
        given === undefined ? null : placeAfter(given.row, given.index, page, from, place);
      return {
        rows: taken.map(({ row }) => row),
        positionAfter: (index) => afterTaken(taken[index]),
        next: atEnd ? null : afterTaken(last),
        truncated: false,
        brokenRows,
        observedAt: page.receivedAt,
      };
    }
    for (const row of page.rows) if (row !== null) passed.add(row.nativeId);
    offset += unchecked ? page.rows.length : lastReadable;
  }
  throw plainFailure('UNAVAILABLE', 'The list changed faster than it could be read; ask again.');
}

function placeOf(position: Position): Place {
  const parsed = placeSchema.safeParse(position);
  if (parsed.success) return parsed.data;
  throw plainFailure('REJECTED', 'This is no place in the session list: begin again without a cursor.');
}

const momentOf = (session: SessionRecord): number => session.lastActiveAt ?? 0;

/** Whether the row signed in later than the place, so that nothing after the place can stand before it. */
function isLater(row: SessionRecord, place: Place | null): boolean {
  return place !== null && momentOf(row) > place.loginAt;
}

/** Whether the row stands before the place: it was given, or came in since. */
function isGiven(row: SessionRecord, place: Place | null): boolean {
  if (place === null) return false;
  return isLater(row, place) || (momentOf(row) === place.loginAt && place.ids.includes(row.nativeId));
}

/** The place after the row, which stands at `index` of a page that begins at `offset` and was read for `place`. */
function placeAfter(
  row: SessionRecord,
  index: number,
  page: SessionList,
  offset: number,
  place: Place | null,
): Place {
  const upToHere = page.rows.slice(0, index + 1).filter((other) => other !== null);
  const loginAt = momentOf(row);
  const sameMoment = upToHere.filter((other) => momentOf(other) === loginAt).map((other) => other.nativeId);
  const before = page.rows
    .slice(0, index)
    .findLastIndex((other) => other !== null && momentOf(other) > loginAt);
  return {
    loginAt,
    ids: [...new Set([...(place?.loginAt === loginAt ? place.ids : []), ...sameMoment])],
    offset: before >= 0 ? offset + before : Math.min(offset, place?.offset ?? 0),
  };
}
