import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { clerkEmailAddress, clerkUser } from '../../demo/clerk/world.ts';
import { anyCall, noon, openClerk, openClerkOn } from './testing.ts';

const ada = clerkUser(
  {
    id: 'user_ada',
    created_at: noon,
    external_id: 'ada',
    username: 'ada',
    first_name: 'Ada',
    last_name: 'Lovelace',
    last_sign_in_at: noon - 1000,
    last_active_at: noon - 500,
    banned: true,
    locked: false,
    private_metadata: { note: 'on probation' },
  },
  'ada@example.com',
  'countess@example.com',
);

test('tells of an account what Clerk tells, without its private metadata', async () => {
  const { clerk } = await openClerk({ users: [ada] });
  const { found } = await clerk.findAccounts('nativeId', ['user_ada'], anyCall());
  expect(found.get('user_ada')).toEqual([
    {
      providerId: 'clerk',
      nativeId: 'user_ada',
      keys: { nativeId: 'user_ada', externalId: 'ada' },
      verifiedEmails: ['ada@example.com', 'countess@example.com'],
      email: 'ada@example.com',
      username: 'ada',
      displayName: 'Ada Lovelace',
      avatarUrl: 'https://img.clerk.com/user_ada',
      lastSignInAt: noon - 1000,
      lastActiveAt: noon - 500,
      banned: true,
      locked: false,
    },
  ]);
  expect(inspect(found, { depth: Infinity })).not.toContain('probation');
});

test('asks for 250 users in three calls', async () => {
  const ids = Array.from({ length: 250 }, (_, index) => `user_${index}`);
  const { clerk, emulator } = await openClerk({
    users: ids.map((id) => clerkUser({ id, created_at: noon })),
  });
  const { found } = await clerk.findAccounts('nativeId', ids, anyCall());
  expect([...found.keys()]).toEqual(ids);
  expect(emulator.calls).toHaveLength(3);
});

test('takes a first + or - of an external id for a part of the id', async () => {
  const ids = ['+1', '-1', '1', '++1', '--'];
  const { clerk } = await openClerk({
    users: ids.map((external_id, index) => clerkUser({ id: `user_${index}`, created_at: noon, external_id })),
    config: { linkBy: 'externalId' },
  });
  for (const id of ids) {
    const { found } = await clerk.findAccounts('externalId', [id], anyCall());
    expect(
      [...found].map(([value, accounts]) => [value, accounts.map(({ keys }) => keys.externalId)]),
    ).toEqual([[id, [id]]]);
  }
});

test('compares external ids exactly', async () => {
  const { clerk } = await openClerk({ users: [ada], config: { linkBy: 'externalId' } });
  expect(await clerk.findAccounts('externalId', ['Ada', 'ada ', ' ada'], anyCall())).toEqual({
    found: new Map(),
    brokenRows: 0,
  });
});

test('compares addresses without regard to case, and gives them under the value that was asked for', async () => {
  const { clerk } = await openClerk({ users: [ada], config: { linkBy: 'email' } });
  const { found } = await clerk.findAccounts('email', ['Ada@Example.COM', 'countess@example.com'], anyCall());
  expect([...found].map(([value, accounts]) => [value, accounts.map(({ nativeId }) => nativeId)])).toEqual([
    ['Ada@Example.COM', ['user_ada']],
    ['countess@example.com', ['user_ada']],
  ]);
});

test('links nobody by an address that is only claimed, even beside its true owner', async () => {
  const mallory = clerkUser({
    id: 'user_mallory',
    created_at: noon,
    email_addresses: [
      clerkEmailAddress('ada@example.com', 'unverified'),
      { ...clerkEmailAddress('ada@example.com', 'unverified'), verification: null, reserved: true },
    ],
  });
  const { clerk } = await openClerk({ users: [mallory, ada], config: { linkBy: 'email' } });
  const { found } = await clerk.findAccounts('email', ['ada@example.com'], anyCall());
  expect(found.get('ada@example.com')?.map(({ nativeId }) => nativeId)).toEqual(['user_ada']);
});

