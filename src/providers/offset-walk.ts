/**
 * Reads a whole list from an API that pages by offset while the list changes under it. New rows shift the rest down, so rows come
 * twice; ended rows shift it up, so rows would be missed. Therefore each page overlaps the one before by a row: when the page holds no
 * row that is known, its rows are not trusted, and the walk steps back until it meets one.
 */
import { plainFailure, ProviderFailure } from '../upstream/failure.ts';

export interface OffsetPage<Row> {
  /** In the provider's order; null stands for a row that could not be read. */
  readonly rows: readonly (Row | null)[];
  /** The page size the provider really used, which may be smaller than the one asked for. */
  readonly size: number;
  /** How many rows the provider says there are, or null. */
  readonly total: number | null;
}

export interface OffsetWalk<Row> {
  readonly rows: readonly Row[];
  readonly brokenRows: number;
  readonly truncated: boolean;
  readonly failure: ProviderFailure | null;
}

/** Whether there are rows after this page, as far as it tells. */
export function hasMore({ rows, size, total }: OffsetPage<unknown>, offset: number): boolean {
  return rows.length > 0 && rows.length >= size && (total === null || offset + rows.length < total);
}

/** How many pages in a row may bring nothing new before a walk gives up with what it has. */
const maxFruitlessPages = 20;

/**
 * How often the same page may come from another offset. Once it can be chance, where as many rows came in between as the walk went on; twice
 * it is a provider that does not page.
 */
const maxRepeatedPages = 1;

/** Of shorter pages it is chance more than once, and they are given up for being fruitless. */
const leastRepeatedRows = 20;

/**
 * Every row that is in the list from the first page to the last comes exactly once, as long as rows keep their order among each other
 * and pages hold at least two rows. With pages of one row there is nothing to overlap, and the list is taken to stand still; so it is
 * where a whole page is unreadable.
 *
 * @param fetchPage reads the rows from `offset` on; its failure on the first page rejects, on a later one it ends the walk with the
 *   rows read so far.
 * @param firstPage the page at offset 0, where the caller has read it already.
 * @param onBegun given, where one page is not all, what tells at any time which rows were read so far.
 */
export async function walkOffsets<Row>(
  fetchPage: (offset: number) => Promise<OffsetPage<Row>>,
  idOf: (row: Row) => string,
  maxRows: number,
  firstPage?: OffsetPage<Row>,
  onBegun?: (soFar: () => OffsetWalk<Row>) => void,
): Promise<OffsetWalk<Row>> {
  const page = firstPage ?? (await fetchPage(0));
  // The usual list is one page.
  return hasMore(page, 0)
    ? walkFrom(page, fetchPage, idOf, maxRows, onBegun)
    : wholeList(page, idOf, maxRows);
}

function wholeList<Row>(page: OffsetPage<Row>, idOf: (row: Row) => string, maxRows: number): OffsetWalk<Row> {
  const known = new Map<string, Row>();
  let brokenRows = 0;
  for (const row of page.rows) {
    if (row === null) brokenRows += 1;
    else known.set(idOf(row), row);
  }
  return { rows: firstRows(known, maxRows), brokenRows, truncated: known.size > maxRows, failure: null };
}

function firstRows<Row>(known: ReadonlyMap<string, Row>, maxRows: number): readonly Row[] {
  const rows = [...known.values()];
  return rows.length > maxRows ? rows.slice(0, maxRows) : rows;
}

async function walkFrom<Row>(
  firstPage: OffsetPage<Row>,
  fetchPage: (offset: number) => Promise<OffsetPage<Row>>,
  idOf: (row: Row) => string,
  maxRows: number,
  onBegun?: (soFar: () => OffsetWalk<Row>) => void,
): Promise<OffsetWalk<Row>> {
  const known = new Map<string, Row>();
  let brokenRows = 0;
  let fruitlessPages = 0;
  let offset = 0;
  /** The last page left no row to recognise, so the next one is believed without. */
  let unchecked = true;
  let page = firstPage;
  let repeatedPages = 0;
  const finish = (truncated: boolean, failure: ProviderFailure | null): OffsetWalk<Row> => ({
    rows: firstRows(known, maxRows),
    brokenRows,
    truncated,
    failure,
  });

  onBegun?.(() => finish(false, null));
  for (;;) {
    const { rows } = page;
    const lastKnown = rows.findLastIndex((row) => row !== null && known.has(idOf(row)));
    const connected = unchecked || offset === 0 || lastKnown >= 0;
    const knownBefore = known.size;
    let next = Math.max(0, offset - Math.max(1, page.size - 1));
    if (connected) {
      for (const row of rows) if (row !== null) known.set(idOf(row), row);
      const more = hasMore(page, offset);
      const lastReadable = rows.findLastIndex((row) => row !== null);
      unchecked = more && lastReadable <= 0;
      // Broken rows at the end of a page come again with the next one, which counts them.
      const counted =
        more && !unchecked ? rows.slice(lastKnown + 1, lastReadable + 1) : rows.slice(lastKnown + 1);
      brokenRows += counted.filter((row) => row === null).length;
      if (known.size >= maxRows) return finish(known.size > maxRows || more, null);
      if (!more) return finish(false, null);
      next = offset + (unchecked ? rows.length : lastReadable);
    }

    fruitlessPages = known.size > knownBefore ? 0 : fruitlessPages + 1;
    if (fruitlessPages > maxFruitlessPages) {
      return finish(
        false,
        plainFailure('UNAVAILABLE', 'The list changed faster than it could be read; ask again.'),
      );
    }
    offset = next;
    try {
      const before = page;
      page = await fetchPage(offset);
      repeatedPages = isSamePage(before, page, idOf) ? repeatedPages + 1 : 0;
      if (repeatedPages > maxRepeatedPages) return finish(false, repeats());
    } catch (error) {
      if (error instanceof ProviderFailure) return finish(false, error);
      throw error;
    }
  }
}

/** Whether two pages hold the same rows in the same order. */
function isSamePage<Row>(one: OffsetPage<Row>, other: OffsetPage<Row>, idOf: (row: Row) => string): boolean {
  const idAt = (page: OffsetPage<Row>, index: number) => {
    const row = page.rows[index] ?? null;
    return row && idOf(row);
  };
  return (
    one.rows.length >= leastRepeatedRows &&
    one.rows.length === other.rows.length &&
    one.rows.every((_row, index) => idAt(one, index) === idAt(other, index))
  );
}

function repeats(): ProviderFailure {
  return new ProviderFailure(
    'MALFORMED',
    'The provider gave the same page again and again; its list is incomplete.',
  );
}
