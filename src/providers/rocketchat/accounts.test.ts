import { describe, expect, it } from 'vitest';
import { anyCall, bot, noon, openRocketChat, openRocketChatOn, user, workspace } from './testing.ts';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => user(`person${String(index).padStart(4, '0')}`));
const names = (from: number, to: number) =>
  people(to)
    .slice(from)
    .map(({ username }) => username);

describe('one user or two', () => {
  it('are asked for by themselves', async () => {
    const { chat, emulator } = await openRocketChat(workspace({ users: people(500) }));
    const { found } = await chat.findAccounts('username', names(7, 9), anyCall());
    expect([...found.keys()]).toEqual(names(7, 9));
    expect(emulator.calls).toEqual([
      'GET /api/v1/users.info?username=person0007',
      'GET /api/v1/users.info?username=person0008',
    ]);
  });

  it('come with everything that is told of them', async () => {
    const jane = user('rbAXPnMktTFbNpwtJ', {
      username: 'jane',
      name: 'Jane Doe',
      emails: [
        { address: 'old@example.com', verified: false },
        { address: 'Jane@Example.com', verified: true },
      ],
      lastLogin: noon,
    });
    const { chat } = await openRocketChat(workspace({ users: [jane] }));
    expect((await chat.findAccounts('username', ['jane'], anyCall())).found.get('jane')).toEqual([
      {
        providerId: 'chat',
        nativeId: 'rbAXPnMktTFbNpwtJ',
        keys: { nativeId: 'rbAXPnMktTFbNpwtJ', username: 'jane' },
        verifiedEmails: ['jane@example.com'],
        email: 'jane@example.com',
        username: 'jane',
        displayName: 'Jane Doe',
        avatarUrl: null,
        lastSignInAt: noon,
        lastActiveAt: null,
        banned: null,
        locked: null,
      },
    ]);
  });

  it('are not taken for somebody whose id is their username', async () => {
    const { chat } = await openRocketChat(workspace({ users: [user('jane', { username: 'someone.else' })] }));
    expect((await chat.findAccounts('username', ['jane'], anyCall())).found.size).toBe(0);
  });

  it('have to be spelt exactly', async () => {
    const { chat } = await openRocketChat(workspace({ users: people(1) }));
    expect((await chat.findAccounts('username', ['Person0000'], anyCall())).found.size).toBe(0);
  });
});

describe('many users', () => {
  it('are read from the list where that is fewer calls', async () => {
    const { chat, callsOf } = await openRocketChat(workspace({ users: people(350) }));
    const { found } = await chat.findAccounts('username', names(300, 350), anyCall());
    expect([...found.keys()]).toEqual(names(300, 350));
    expect(callsOf('users.list')).toEqual([
      'users.list?count=100&offset=0',
      'users.list?count=100&offset=99',
      'users.list?count=100&offset=198',
      'users.list?count=100&offset=297',
    ]);
    expect(callsOf('users.info')).toEqual([]);
  });

  it('are asked for by themselves where the list is longer', async () => {
    const { chat, callsOf } = await openRocketChat(workspace({ users: people(1000) }));
    const { found } = await chat.findAccounts('username', names(990, 995), anyCall());
    expect([...found.keys()]).toEqual(names(990, 995));
    expect(callsOf('users.list')).toEqual(['users.list?count=100&offset=0']);
    expect(callsOf('users.info')).toHaveLength(5);
  });

  it('are not asked for again where the first page had them', async () => {
    const { chat, callsOf } = await openRocketChat(workspace({ users: people(1000) }));
    await chat.findAccounts('nativeId', ['person0001', 'person0002', 'person0003', 'person0999'], anyCall());
    expect(callsOf('users.info')).toEqual(['users.info?userId=person0999']);
  });

  it('are all found where the server gives smaller pages than were asked for', async () => {
    const world = workspace({ users: people(60), settings: { upperCountLimit: 25 } });
    const { chat } = await openRocketChat(world);
    expect((await chat.findAccounts('username', names(0, 60), anyCall())).found.size).toBe(60);
  });

  it('are an error where a page of them cannot be read', async () => {
    const { chat, emulator } = await openRocketChat(workspace({ users: people(150) }));
    emulator.faultOnly = (call) => call.includes('offset=99');
    emulator.fault = { kind: 'html', status: 502 };
    await expect(chat.findAccounts('username', names(0, 150), anyCall())).rejects.toMatchObject({
      status: 'UNAVAILABLE',
    });
  });
});