test.each([
  ['nativeId', 'user_asked'],
  ['externalId', 'asked'],
  ['email', 'asked@example.com'],
] as const)('never links a user by %s who was not asked for', async (linkBy, value) => {
  const { clerk, emulator } = await openClerkOn(() => ({ status: 200, json: [ada] }), { linkBy });
  const { found, unverified, brokenRows } = await clerk.findAccounts(linkBy, [value], anyCall());
  expect({ found, brokenRows }).toEqual({ found: new Map(), brokenRows: 0 });
  expect([...(unverified?.values() ?? [])].flat()).toEqual([]);
  expect(emulator.calls).toHaveLength(1);
});

test('does not lose the other users to one that cannot be read', async () => {
  const { clerk } = await openClerkOn(() => ({ status: 200, json: [{ id: 7 }, null, ada] }));
  const { found, brokenRows } = await clerk.findAccounts('nativeId', ['user_ada', 'user_other'], anyCall());
  expect([...found.keys()]).toEqual(['user_ada']);
  expect(brokenRows).toBe(2);
});

test.each([{ email_address: null }, { email_address: 7 }, { email_address: '' }, null, 'ada@example.com'])(
  'an odd address costs itself: %j',
  async (odd) => {
    const user = {
      ...ada,
      first_name: 7,
      image_url: 'javascript:alert(1)',
      email_addresses: [odd, ...ada.email_addresses],
    };
    const { clerk } = await openClerkOn(() => ({ status: 200, json: [user] }), { linkBy: 'externalId' });
    const byId = await clerk.findAccounts('externalId', ['ada'], anyCall());
    expect(byId.brokenRows).toBe(0);
    expect(byId.found.get('ada')).toMatchObject([
      {
        verifiedEmails: ['ada@example.com', 'countess@example.com'],
        displayName: 'Lovelace',
        avatarUrl: null,
      },
    ]);
    // It may be the very address that was asked for.
    const byAddress = await clerk.findAccounts('email', ['ada@example.com', 'other@example.com'], anyCall());
    expect([...byAddress.found.keys()]).toEqual(['ada@example.com']);
    expect(byAddress.brokenRows).toBe(1);
  },
);

test.each([7, {}, 'x'.repeat(501)])(
  'an external id that cannot be read may be the one that was asked for: %j',
  async (odd) => {
    const { clerk } = await openClerkOn(() => ({ status: 200, json: [{ ...ada, external_id: odd }] }), {
      linkBy: 'externalId',
    });
    expect(await clerk.findAccounts('externalId', ['ada'], anyCall())).toEqual({
      found: new Map(),
      brokenRows: 1,
    });
    // Where it is not asked for it only describes.
    const byId = await clerk.findAccounts('nativeId', ['user_ada'], anyCall());
    expect([byId.found.size, byId.brokenRows]).toEqual([1, 0]);
  },
);

test('an address is compared as it came, whatever signs are in it', async () => {
  const user = clerkUser(
    { id: 'user_mallory', created_at: noon },
    'ad\u202ea@example.com',
    '\u212a@example.com',
  );
  const { clerk } = await openClerk({ users: [user] });
  const { found } = await clerk.findAccounts('email', ['ada@example.com', 'k@example.com'], anyCall());
  expect(found.size).toBe(0);
});

test('tells what Clerk leaves out as null', async () => {
  const { clerk } = await openClerkOn(() => ({ status: 200, json: [{ id: 'user_bare', username: '' }] }));
  const { found } = await clerk.findAccounts('nativeId', ['user_bare'], anyCall());
  expect(found.get('user_bare')).toEqual([
    {
      providerId: 'clerk',
      nativeId: 'user_bare',
      keys: { nativeId: 'user_bare' },
      verifiedEmails: [],
      email: null,
      username: null,
      displayName: null,
      avatarUrl: null,
      lastSignInAt: null,
      lastActiveAt: null,
      banned: null,
      locked: null,
    },
  ]);
});
