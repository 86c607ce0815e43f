import { describe, expect, test } from 'vitest';
import { zendeskSession } from '../../demo/zendesk/world.ts';
import type { Position } from '../provider.ts';
import { anyCall, idRange, noon, openZendesk, openZendeskOn, sessionsOfUser } from './testing.ts';

const sessions = [...sessionsOfUser(3, 1, 25), ...sessionsOfUser(2, 26, 25)];

async function walk(
  zendesk: Awaited<ReturnType<typeof openZendesk>>['zendesk'],
  size: number,
  from: Position | null = null,
): Promise<string[]> {
  const ids: string[] = [];
  let position = from;
  do {
    const page = await zendesk.readSessionPage(position, size, anyCall());
    ids.push(...page.rows.map(({ nativeId }) => nativeId));
    position = page.next;
  } while (position !== null);
  return ids;
}

test('asks for pages of the size that is wanted, so that positions hold no ids', async () => {
  const { zendesk, emulator } = await openZendesk({ sessions });
  const { next } = await zendesk.readSessionPage(null, 30, anyCall());
  expect(next).toEqual({ cursor: expect.any(String), given: [] });
  await zendesk.readSessionPage(next, 30, anyCall());
  expect(emulator.calls).toEqual([
    'GET /api/v2/sessions?page%5Bsize%5D=30',
    expect.stringMatching(/^GET \/api\/v2\/sessions\?page%5Bsize%5D=30&page%5Bafter%5D=/),
  ]);
});

test('shows a session of nobody, since this list need not link it', async () => {
  const { zendesk } = await openZendesk({
    sessions: [...sessions, { ...zendeskSession(99, 3, noon), shownAs: { user_id: null } }],
  });
  const { rows } = await zendesk.readSessionPage(null, 100, anyCall());
  expect(rows.at(-1)).toMatchObject({ nativeId: '99', accountId: null });
});

test.each([{ cursorPaging: true }, { cursorPaging: false }])(
  'goes on in the middle of a page whose given rows have ended: %o',
  async (settings) => {
    const { zendesk, emulator } = await openZendesk({ sessions, settings });
    const fifth = (await zendesk.readSessionPage(null, 20, anyCall())).positionAfter(4);
    emulator.world.sessions = emulator.world.sessions.filter(({ id }) => ![2, 5, 7].includes(id));
    expect(await walk(zendesk, 10, fifth)).toEqual(idRange(6, 45).filter((id) => id !== '7'));
  },
);

describe('where cursors are refused', () => {
  const settings = { cursorPaging: false };

  test('every session comes once', async () => {
    const { zendesk } = await openZendesk({ sessions, settings });
    expect(await walk(zendesk, 7)).toEqual(idRange(1, 50));
    expect(await walk(zendesk, 100)).toEqual(idRange(1, 50));
  });

  test('what moves up to a page that was given already still comes', async () => {
    const { zendesk, emulator } = await openZendesk({ sessions, settings });
    const { next } = await zendesk.readSessionPage(null, 10, anyCall());
    emulator.world.sessions = emulator.world.sessions.filter(({ id }) => id > 4);
    expect(await walk(zendesk, 10, next)).toEqual(idRange(11, 40));
  });

  test('a page with no readable row does not stop the walk', async () => {
    const broken = sessions.map((session) =>
      session.id <= 10 ? { ...session, shownAs: { id: {} } } : session,
    );
    const { zendesk } = await openZendesk({ sessions: broken, settings });
    expect(await walk(zendesk, 10)).toEqual(idRange(11, 40));
  });
});

test.each<Position>([
  { cursor: 7, given: [] },
  { cursor: 'a', given: [''] },
  { cursor: '\ud800', given: [] },
  { cursor: 'a', given: [], more: 1 },
  { page: 0, size: 10, given: [] },
  { page: 1, size: 1000, given: [] },
  { cursor: 'a', given: Array.from({ length: 101 }, (_, index) => String(index + 1)) },
])('refuses the position %j', async (position) => {
  const { zendesk, emulator } = await openZendesk({ sessions });
  await expect(zendesk.readSessionPage(position, 10, anyCall())).rejects.toMatchObject({
    status: 'REJECTED',
  });
  expect(emulator.calls).toEqual([]);
});

test('a cursor that Zendesk does not know is a position that is not known', async () => {
  const { zendesk } = await openZendesk({ sessions });
  const asked = zendesk.readSessionPage({ cursor: 'bogus', given: [] }, 10, anyCall());
  await expect(asked).rejects.toMatchObject({ status: 'REJECTED' });
  await expect(asked).rejects.toThrow('begin again');
});

test('counts by one small offset page, and not at all where it tells no count', async () => {
  const { zendesk, emulator } = await openZendesk({ sessions });
  expect(await zendesk.countSessions(anyCall())).toBe(50);
  expect(emulator.calls).toContain('GET /api/v2/sessions?per_page=1');

  const { zendesk: silent } = await openZendeskOn(({ path }) => ({
    status: 200,
    json: path.endsWith('/me') ? { user: { id: 1, role: 'admin' } } : { sessions: [] },
  }));
  expect(await silent.countSessions(anyCall())).toBeNull();
});

describe('a list that ends before its end', () => {
  test('is told where Zendesk gives no more than 10,000 rows by offset', async () => {
    const many = sessionsOfUser(3, 1, 10_050);
    const { zendesk } = await openZendesk({ sessions: many, settings: { cursorPaging: false } });
    const at = async (page: number) =>
      zendesk.readSessionPage({ page, size: 100, given: [] }, 100, anyCall());
    expect(await at(99)).toMatchObject({ truncated: false, next: expect.anything() });
    const last = await at(100);
    expect(last.rows).toHaveLength(100);
    expect(last).toMatchObject({ truncated: true, next: null });
    expect(await at(101)).toMatchObject({ rows: [], truncated: true, next: null });
  });

  test('is MALFORMED where Zendesk repeats a cursor', async () => {
    const asked: string[] = [];
    const { zendesk } = await openZendeskOn(({ path }) => {
      asked.push(path);
      const rows = Array.from({ length: 2 }, (_, index) => ({ id: asked.length * 10 + index, user_id: 3 }));
      return { status: 200, json: { sessions: rows, meta: { has_more: true, after_cursor: 'same' } } };
    });
    const read = (await zendesk.sessionsOf(['3'], anyCall())).get('3');
    expect(read).toMatchObject({ failure: { status: 'MALFORMED' } });
    expect(read?.sessions).toHaveLength(4);
    expect(asked).toHaveLength(2);
    await expect(zendesk.readSessionPage({ cursor: 'same', given: [] }, 10, anyCall())).rejects.toMatchObject(
      {
        status: 'MALFORMED',
      },
    );
  });
});
