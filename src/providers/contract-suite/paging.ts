import { expect, test } from 'vitest';
import type { Position, SessionPage } from '../provider.ts';
import { callWithin, expectSameIds, failureOf, idsOf, type AbleProvider, type Contract } from './within.ts';

export function testPaging({ start }: Contract): void {
  const startPaged = async (skip: (condition: boolean, note: string) => void) => {
    const world = await start();
    skip(
      !world.provider.capabilities.listsAllSessions,
      'this API lists sessions only of people who are named',
    );
    return world;
  };

  test.for([1, 7, 100])('walks all sessions in pages of %i, each once', async (size, { skip }) => {
    const world = await startPaged(skip);
    // A page of one row is a call for each row: the first hundred will do.
    const walked = await walk(world.provider, null, size, size === 1 ? 100 : Infinity);
    expect(walked.every((page) => page.rows.length <= size)).toBe(true);
    const ids = walked.flatMap(rowIds);
    if (size === 1) expect(new Set(ids).size).toBe(ids.length);
    else expectSameIds(ids, world.allSessionIds());
  });

  test('goes on after any row, with any size', async ({ skip }) => {
    const { provider } = await startPaged(skip);
    const rows = (await walk(provider, null, 10, 4)).flatMap((page) =>
      page.rows.map(({ nativeId }, index) => ({ nativeId, after: page.positionAfter(index) })),
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const [index, { after }] of rows.slice(0, -1).entries()) {
      const page = await provider.readSessionPage(asJson(after), 1 + (index % 3), callWithin());
      expect(page.rows[0]?.nativeId).toBe(rows[index + 1]?.nativeId);
    }
  });

  test('gives an end after the last row', async ({ skip }) => {
    const { provider } = await startPaged(skip);
    const last = (await walk(provider, null, 100)).findLast(({ rows }) => rows.length > 0);
    if (last === undefined) throw new Error('no session');
    const after = last.positionAfter(last.rows.length - 1);
    const page = await provider.readSessionPage(after, 10, callWithin());
    expect([page.rows, page.next]).toEqual([[], null]);
  });

  test('neither skips nor repeats a row where rows end and begin between the pages', async ({ skip }) => {
    const world = await startPaged(skip);
    const { provider } = world;
    const original = new Set(world.allSessionIds());
    const seen: string[] = [];
    const ended = new Set<string>();
    let position: Position | null = null;
    do {
      const page: SessionPage = await provider.readSessionPage(position, 10, callWithin());
      seen.push(...rowIds(page));
      // The row just read ends, and an earlier one: the rest moves up, and the anchor is gone.
      for (const id of [seen.at(-1), seen.at(-4)]) {
        if (id === undefined || ended.has(id)) continue;
        world.endSession(id);
        ended.add(id);
      }
      world.addSession(world.busy.accountId);
      position = page.next === null ? null : asJson(page.next);
    } while (position !== null && seen.length < 5000);
    expect(new Set(seen).size).toBe(seen.length);
    const seenIds = new Set(seen);
    expect([...original].filter((id) => !seenIds.has(id))).toEqual([]);
  });

  test('loses only the row that cannot be read, and counts it', async ({ skip }) => {
    const world = await startPaged(skip);
    const expected = new Set(world.allSessionIds());
    expected.delete(world.breakOneRow(world.busy.accountId));
    const pages = await walk(world.provider, null, 50);
    expectSameIds(pages.flatMap(rowIds), [...expected]);
    // A page may be read with an overlap, so that the row can be met twice.
    expect(pages.reduce((sum, page) => sum + page.brokenRows, 0)).toBeGreaterThanOrEqual(1);
  });

  test('rejects a position that is none of its own, and asks nothing', async ({ skip }) => {
    const { provider, emulator } = await startPaged(skip);
    const foreign: Position[] = [
      'nonsense',
      '',
      42,
      -1,
      true,
      [],
      {},
      { offset: -1 },
      ['../users'],
      { v: 99 },
    ];
    for (const position of foreign) {
      expect(await failureOf(provider.readSessionPage(position, 10, callWithin()))).toMatchObject({
        status: 'REJECTED',
      });
    }
    expect(emulator.calls).toEqual([]);
  });
}

/** The pages from a position on, up to the end or so many pages. */
async function walk(
  provider: AbleProvider,
  start: Position | null,
  size: number,
  maxPages = Infinity,
): Promise<SessionPage[]> {
  const pages: SessionPage[] = [];
  let position = start;
  do {
    const page = await provider.readSessionPage(position, size, callWithin());
    pages.push(page);
    position = page.next === null ? null : asJson(page.next);
  } while (position !== null && pages.length < Math.min(maxPages, 5000));
  return pages;
}

function rowIds(page: SessionPage): string[] {
  return idsOf(page.rows);
}

/** As it comes back from a client. */
function asJson(position: Position): Position {
  return JSON.parse(JSON.stringify(position)) as Position;
}