describe('by e-mail', () => {
  const byEmail = { linkBy: 'email' };

  it('compares addresses in any case of letters', async () => {
    const { chat } = await openRocketChat(workspace({ users: people(1) }), byEmail);
    const { found } = await chat.findAccounts('email', ['Person0000@Example.com'], anyCall());
    expect(found.get('Person0000@Example.com')?.map(({ nativeId }) => nativeId)).toEqual(['person0000']);
  });

  it('sweeps the list on servers that cannot look an address up', async () => {
    const world = workspace({ users: people(350), settings: { version: [8, 3] } });
    const { chat, callsOf } = await openRocketChat(world, byEmail);
    const wanted = ['person0349@example.com', 'nobody@example.com'];
    expect([...(await chat.findAccounts('email', wanted, anyCall())).found.keys()]).toEqual([
      'person0349@example.com',
    ]);
    expect(callsOf('users.info')).toHaveLength(1);
    expect(callsOf('users.list')).toHaveLength(4);
  });

  it('says which permission is missing where addresses are hidden', async () => {
    const world = workspace({ users: people(5), settings: { version: [8, 3] } });
    world.permissions['view-full-other-user-info'] = [];
    const { chat } = await openRocketChat(world, byEmail);
    await expect(chat.findAccounts('email', ['person0001@example.com'], anyCall())).rejects.toMatchObject({
      status: 'NOT_AUTHORIZED',
      message: expect.stringContaining('view-full-other-user-info'),
    });
  });
});

it("keeps the credentials' own login tokens out of their account", async () => {
  const { chat } = await openRocketChat(workspace({}));
  const { found } = await chat.findAccounts('nativeId', [bot.userId], anyCall());
  expect(JSON.stringify([...found])).not.toMatch(/services|hashedToken/);
});

describe('what cannot be read of users', () => {
  const jane = {
    _id: 'jane',
    username: 'jane',
    name: 7,
    avatarUrl: 'javascript:alert(1)',
    lastLogin: 'never',
  };
  const listOf = (...users: unknown[]) =>
    openRocketChatOn(({ path }) => ({
      status: 200,
      json: path.endsWith('users.list') ? { users, total: users.length } : { user: users[0] },
    }));

  it('costs a describing field only', async () => {
    const chat = await listOf(jane);
    const { found, brokenRows } = await chat.findAccounts('username', ['jane'], anyCall());
    expect(found.get('jane')).toMatchObject([
      { nativeId: 'jane', displayName: 'jane', avatarUrl: null, lastSignInAt: null },
    ]);
    expect(brokenRows).toBe(0);
  });

  it.each([
    { address: 'jane@example.com', verified: 'yes' },
    { address: 'jane@example.com' },
    { address: 'jane\u202e@example.com', verified: true },
    { address: ' jane@example.com', verified: true },
  ])('links nobody by the address %j', async (email) => {
    const chat = await listOf({ ...jane, emails: [email] });
    expect((await chat.findAccounts('email', ['jane@example.com'], anyCall())).found.size).toBe(0);
  });

  it('is counted where it is a user, whether got or listed', async () => {
    const one = await listOf({ username: 'jane' });
    expect((await one.findAccounts('username', ['jane'], anyCall())).brokenRows).toBe(1);
    const many = await listOf({ _id: 7 }, 'row', jane);
    const { found, brokenRows } = await many.findAccounts('username', ['jane', 'john', 'jack'], anyCall());
    expect([[...found.keys()], brokenRows]).toEqual([['jane'], 2]);
  });

  it('costs one address of several, and leaves open whose it is', async () => {
    const emails = [{ address: null }, { address: 'jane@example.com', verified: true }, 'odd'];
    const chat = await listOf({ ...jane, emails }, { _id: 'john', emails: [] });
    const found = await chat.findAccounts('email', ['jane@example.com'], anyCall());
    expect([found.found.size, found.brokenRows]).toEqual([1, 0]);
    const byName = ['jane', 'x', 'y'];
    expect(await chat.findAccounts('username', byName, anyCall())).toMatchObject({ brokenRows: 0 });
    const others = ['a@example.com', 'b@example.com', 'c@example.com'];
    expect(await chat.findAccounts('email', others, anyCall())).toMatchObject({ brokenRows: 1 });
  });
});
