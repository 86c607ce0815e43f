import { describe, expect, it } from 'vitest';
import { anyCall, idsOf, openRocketChat, session, sessions, user, workspace } from './testing.ts';

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `account${String(index).padStart(4, '0')}`);
const oneSessionEach = (count: number) => ids(count).map((id, index) => session(`session${index}`, id));

describe('calls', () => {
  it('filters the list for one account', async () => {
    const { chat, emulator } = await openRocketChat(workspace({ sessions: oneSessionEach(5) }));
    await chat.sessionsOf(['account0003'], anyCall());
    expect(emulator.calls).toEqual(['GET /api/v1/sessions/list.all?count=100&offset=0&filter=account0003']);
  });

  it('reads the list once for fifty accounts, where it is short', async () => {
    const { chat, emulator } = await openRocketChat(workspace({ sessions: oneSessionEach(60) }));
    const read = await chat.sessionsOf(ids(50), anyCall());
    expect([...read].map(([id, { sessions: found }]) => [id, idsOf(found)])).toEqual(
      ids(50).map((id, index) => [id, [`session${index}`]]),
    );
    expect(emulator.calls).toEqual(['GET /api/v1/sessions/list.all?count=100&offset=0']);
  });

  it('reads the list page by page while that is fewer calls than accounts', async () => {
    const { chat, emulator } = await openRocketChat(workspace({ sessions: oneSessionEach(350) }));
    await chat.sessionsOf(ids(50), anyCall());
    expect(emulator.calls).toHaveLength(4);
  });

  it('filters for each account where the list is longer', async () => {
    const { chat, emulator } = await openRocketChat(workspace({ sessions: oneSessionEach(990) }));
    const read = await chat.sessionsOf(ids(4), anyCall());
    expect(idsOf(read.get('account0003')?.sessions ?? [])).toEqual(['session3']);
    expect(emulator.calls).toHaveLength(1 + 4);
  });
});

it('drops the rows of others that the filter finds by name, without counting them as broken', async () => {
  const world = workspace({
    users: [user('jane'), user('mallory', { name: 'not jane' })],
    sessions: [session('s1', 'jane'), session('s2', 'mallory'), session('s3', 'janet')],
  });
  const { chat } = await openRocketChat(world);
  const read = (await chat.sessionsOf(['jane'], anyCall())).get('jane');
  expect(idsOf(read?.sessions ?? [])).toEqual(['s1']);
  expect(read).toMatchObject({ brokenRows: 0, truncated: false });
});

it('shows a device once, by its latest connection', async () => {
  const loginToken = 'sameToken';
  const connections = sessions('connection', 'jane', 2).map((each) => ({ ...each, loginToken }));
  const world = workspace({ sessions: connections.toReversed() });
  const { chat } = await openRocketChat(world);
  expect(idsOf((await chat.sessionsOf(['jane'], anyCall())).get('jane')?.sessions ?? [])).toEqual([
    'connection0',
  ]);
});

it('reads every page where the server gives smaller ones than were asked for', async () => {
  const world = workspace({ sessions: sessions('s', 'jane', 40), settings: { upperCountLimit: 7 } });
  const { chat } = await openRocketChat(world);
  expect((await chat.sessionsOf(['jane'], anyCall())).get('jane')?.sessions).toHaveLength(40);
});

it('caps each account of a sweep by itself', async () => {
  const world = workspace({ sessions: [...sessions('s', 'busy', 1010), ...oneSessionEach(20)] });
  const { chat } = await openRocketChat(world);
  const read = await chat.sessionsOf(['busy', ...ids(20)], anyCall());
  expect(read.get('busy')?.sessions).toHaveLength(1000);
  expect(read.get('busy')?.truncated).toBe(true);
  expect(read.get('account0000')).toMatchObject({ truncated: false, failure: null });
});

it('keeps the accounts that could be read where another could not', async () => {
  const { chat, emulator } = await openRocketChat(workspace({ sessions: oneSessionEach(2) }));
  emulator.faultOnly = (call) => call.includes('account0001');
  emulator.fault = { kind: 'html', status: 502 };
  const read = await chat.sessionsOf(['account0000', 'account0001'], anyCall());
  expect(read.get('account0000')).toMatchObject({ failure: null });
  expect(read.get('account0001')).toMatchObject({ sessions: [], failure: { status: 'UNAVAILABLE' } });
});

it('gives every account what a sweep had read before it failed, and says why it ended', async () => {
  const { chat, emulator } = await openRocketChat(workspace({ sessions: oneSessionEach(150) }));
  emulator.faultOnly = (call) => call.includes('offset=99');
  emulator.fault = { kind: 'html', status: 502 };
  const read = await chat.sessionsOf(ids(150), anyCall());
  expect([...read.values()].flatMap(({ sessions: found }) => found)).toHaveLength(100);
  expect([...read.values()].every(({ failure }) => failure?.status === 'UNAVAILABLE')).toBe(true);
});
