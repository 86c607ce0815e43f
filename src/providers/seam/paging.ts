/** Seam's paged lists: `limit` and all other parameters stay the same from page to page, or Seam answers `mismatched_page_parameters`. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { readRow } from '../fields.ts';
import type { SeamApi, SeamList, SeamRows } from './api.ts';
import { pageLimit } from './plan.ts';
import { wirePagination } from './wire.ts';

/** A list that comes in pages. Devices are the largest rows, of about 5 KB. */
export function pagedList<Value>(
  key: 'devices' | 'connected_accounts' | 'connect_webviews' | 'user_identities',
  read: SeamList<Value>['read'],
): SeamList<Value> {
  return { path: `/${key}/list`, key, read, maxRows: pageLimit, maxBytes: pageLimit * 20 * 1024 };
}

export interface SeamPage<Value> extends SeamRows<Value> {
  /** False where another page was announced. */
  readonly last: boolean;
}

/**
 * The pages of a list, one after the other, each asked for only when it is wanted.
 * `next_page_url` is not followed: it names the cursor by another parameter than the endpoints read, and so gives the first page
 * for ever (seen in seamapi/fake-seam-connect 1.86).
 */
export async function* readPages<Value>(
  api: SeamApi,
  list: SeamList<Value>,
  parameters: object,
  call: Call,
): AsyncGenerator<SeamPage<Value>, void, undefined> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const { rows, brokenRows, body } = await api.list(
      list,
      { ...parameters, limit: pageLimit, ...(cursor === null ? {} : { page_cursor: cursor }) },
      call,
    );
    cursor = nextCursor(body, api.name);
    yield { rows, brokenRows, last: cursor === null };
    if (cursor !== null && seen.has(cursor)) {
      throw new ProviderFailure('MALFORMED', `${api.name} gave the same page twice; its list is incomplete.`);
    }
    if (cursor !== null) seen.add(cursor);
  } while (cursor !== null);
}

/** Null at the end of the list. What says that there is more, but not where, must not pass for the end. */
function nextCursor(body: unknown, providerName: string): string | null {
  // Some lists come without (connect_webviews/list of seamapi/fake-seam-connect).
  if (readRow(body)?.['pagination'] === undefined) return null;
  const parsed = wirePagination.safeParse(body);
  const { has_next_page: more, next_page_cursor: cursor } = parsed.data?.pagination ?? {};
  if (more === false) return null;
  if (more === true && typeof cursor === 'string') return cursor;
  throw new ProviderFailure(
    'MALFORMED',
    `${providerName} did not say how its list goes on; the list is incomplete.`,
  );
}

export interface SeamSweep<Value> extends SeamRows<Value> {
  readonly complete: boolean;
}

/** The first pages of a list, and whether they are all of it. */
export async function sweep<Value>(
  pages: AsyncGenerator<SeamPage<Value>, void, undefined>,
  maxPages: number,
): Promise<SeamSweep<Value>> {
  const rows: Value[] = [];
  let brokenRows = 0;
  let count = 0;
  for await (const page of pages) {
    for (const row of page.rows) rows.push(row);
    brokenRows += page.brokenRows;
    count += 1;
    if (page.last) return { rows, brokenRows, complete: true };
    if (count >= maxPages) break;
  }
  return { rows, brokenRows, complete: false };
}
