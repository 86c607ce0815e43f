/** Zendesk's two pagings of one list, with their oddities (api-reference/introduction/pagination). */
import type { EmulatorRequest, EmulatorResponse } from '../emulator.ts';
import { invalidAttribute, ok, urlOf } from './answers.ts';
import type { ZendeskSettings } from './world.ts';

const maxPageSize = 100;
/** Offset pages end here (support article 5591904358938). */
const lastOffsetRow = 10_000;

export interface Listing<Row> {
  /** The field of the answer that holds the rows. */
  readonly key: string;
  readonly rows: readonly Row[];
  show(row: Row): unknown;
  /** What goes with the rows of a page. */
  sideload?(page: readonly Row[]): object;
}

/** A page in the order of the ids, by cursor where `page[size]` is given. */
export function paginate<Row extends { readonly id: number }>(
  request: EmulatorRequest,
  listing: Listing<Row>,
  settings: ZendeskSettings,
): EmulatorResponse {
  const ordered = { ...listing, rows: listing.rows.toSorted((one, other) => one.id - other.id) };
  if (request.query.get('page[size]') === null) return byOffset(request, ordered);
  if (!settings.cursorPaging) return invalidAttribute('page', request.path.slice(1));
  return byCursor(request, ordered, settings);
}

function byCursor<Row extends { readonly id: number }>(
  request: EmulatorRequest,
  { key, rows, show, sideload }: Listing<Row>,
  { cursorStyle }: ZendeskSettings,
): EmulatorResponse {
  const { query, path } = request;
  const size = readInteger(query.get('page[size]'));
  if (size === null || size < 1 || size > maxPageSize) return invalidAttribute('page[size]', path.slice(1));
  const [after, before] = [query.get('page[after]'), query.get('page[before]')];
  const start = after === null ? 0 : decodeCursor(after);
  const end = before === null ? Infinity : decodeCursor(before);
  if (start === null) return invalidAttribute('page[after]', path.slice(1));
  if (end === null || (after !== null && before !== null)) {
    return invalidAttribute('page[before]', path.slice(1));
  }

  const rest = rows.filter(({ id }) => id > start && id < end);
  const page = before === null ? rest.slice(0, size) : rest.slice(-size);
  const [first] = page;
  const last = page.at(-1);
  const hasMore = cursorStyle === 'ticketing' ? page.length === size : rest.length > size;
  const afterCursor = last === undefined ? null : encodeCursor(last.id);
  const beforeCursor = first === undefined ? null : encodeCursor(first.id);
  const link = (name: string, cursor: string) =>
    urlOf(request, path, { 'page[after]': null, 'page[before]': null, [`page[${name}]`]: cursor });
  const next = hasMore && afterCursor !== null ? link('after', afterCursor) : null;
  return ok({
    [key]: page.map(show),
    ...sideload?.(page),
    meta: { has_more: hasMore, after_cursor: afterCursor, before_cursor: beforeCursor },
    links:
      cursorStyle === 'ticketing'
        ? { prev: beforeCursor === null ? null : link('before', beforeCursor), next }
        : { first: urlOf(request, path), last: urlOf(request, path), ...(next === null ? {} : { next }) },
  });
}

/** A page of the rows as they are ordered; for what knows no cursors. */
export function byOffset<Row>(
  request: EmulatorRequest,
  { key, rows, show, sideload }: Listing<Row>,
): EmulatorResponse {
  const { query, path } = request;
  const page = readInteger(query.get('page') ?? '1');
  if (page === null || page < 1) return invalidAttribute('page', path.slice(1));
  const asked = readInteger(query.get('per_page') ?? String(maxPageSize)) ?? maxPageSize;
  const size = Math.min(Math.max(asked, 1), maxPageSize);
  if (page * size > lastOffsetRow) return invalidAttribute('page', path.slice(1));
  const link = (number: number) => urlOf(request, path, { page: String(number), per_page: String(size) });
  const shown = rows.slice((page - 1) * size, page * size);
  return ok({
    [key]: shown.map(show),
    ...sideload?.(shown),
    count: rows.length,
    next_page: page * size < rows.length ? link(page + 1) : null,
    previous_page: page > 1 ? link(page - 1) : null,
  });
}

/** Bytes that give "+", "/" and "=" in base64, as real cursors have: one that is not encoded in the query does not come back. */
const cursorPrefix = Buffer.from([0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff]);

function encodeCursor(id: number): string {
  const digits = String(id);
  const padded = digits.padStart(digits.length + ((4 - (digits.length % 3)) % 3), '0');
  return Buffer.concat([cursorPrefix, Buffer.from(padded)]).toString('base64');
}

function decodeCursor(cursor: string): number | null {
  const bytes = Buffer.from(cursor, 'base64');
  const isOurs =
    bytes.toString('base64') === cursor && bytes.subarray(0, cursorPrefix.length).equals(cursorPrefix);
  return isOurs ? readInteger(bytes.subarray(cursorPrefix.length).toString()) : null;
}

function readInteger(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
