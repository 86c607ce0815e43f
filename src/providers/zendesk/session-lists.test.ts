import { describe, expect, test } from 'vitest';
import {
  anyCall,
  idRange,
  idsOf,
  openZendesk,
  openZendeskOn,
  plainUsers,
  sessionsOfUser,
} from './testing.ts';

describe('cursors', () => {
  test.each(['ticketing', 'helpCenter'] as const)('end where has_more ends, in %s style', async (style) => {
    const { zendesk, emulator } = await openZendesk({
      sessions: sessionsOfUser(3, 1, 200),
      settings: { cursorStyle: style },
    });
    expect(idsOf((await zendesk.sessionsOf(['3'], anyCall())).get('3'))).toEqual(idRange(1, 200));
    expect(emulator.calls).toHaveLength(style === 'ticketing' ? 3 : 2);
  });

  test('are encoded, and links to other hosts are not followed', async () => {
    const { zendesk, emulator } = await openZendesk({ sessions: sessionsOfUser(3, 1, 150) });
    await zendesk.sessionsOf(['3'], anyCall());
    expect(emulator.calls[1]).toMatch(
      /^GET \/api\/v2\/users\/3\/sessions\?page%5Bsize%5D=100&page%5Bafter%5D=(%2B)+(%2F)+[\w%]+%3D$/,
    );
  });

  test.each([
    ['empty', []],
    ['unreadable', [{}]],
  ])('that lead to ever more %s pages are not followed for long', async (_what, sessions) => {
    let asked = 0;
    const { zendesk } = await openZendeskOn(() => {
      asked += 1;
      return { status: 200, json: { sessions, meta: { has_more: true, after_cursor: `c${asked}` } } };
    });
    const read = zendesk.sessionsOf(['3'], anyCall()).then((found) => found.get('3'));
    expect(await read).toMatchObject({ failure: { status: 'MALFORMED' } });
    expect(asked).toBe(11);
  });

  test('that lead to ever more empty pages of everybody are not followed for long', async () => {
    let asked = 0;
    const { zendesk } = await openZendeskOn(() => {
      asked += 1;
      return { status: 200, json: { sessions: [], meta: { has_more: true, after_cursor: `c${asked}` } } };
    });
    const read = zendesk.readSessionPage(null, 10, anyCall());
    await expect(read).rejects.toMatchObject({ status: 'MALFORMED' });
    expect(asked).toBe(11);
  });

  test('that promise more without saying where are MALFORMED', async () => {
    const { zendesk } = await openZendeskOn(() => ({
      status: 200,
      json: { sessions: [], meta: { has_more: true, after_cursor: null } },
    }));
    await expect(zendesk.sessionsOf(['3'], anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
  });

  test('do not claim more than 1,000 sessions where there are exactly 1,000', async () => {
    const { zendesk } = await openZendesk({ sessions: sessionsOfUser(3, 1, 1000) });
    expect((await zendesk.sessionsOf(['3'], anyCall())).get('3')).toMatchObject({ truncated: false });
  });
});

describe('offsets', () => {
  const settings = { cursorPaging: false };

  test('are taken where cursors are refused, and from then on', async () => {
    const { zendesk, emulator } = await openZendesk({ sessions: sessionsOfUser(3, 1, 150), settings });
    expect(idsOf((await zendesk.sessionsOf(['3'], anyCall())).get('3'))).toEqual(idRange(1, 150));
    emulator.clearCalls();
    await zendesk.sessionsOf(['3'], anyCall());
    expect(emulator.calls).toEqual([
      'GET /api/v2/users/3/sessions?per_page=100&page=1',
      'GET /api/v2/users/3/sessions?per_page=100&page=2',
    ]);
  });

  test('lose no session where others end between the pages', async () => {
    const { zendesk, emulator } = await openZendesk({ sessions: sessionsOfUser(3, 1, 250), settings });
    emulator.faultOnly = (call) => {
      // Before page 2 is read, rows of page 1 go, so 101 to 105 move up to page 1.
      if (call.endsWith('page=2') && emulator.world.sessions.length === 250) {
        emulator.world.sessions = emulator.world.sessions.filter(({ id }) => id > 5);
      }
      return false;
    };
    const ids = idsOf((await zendesk.sessionsOf(['3'], anyCall())).get('3'));
    expect(idRange(6, 245).filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('give up, with what was read, on a list that never stops shrinking', async () => {
    const { zendesk, emulator } = await openZendesk({ sessions: sessionsOfUser(3, 1, 400), settings });
    emulator.faultOnly = () => {
      emulator.world.sessions.shift();
      return false;
    };
    const read = (await zendesk.sessionsOf(['3'], anyCall())).get('3');
    expect(read?.failure).toMatchObject({ status: 'UNAVAILABLE' });
    expect(read?.sessions.length).toBeGreaterThan(100);
  });

  test('that are refused on the first page are not taken for a list without rows', async () => {
    const { zendesk } = await openZendeskOn(({ path }) =>
      path.endsWith('/me')
        ? { status: 200, json: { user: { id: 1, role: 'admin' } } }
        : { status: 400, json: { error: 'Refused' } },
    );
    await expect(zendesk.sessionsOf(['2', '3'], anyCall())).rejects.toMatchObject({ status: 'REJECTED' });
  });

  test('end at 10,000 rows, which is told as truncated', async () => {
    const users = plainUsers(100, 110);
    const sessions = users.flatMap(({ id }) => sessionsOfUser(id, id * 1000, 92));
    const { zendesk } = await openZendesk({ users, sessions, settings });
    const read = await zendesk.sessionsOf(
      users.map(({ id }) => String(id)),
      anyCall(),
    );
    const reads = [...read.values()];
    expect(reads.reduce((sum, each) => sum + each.sessions.length, 0)).toBe(10_000);
    expect(reads.every(({ truncated, failure }) => truncated && failure === null)).toBe(true);
  });
});
