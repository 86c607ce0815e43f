import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Position, SessionPage } from '../provider.ts';
import type { ProviderId } from '../records.ts';
import type { SessionList, SessionListQuery } from './api.ts';
import { sessionRecord } from './records.ts';
import { readSessionPage } from './session-page.ts';
import { anyCall, idsOf, noon, openRocketChat, session, sessions, workspace } from './testing.ts';

interface Row {
  readonly id: string;
  readonly loginAt: number;
}

const recordOf = ({ id, loginAt }: Row) => {
  const row = { sessionId: id, userId: 'jane', loginAt: new Date(loginAt).toISOString() };
  return sessionRecord(row, 'chat' as ProviderId, noon);
};

/** A session list, newest first, with pages of at most `upperLimit`; `beforeCall` changes it. */
function listOf(
  rows: readonly Row[],
  upperLimit: number,
  beforeCall: (rows: readonly Row[]) => readonly Row[],
) {
  let list = rows;
  return {
    async sessions({ offset, count }: SessionListQuery): Promise<SessionList> {
      list = beforeCall(list);
      const size = Math.min(count, upperLimit);
      return {
        rows: list.slice(offset, offset + size).map(recordOf),
        size,
        total: list.length,
        receivedAt: noon,
        callsPerMinute: null,
      };
    },
  };
}

it('gives every row exactly once that is there all the time, whatever signs in and out between the calls', async () => {
  const change = fc.record({
    removals: fc.array(fc.nat(), { maxLength: 6 }),
    insertions: fc.nat({ max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(
      // How much later each row signed in than the one after it; 0 is the same moment.
      fc.array(fc.nat({ max: 2 }), { maxLength: 40 }),
      fc.integer({ min: 3, max: 8 }),
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
      fc.array(change, { maxLength: 12 }),
      async (gaps, upperLimit, sizes, changes) => {
        let newest = noon;
        let inserted = 0;
        let calls = 0;
        const rows = gaps
          .map((gap, index) => ({ id: `row${index}`, loginAt: (newest += gap) }))
          .toSorted((one, other) => other.loginAt - one.loginAt);
        const alwaysThere = new Set(rows.map(({ id }) => id));
        const api = listOf(rows, upperLimit, (list) => {
          const { removals = [], insertions = 0 } = changes[calls] ?? {};
          calls += 1;
          const next = [...list];
          for (const place of removals) {
            const [removed] = next.splice(place % Math.max(1, next.length), 1);
            if (removed !== undefined) alwaysThere.delete(removed.id);
          }
          for (let count = 0; count < insertions; count += 1) {
            next.unshift({ id: `new${(inserted += 1)}`, loginAt: (newest += 1) });
          }
          return next;
        });

        const given: string[] = [];
        let position: Position | null = null;
        let pages = 0;
        do {
          const size = sizes[pages % sizes.length] ?? 1;
          const page: SessionPage = await readSessionPage(api, position, size, anyCall());
          expect(page.rows.length).toBeLessThanOrEqual(size);
          given.push(...idsOf(page.rows));
          position = JSON.parse(JSON.stringify(page.next)) as Position | null;
          pages += 1;
        } while (position !== null && pages < 200);

        expect(position).toBeNull();
        expect(new Set(given).size).toBe(given.length);
        expect([...alwaysThere].filter((id) => !given.includes(id))).toEqual([]);
      },
    ),
    { numRuns: 300, seed: 20261120 },
  );
});

it('reads a page in one call, also after the first', async () => {
  const { chat, emulator } = await openRocketChat(workspace({ sessions: sessions('s', 'jane', 50) }));
  const first = await chat.readSessionPage(null, 20, anyCall());
  const second = await chat.readSessionPage(first.next, 20, anyCall());
  expect(idsOf(second.rows)).toEqual(
    sessions('s', 'jane', 50)
      .slice(20, 40)
      .map(({ sessionId }) => sessionId),
  );
  expect(emulator.calls).toHaveLength(2);
});

it('passes unreadable rows, and counts each once', async () => {
  const list = sessions('s', 'jane', 30);
  for (const index of [0, 9, 10, 11, 12, 13, 14, 29]) {
    const broken = list[index];
    if (broken !== undefined) broken.oddities = { userId: 7 };
  }
  const { chat } = await openRocketChat(workspace({ sessions: list }));
  const given: string[] = [];
  let broken = 0;
  let position: Position | null = null;
  do {
    const page: SessionPage = await chat.readSessionPage(position, 3, anyCall());
    given.push(...idsOf(page.rows));
    broken += page.brokenRows;
    position = page.next;
  } while (position !== null);
  expect(given).toHaveLength(22);
  expect(broken).toBe(8);
});

it('comes back to the list from a place far behind its end', async () => {
  const { chat, emulator } = await openRocketChat(workspace({ sessions: sessions('s', 'jane', 20) }));
  const position = { loginAt: noon - 20_000, ids: ['s19'], offset: 1_000_000 };
  expect(await chat.readSessionPage(position, 10, anyCall())).toMatchObject({ rows: [], next: null });
  expect(emulator.calls.length).toBeLessThan(5);
});

it('leaves out rows that signed in after the first page was read', async () => {
  const world = workspace({ sessions: sessions('s', 'jane', 4) });
  const { chat } = await openRocketChat(world);
  const first = await chat.readSessionPage(null, 2, anyCall());
  world.sessions.push(session('later', 'jane', { loginAt: noon + 1 }));
  const second = await chat.readSessionPage(first.next, 10, anyCall());
  expect(idsOf(second.rows)).toEqual(['s2', 's3']);
});
