/** Seam's paged lists: `limit` and all other parameters stay the same from page to page, or Seam answers `mismatched_page_parameters`. */
import type { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { SeamApi } from './api.ts';
import { wirePagination } from './wire.ts';

/** Seam's default for most lists; it publishes no maximum. */
export const pageLimit = 500;

export interface SeamPage<Row> {
  readonly rows: readonly Row[];
  readonly brokenRows: number;
  /** False where another page was announced. */
  readonly last: boolean;
}

/**
 * The pages of a list, one after the other, each asked for only when it is wanted.
 * `next_page_url` is not followed: it names the cursor by another parameter than the endpoints read, and so gives the first page
 * for ever (seen in seamapi/fake-seam-connect 1.86).
 */
export async function* readPages<Row>(
  api: SeamApi,
  path: string,
  key: string,
  schema: z.ZodType<Row>,
  parameters: object,
  call: Call,
): AsyncGenerator<SeamPage<Row>, void, undefined> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const answer = await api.post(
      path,
      { ...parameters, limit: pageLimit, ...(cursor === null ? {} : { page_cursor: cursor }) },
      call,
    );
    const { rows, brokenRows } = api.rows(answer, key, schema);
    const parsed = wirePagination.safeParse(answer.body);
    const pagination = parsed.success ? parsed.data.pagination : null;
    cursor = pagination?.has_next_page === true ? pagination.next_page_cursor : null;
    yield { rows, brokenRows, last: cursor === null };
    if (cursor !== null && seen.has(cursor)) {
      throw new ProviderFailure('MALFORMED', `${api.name} gave the same page twice; its list is incomplete.`);
    }
    if (cursor !== null) seen.add(cursor);
  } while (cursor !== null);
}

export interface SeamSweep<Row> {
  readonly rows: readonly Row[];
  readonly brokenRows: number;
  readonly complete: boolean;
}

/** The first pages of a list, and whether they are all of it. */
export async function sweep<Row>(
  pages: AsyncGenerator<SeamPage<Row>, void, undefined>,
  maxPages: number,
): Promise<SeamSweep<Row>> {
  const rows: Row[] = [];
  let brokenRows = 0;
  let count = 0;
  for await (const page of pages) {
    rows.push(...page.rows);
    brokenRows += page.brokenRows;
    count += 1;
    if (page.last) return { rows, brokenRows, complete: true };
    if (count >= maxPages) break;
  }
  return { rows, brokenRows, complete: false };
}

/**
 * How many pages of a list of unknown length to read before asking for so many things one by one instead. A short list is then read in
 * a few calls, and a long one costs a quarter more than asking one by one at once.
 */
export function sweepPages(wanted: number): number {
  return Math.ceil(wanted / 4);
}
