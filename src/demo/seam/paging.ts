/** Seam's page cursors, with their two traps: the parameters may not change between pages, and `next_page_url` does not page. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalidInput, SeamApiError } from './api-error.ts';

const cursorContent = z.object({ hash: z.string(), offset: z.int().min(0) });

/**
 * One page of rows that are sorted already.
 *
 * @param path the endpoint, as `/devices/list`.
 * @param parameters everything the principal gave, with `limit` and `page_cursor`.
 */
export function paginate<Row>(
  rows: readonly Row[],
  path: string,
  parameters: { readonly limit: number | undefined; readonly page_cursor: string | null | undefined },
  defaultLimit: number,
): { readonly rows: readonly Row[]; readonly pagination: object } {
  const { page_cursor: cursor, ...others } = parameters;
  const hash = createHash('sha256').update(JSON.stringify(others)).digest('base64url');
  const start = cursor === undefined || cursor === null || cursor === '' ? 0 : offsetOf(cursor, hash);
  const end = start + (parameters.limit ?? defaultLimit);
  const more = end < rows.length;
  const next = more ? Buffer.from(JSON.stringify({ hash, offset: end }), 'utf8').toString('base64') : null;
  return {
    rows: rows.slice(start, end),
    pagination: {
      has_next_page: more,
      next_page_cursor: next,
      // It names the cursor `next_page_cursor`, which no endpoint reads: following it gives the first page for ever.
      next_page_url:
        next === null
          ? null
          : `https://connect.getseam.com${path}?next_page_cursor=${encodeURIComponent(next)}`,
    },
  };
}

function offsetOf(cursor: string, hash: string): number {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8'));
  } catch {
    throw invalidInput({ page_cursor: 'Invalid page cursor' });
  }
  const parsed = cursorContent.safeParse(content);
  if (!parsed.success) throw invalidInput({ page_cursor: 'Invalid page cursor' });
  if (parsed.data.hash !== hash) {
    throw new SeamApiError(
      400,
      'mismatched_page_parameters',
      'Request parameters must be the same for every page',
    );
  }
  return parsed.data.offset;
}
