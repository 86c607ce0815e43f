import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import { scopeOf } from './cursor.ts';
import { InputError } from './input-error.ts';
import { pageOf, pageSizeOf, type Ordering } from './page.ts';

interface Row {
  readonly id: string;
  readonly value: number | null;
}

const scope = scopeOf('test');
const ordering = (direction: 'ASC' | 'DESC'): Ordering<Row> => ({
  direction,
  valueOf: ({ value }) => value,
  idOf: ({ id }) => id,
});

// Few distinct values, so that ties and nulls are common.
const rows = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    value: fc.option(fc.integer({ min: 0, max: 4 })),
  }),
  { selector: (row) => row.id, maxLength: 60 },
);
const direction = fc.constantFrom('ASC' as const, 'DESC' as const);
const pageSize = fc.integer({ min: 1, max: 100 });

/** Follows the pages to the end; `between` may change the rows before each next page. */
function walk(
  all: readonly Row[],
  way: 'forward' | 'backward',
  size: number,
  order: Ordering<Row>,
  between: (rows: readonly Row[], page: number) => readonly Row[] = (same) => same,
): readonly string[] {
  const seen: string[] = [];
  let current = all;
  let cursor: string | undefined;
  for (let page = 1; page <= 200; page += 1) {
    const answer: Connection<Row> = pageOf(
      current,
      order,
      way === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor },
      scope,
      [],
    );
    const ids = answer.edges.map(({ node }) => node.id);
    if (way === 'forward') seen.push(...ids);
    else seen.unshift(...ids);
    const { hasNextPage, hasPreviousPage, endCursor, startCursor } = answer.pageInfo;
    if (way === 'forward' ? !hasNextPage : !hasPreviousPage) return seen;
    cursor = (way === 'forward' ? endCursor : startCursor) ?? undefined;
    current = between(current, page);
  }
  throw new Error('The walk did not end.');
}

function sorted(all: readonly Row[], way: 'ASC' | 'DESC'): readonly string[] {
  const byId = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const [given, missing] = [
    byId.filter(({ value }) => value !== null),
    byId.filter(({ value }) => value === null),
  ];
  const byValue = given.toSorted((a, b) => ((a.value ?? 0) - (b.value ?? 0)) * (way === 'ASC' ? 1 : -1));
  return [...byValue, ...missing].map(({ id }) => id);
}

describe('a walk over pages', () => {
  test('yields every row exactly once and in order, forward and backward', () => {
    fc.assert(
      fc.property(rows, direction, pageSize, (all, order, size) => {
        expect(walk(all, 'forward', size, ordering(order))).toEqual(sorted(all, order));
        expect(walk(all, 'backward', size, ordering(order))).toEqual(sorted(all, order));
      }),
    );
  });

  test('yields every row that stays exactly once when others go and come between pages', () => {
    fc.assert(
      fc.property(
        rows,
        direction,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('forward' as const, 'backward' as const),
        fc.array(fc.nat()),
        (all, order, size, way, victims) => {
          const gone = new Set<string>();
          const came = new Set<string>();
          const seen = walk(all, way, size, ordering(order), (current, page) => {
            const victim = current[(victims[page] ?? 0) % Math.max(1, current.length)];
            if (victim !== undefined) gone.add(victim.id);
            const newcomer = { id: `new row ${page}`, value: page % 5 };
            came.add(newcomer.id);
            return [...current.filter((row) => row !== victim), newcomer];
          });
          expect(new Set(seen).size).toBe(seen.length);
          const staying = sorted(all, order).filter((id) => !gone.has(id));
          expect(seen.filter((id) => !gone.has(id) && !came.has(id))).toEqual(staying);
        },
      ),
    );
  });

  test('puts rows without a value last in both directions, and orders equal values by id', () => {
    const all = [
      { id: 'b', value: null },
      { id: 'a', value: null },
      { id: 'd', value: 1 },
      { id: 'c', value: 1 },
      { id: 'e', value: 2 },
    ];
    expect(walk(all, 'forward', 2, ordering('ASC'))).toEqual(['c', 'd', 'e', 'a', 'b']);
    expect(walk(all, 'forward', 2, ordering('DESC'))).toEqual(['e', 'c', 'd', 'a', 'b']);
  });
});

describe('a page', () => {
  const all = ['a', 'b', 'c', 'd'].map((id) => ({ id, value: 1 }));
  const page = (args: Parameters<typeof pageOf>[2]) => pageOf(all, ordering('ASC'), args, scope, []);

  test('says whether there is more before and after it', () => {
    const first = page({ first: 2 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const after = first.pageInfo.endCursor ?? undefined;
    expect(page({ first: 2, after }).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  test('between two cursors holds the rows between them', () => {
    const [a, , , d] = page({}).edges;
    expect(page({ after: a?.cursor, before: d?.cursor }).edges.map(({ node }) => node.id)).toEqual([
      'b',
      'c',
    ]);
  });

  test('of an empty list has no cursors', () => {
    expect(pageOf([], ordering('ASC'), {}, scope, []).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  test('refuses a cursor of another list', () => {
    const cursor = page({}).pageInfo.endCursor ?? '';
    const other = () => pageOf(all, ordering('ASC'), { after: cursor }, scopeOf('another'), []);
    expect(other).toThrow(InputError);
    expect(other).toThrow(/another list, filter or order/);
  });

  test.for(['', 'garbage', 'W10', Buffer.from('[1,"x"]').toString('base64url'), 'x'.repeat(9000)])(
    'refuses %j as a cursor',
    (after) => {
      expect(() => page({ after })).toThrow(/no cursor of this API/);
    },
  );
});

describe('the size of a page', () => {
  test('is 20 where nothing is said', () => {
    expect(pageSizeOf({})).toBe(20);
  });

  test.for([{ first: 0 }, { first: -1 }, { first: 101 }, { last: 0 }, { last: 101 }])(
    'of %j is refused',
    (args) => {
      expect(() => pageSizeOf(args)).toThrow(/must be 1 to 100/);
    },
  );

  test('is refused where both ends are asked for', () => {
    expect(() => pageSizeOf({ first: 1, last: 1 })).toThrow(/exclude each other/);
  });
});
