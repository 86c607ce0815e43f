import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProviderFailure } from '../upstream/failure.ts';
import { walkOffsets, type OffsetPage } from './offset-walk.ts';

type Row = string | null;

const idOf = (row: string): string => row;
const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `row${index}`);

/** A list behind an API with pages of `size`; `afterPage` changes it between two reads. */
function listBehindPages(
  rows: readonly Row[],
  size: number,
  { tellsTotal = true, afterPage = (list: Row[], _page: number): Row[] => list } = {},
) {
  let list = [...rows];
  const offsets: number[] = [];
  const fetchPage = async (offset: number): Promise<OffsetPage<string>> => {
    const page = list.slice(offset, offset + size);
    const total = tellsTotal ? list.length : null;
    offsets.push(offset);
    list = afterPage(list, offsets.length);
    return { rows: page, size, total };
  };
  return { fetchPage, offsets };
}

describe('walkOffsets', () => {
  it('reads a list of one page in one call', async () => {
    const { fetchPage, offsets } = listBehindPages(numbered(5), 5);
    const walk = await walkOffsets(fetchPage, idOf, 1000);
    expect(walk).toEqual({ rows: numbered(5), brokenRows: 0, truncated: false, failure: null });
    expect(offsets).toEqual([0]);
  });

  it('gives up on a list that has ever more rows, none of which can be read', async () => {
    let asked = 0;
    const fetchPage = async (): Promise<OffsetPage<string>> => {
      asked += 1;
      if (asked > 1000) throw new ProviderFailure('TIMED_OUT', 'It was followed until time was over.');
      return { rows: [null], size: 1, total: 100_000 };
    };
    const walk = await walkOffsets(fetchPage, idOf, 1000);
    expect(walk).toMatchObject({ rows: [], failure: { status: 'UNAVAILABLE' } });
    expect(asked).toBe(21);
  });

  it('reads an empty list in one call', async () => {
    const { fetchPage, offsets } = listBehindPages([], 5, { tellsTotal: false });
    expect((await walkOffsets(fetchPage, idOf, 1000)).rows).toEqual([]);
    expect(offsets).toEqual([0]);
  });

  it('starts from a page that was read before', async () => {
    const { fetchPage, offsets } = listBehindPages(numbered(6), 4);
    const firstPage = { rows: numbered(4), size: 4, total: 6 };
    expect((await walkOffsets(fetchPage, idOf, 1000, firstPage)).rows).toEqual(numbered(6));
    expect(offsets).toEqual([3]);
  });

  it('stops at the most rows wanted, and says whether there are more', async () => {
    const { fetchPage } = listBehindPages(numbered(9), 4);
    expect(await walkOffsets(fetchPage, idOf, 5)).toMatchObject({ rows: numbered(5), truncated: true });
    expect(await walkOffsets(fetchPage, idOf, 9)).toMatchObject({ rows: numbered(9), truncated: false });
  });

  it('steps back where rows that ended pulled unread rows over the page border', async () => {
    const { fetchPage } = listBehindPages(numbered(10), 4, {
      afterPage: (list, page) => (page === 1 ? list.slice(3) : list),
    });
    expect((await walkOffsets(fetchPage, idOf, 1000)).rows).toEqual(numbered(10));
  });

  it('does not take the rows after a gap for known when the list shrinks again while it steps back', async () => {
    const { fetchPage } = listBehindPages(numbered(20), 4, {
      afterPage: (list, page) => (page <= 2 ? list.slice(4) : list),
    });
    const walk = await walkOffsets(fetchPage, idOf, 1000);
    expect(walk.failure).toBeNull();
    expect(walk.rows).toEqual(expect.arrayContaining(numbered(20).slice(8)));
  });

  it('counts every broken row once, also one at a page border', async () => {
    const rows: Row[] = numbered(10);
    for (const index of [0, 3, 6, 9]) rows[index] = null;
    const { fetchPage } = listBehindPages(rows, 4);
    const walk = await walkOffsets(fetchPage, idOf, 1000);
    expect(walk.brokenRows).toBe(4);
    expect(walk.rows).toEqual(rows.filter((row) => row !== null));
  });

  it('passes a page without a single readable row', async () => {
    const rows: Row[] = [...numbered(3), null, null, null, null, null, null, 'last'];
    const { fetchPage } = listBehindPages(rows, 3);
    expect(await walkOffsets(fetchPage, idOf, 1000)).toEqual({
      rows: [...numbered(3), 'last'],
      brokenRows: 6,
      truncated: false,
      failure: null,
    });
  });

  it('reads pages of a single row', async () => {
    const { fetchPage, offsets } = listBehindPages(numbered(3), 1);
    expect((await walkOffsets(fetchPage, idOf, 1000)).rows).toEqual(numbered(3));
    expect(offsets).toEqual([0, 1, 2]);
  });

  it('gives what it read when a later page fails', async () => {
    const failure = new ProviderFailure('UNAVAILABLE', 'down');
    const { fetchPage, offsets } = listBehindPages(numbered(9), 4);
    const walk = await walkOffsets(
      async (offset) => {
        if (offsets.length === 1) throw failure;
        return fetchPage(offset);
      },
      idOf,
      1000,
    );
    expect(walk).toMatchObject({ rows: numbered(4), truncated: false, failure });
  });

  it('rejects when the first page fails, or when the caller left', async () => {
    const failure = new ProviderFailure('UNAVAILABLE', 'down');
    await expect(walkOffsets(() => Promise.reject(failure), idOf, 1000)).rejects.toBe(failure);

    const reason = new Error('the caller left');
    const { fetchPage, offsets } = listBehindPages(numbered(9), 4);
    const leaving = (offset: number) => (offsets.length === 1 ? Promise.reject(reason) : fetchPage(offset));
    await expect(walkOffsets(leaving, idOf, 1000)).rejects.toBe(reason);
  });

  it('gives up on an API that ignores the offset', async () => {
    let calls = 0;
    const walk = await walkOffsets(
      async () => {
        calls += 1;
        return { rows: numbered(4), size: 4, total: 1_000_000 };
      },
      idOf,
      1000,
    );
    expect(walk).toMatchObject({ rows: numbered(4), failure: { status: 'UNAVAILABLE' } });
    expect(calls).toBeLessThan(30);
  });

  it('stops at the second time that a long page comes again', async () => {
    let calls = 0;
    const walk = await walkOffsets(
      async () => {
        calls += 1;
        return { rows: numbered(100), size: 100, total: 1_000_000 };
      },
      idOf,
      1000,
    );
    expect(walk).toMatchObject({ rows: numbered(100), failure: { status: 'MALFORMED' } });
    expect(calls).toBe(3);
  });

  it('takes a page of no rows for the end', async () => {
    const walk = await walkOffsets(async () => ({ rows: [], size: 0, total: 5 }), idOf, 1000);
    expect(walk.rows).toEqual([]);
  });

  it('gives every row exactly once that is there all the time, whatever comes and goes between the pages', async () => {
    const change = fc.record({
      removals: fc.array(fc.nat(), { maxLength: 12 }),
      insertions: fc.array(fc.oneof(fc.constant(0), fc.nat()), { maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 60 }),
        fc.integer({ min: 2, max: 7 }),
        fc.boolean(),
        fc.array(change, { maxLength: 15 }),
        async (length, size, tellsTotal, changes) => {
          const seenByEveryRead = new Set<Row>(numbered(length));
          const everThere = new Set<Row>(numbered(length));
          let inserted = 0;
          const lists: Set<Row>[] = [];
          const { fetchPage, offsets } = listBehindPages(numbered(length), size, {
            tellsTotal,
            afterPage: (list, page) => {
              const { removals, insertions } = changes[page - 1] ?? { removals: [], insertions: [] };
              const rows = [...list];
              for (const place of removals) rows.splice(place % Math.max(1, rows.length), 1);
              for (const place of insertions)
                rows.splice(place % (rows.length + 1), 0, `new${(inserted += 1)}`);
              for (const row of rows) everThere.add(row);
              lists.push(new Set(rows));
              return rows;
            },
          });
          const walk = await walkOffsets(fetchPage, idOf, Infinity);

          // The change after the last read came too late to matter.
          for (const list of lists.slice(0, offsets.length - 1)) {
            for (const row of seenByEveryRead) if (!list.has(row)) seenByEveryRead.delete(row);
          }
          expect(new Set(walk.rows).size).toBe(walk.rows.length);
          expect(everThere).toEqual(everThere.union(new Set<Row>(walk.rows)));
          // 15 changes cannot wear it out.
          expect(walk.failure).toBeNull();
          expect([...seenByEveryRead].filter((row) => !walk.rows.includes(String(row)))).toEqual([]);
        },
      ),
      { numRuns: 500, seed: 20261120 },
    );
  });
});
