/** Zendesk's two pagings of one list, with their oddities (api-reference/introduction/pagination). */
import type { EmulatorRequest, EmulatorResponse } from '../emulator.ts';
import { invalidAttribute, ok } from './answers.ts';
import type { ZendeskSettings } from './world.ts';

/** An account's own host, which need not be the one that was asked. */
const canonicalHost = 'https://acme.zendesk.com';
const maxPageSize = 100;
/** Offset pages end here (support article 5591904358938). */
const lastOffsetRow = 10_000;

interface Row {
  readonly id: number;
}

/** A page of the rows, in the order of their ids, by cursor where `page[size]` is given. */
export function paginate(
  request: EmulatorRequest,
  key: string,
  rows: readonly Row[],
  show: (id: number) => unknown,
  settings: ZendeskSettings,
): EmulatorResponse {
  const ordered = rows.toSorted((one, other) => one.id - other.id);
  if (request.query.get('page[size]') === null) return byOffset(request, key, ordered, show);
  if (!settings.cursorPaging) return invalidAttribute('page', request.path.slice(1));
  return byCursor(request, key, ordered, show, settings);
}

function byCursor(
  { query, path }: EmulatorRequest,
  key: string,
  rows: readonly Row[],
  show: (id: number) => unknown,
  { cursorStyle }: ZendeskSettings,
): EmulatorResponse {
  const size = readInteger(query.get('page[size]'));
  if (size === null || size < 1 || size > maxPageSize) return invalidAttribute('page[size]', path.slice(1));
  const after = query.get('page[after]');
  const start = after === null ? 0 : decodeCursor(after);
  if (start === null) return invalidAttribute('page[after]', path.slice(1));

  const rest = rows.filter(({ id }) => id > start);
  const page = rest.slice(0, size);
  const [first] = page;
  const last = page.at(-1);
  const hasMore = cursorStyle === 'ticketing' ? page.length === size : rest.length > size;
  const afterCursor = last === undefined ? null : encodeCursor(last.id);
  const beforeCursor = first === undefined ? null : encodeCursor(first.id);
  const link = (name: string, cursor: string) =>
    `${canonicalHost}${path}?page%5B${name}%5D=${encodeURIComponent(cursor)}&page%5Bsize%5D=${size}`;
  const next = hasMore && afterCursor !== null ? link('after', afterCursor) : null;
  return ok({
    [key]: page.map(({ id }) => show(id)),
    meta: { has_more: hasMore, after_cursor: afterCursor, before_cursor: beforeCursor },
    links:
      cursorStyle === 'ticketing'
        ? { prev: beforeCursor === null ? null : link('before', beforeCursor), next }
        : {
            first: `${canonicalHost}${path}`,
            last: `${canonicalHost}${path}`,
            ...(next === null ? {} : { next }),
          },
  });
}

function byOffset(
  { query, path }: EmulatorRequest,
  key: string,
  rows: readonly Row[],
  show: (id: number) => unknown,
): EmulatorResponse {
  const page = readInteger(query.get('page') ?? '1');
  if (page === null || page < 1) return invalidAttribute('page', path.slice(1));
  const asked = readInteger(query.get('per_page') ?? String(maxPageSize)) ?? maxPageSize;
  const size = Math.min(Math.max(asked, 1), maxPageSize);
  if (page * size > lastOffsetRow) return invalidAttribute('page', path.slice(1));
  const link = (number: number) => `${canonicalHost}${path}?page=${number}&per_page=${size}`;
  return ok({
    [key]: rows.slice((page - 1) * size, page * size).map(({ id }) => show(id)),
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
