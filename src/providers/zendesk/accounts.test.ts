import { expect, test } from 'vitest';
import { zendeskEmail, zendeskUser } from '../../demo/zendesk/world.ts';
import type { AccountsFound } from '../provider.ts';
import { anyCall, noon, openZendesk, openZendeskOn } from './testing.ts';

function nativeIds({ found }: AccountsFound): object {
  return Object.fromEntries(
    [...found].map(([value, accounts]) => [value, accounts.map(({ nativeId }) => nativeId)]),
  );
}

test('tells of an account what Zendesk tells of the user', async () => {
  const { zendesk } = await openZendesk({
    users: [
      zendeskUser(
        {
          id: 10,
          name: 'Dee',
          external_id: 'dee',
          last_login_at: '2026-11-20T12:00:00Z',
          photo: { content_url: 'https://example.com/dee.png' },
        },
        'Dee@Example.com',
        'other@example.com',
      ),
    ],
  });
  const [account] = (await zendesk.findAccounts('nativeId', ['10'], anyCall())).found.get('10') ?? [];
  expect(account).toEqual({
    providerId: 'support',
    nativeId: '10',
    keys: { nativeId: '10', externalId: 'dee' },
    verifiedEmails: ['dee@example.com', 'other@example.com'],
    email: 'Dee@Example.com',
    username: null,
    displayName: 'Dee',
    avatarUrl: 'https://example.com/dee.png',
    lastSignInAt: noon,
    lastActiveAt: null,
    banned: null,
    locked: null,
  });
});

test('asks for 100 external ids a call', async () => {
  const users = Array.from({ length: 150 }, (_, index) =>
    zendeskUser({ id: 100 + index, external_id: `user-${index}` }),
  );
  const { zendesk, emulator } = await openZendesk({ users });
  const ids = users.map(({ external_id: id }) => id ?? '');
  expect((await zendesk.findAccounts('externalId', [...ids, ...ids], anyCall())).found.size).toBe(150);
  expect(emulator.calls).toHaveLength(2);
});

test('asks in more calls where the ids are long', async () => {
  const users = Array.from({ length: 60 }, (_, index) =>
    zendeskUser({ id: 100 + index, external_id: `${'ä'.repeat(200)}-${index}` }),
  );
  const { zendesk, emulator } = await openZendesk({ users });
  const ids = users.map(({ external_id: id }) => id ?? '');
  expect((await zendesk.findAccounts('externalId', ids, anyCall())).found.size).toBe(60);
  expect(Math.max(...emulator.calls.map((call) => call.length))).toBeLessThan(8000);
});

test('does not link by an external id that differs in its case, which is the same id to Zendesk', async () => {
  const { zendesk } = await openZendesk();
  expect((await zendesk.findAccounts('externalId', ['CYD'], anyCall())).found.size).toBe(0);
});

test('gives an account once, also where it came in two answers', async () => {
  const { zendesk } = await openZendesk();
  const ids = ['cyd', ...Array.from({ length: 100 }, (_, index) => `nobody-${index}`), 'CYD'];
  expect(nativeIds(await zendesk.findAccounts('externalId', ids, anyCall()))).toEqual({ cyd: ['3'] });
});

test.each([
  ['externalId', '\ud800'],
  ['email', '\ud800@example.com'],
] as const)('a %s that is no text links nobody', async (key, value) => {
  const { zendesk } = await openZendesk();
  expect((await zendesk.findAccounts(key, [value], anyCall())).found.size).toBe(0);
});

test('an external id with a comma is one id and not two', async () => {
  const { zendesk, emulator } = await openZendesk({
    users: [zendeskUser({ id: 10, external_id: 'cyd,dee' }), zendeskUser({ id: 11, external_id: 'dee' })],
  });
  const accounts = await zendesk.findAccounts('externalId', ['cyd,dee', 'cyd'], anyCall());
  expect(nativeIds(accounts)).toEqual({ 'cyd,dee': ['10'], cyd: ['3'] });
  expect(emulator.calls).toHaveLength(2);
});

test('does not find a user who was deleted', async () => {
  const { zendesk } = await openZendesk({
    users: [zendeskUser({ id: 10, external_id: 'gone', active: false }, 'gone@example.com')],
  });
  expect((await zendesk.findAccounts('externalId', ['gone'], anyCall())).found.size).toBe(0);
});

test('finds an address in whatever case, in one call an address', async () => {
  const { zendesk, emulator } = await openZendesk({ config: { linkBy: 'email' } });
  const accounts = await zendesk.findAccounts(
    'email',
    ['Cyd@Example.com', 'cyd@example.com', 'admin@example.com'],
    anyCall(),
  );
  expect(nativeIds(accounts)).toEqual({
    'Cyd@Example.com': ['3'],
    'cyd@example.com': ['3'],
    'admin@example.com': ['1'],
  });
  expect(emulator.calls).toHaveLength(2);
});

test('finds a secondary address too', async () => {
  const { zendesk } = await openZendesk({
    config: { linkBy: 'email' },
    users: [zendeskUser({ id: 10 }, 'first@example.com', 'second@example.com')],
  });
  expect(nativeIds(await zendesk.findAccounts('email', ['second@example.com'], anyCall()))).toEqual({
    'second@example.com': ['10'],
  });
});

test('does not take a partial match of the search for the address', async () => {
  const { zendesk } = await openZendesk({
    config: { linkBy: 'email' },
    users: [zendeskUser({ id: 10 }, 'big-cyd@example.com')],
  });
  expect(nativeIds(await zendesk.findAccounts('email', ['cyd@example.com'], anyCall()))).toEqual({
    'cyd@example.com': ['3'],
  });
  expect((await zendesk.findAccounts('email', ['d@example.com'], anyCall())).found.size).toBe(0);
});

test.each([
  ['a quotation mark', 'x@y" role:admin'],
  ['a quotation mark alone', '"@example.com'],
  ['a space', 'x@y role:admin'],
  ['a backslash', 'cyd\\@example.com'],
  ['a line break', 'cyd@example.com\nrole:admin'],
  ['nothing before the @', '@example.com'],
])('does not search for an address with %s', async (_, address) => {
  const { zendesk, emulator } = await openZendesk({ config: { linkBy: 'email' } });
  expect((await zendesk.findAccounts('email', [address], anyCall())).found.size).toBe(0);
  expect(emulator.calls).toEqual([]);
});

test('searches for an address with signs that mean something in a URL', async () => {
  const { zendesk } = await openZendesk({
    config: { linkBy: 'email' },
    users: [zendeskUser({ id: 10 }, "o'neil+tag&x=%41@example.com")],
  });
  const { found } = await zendesk.findAccounts('email', ["o'neil+tag&x=%41@example.com"], anyCall());
  expect([...found.values()].flat()).toMatchObject([{ nativeId: '10' }]);
});

test.each([
  ['of a user with another identity that is', 'none'],
  ["on an agent's word", 'low'],
] as const)('does not link by an address that is verified only %s', async (_, method) => {
  const identities = [
    zendeskEmail('claimed@example.com', method),
    zendeskEmail('own@example.com', 'full', false),
    { type: 'phone_number', value: '+1 555-123-4567', primary: true, verification_method: 'full' } as const,
  ];
  const { zendesk } = await openZendesk({
    config: { linkBy: 'email' },
    users: [zendeskUser({ id: 10, identities })],
  });
  expect((await zendesk.findAccounts('email', ['claimed@example.com'], anyCall())).found.size).toBe(0);
  const [account] = (await zendesk.findAccounts('nativeId', ['10'], anyCall())).found.get('10') ?? [];
  expect(account).toMatchObject({ verifiedEmails: ['own@example.com'], email: 'claimed@example.com' });
});

test.each(['sso', 'embed', 'full'] as const)('links by an address that is verified by %s', async (method) => {
  const { zendesk } = await openZendesk({
    config: { linkBy: 'email' },
    users: [zendeskUser({ id: 10, identities: [zendeskEmail('dee@example.com', method)] })],
  });
  expect((await zendesk.findAccounts('email', ['dee@example.com'], anyCall())).found.size).toBe(1);
});

test.each([
  ['verified before methods were told', { verified: true }, ['dee@example.com']],
  ['not verified before methods were told', { verified: false }, []],
  ['of a sign-in whose email_verified claim was false', { verified: false, verification_method: 'sso' }, []],
  ['of a kind that is no address', { type: 'google', verified: true, verification_method: 'full' }, []],
  ['of somebody else', { user_id: 11, verified: true, verification_method: 'full' }, []],
  ['of a method that is not known', { verified: true, verification_method: 'hearsay' }, []],
])('judges an identity %s', async (_, identity, verifiedEmails) => {
  const { zendesk } = await openZendeskOn(() => ({
    status: 200,
    json: {
      users: [{ id: 10 }],
      identities: [{ user_id: 10, type: 'email', value: 'Dee@example.com', ...identity }],
    },
  }));
  const { found } = await zendesk.findAccounts('nativeId', ['10'], anyCall());
  expect(found.get('10')).toMatchObject([{ verifiedEmails }]);
});

test('asks for the identities of a match that came without them, and of no other', async () => {
  const { zendesk, emulator } = await openZendesk({
    config: { linkBy: 'email' },
    settings: { sideloadsIdentities: false },
    users: [
      zendeskUser({ id: 10 }, 'big-cyd@example.com'),
      zendeskUser({ id: 11, identities: [zendeskEmail('dee@example.com', 'none')] }),
    ],
  });
  const accounts = await zendesk.findAccounts('email', ['cyd@example.com', 'dee@example.com'], anyCall());
  expect(nativeIds(accounts)).toEqual({ 'cyd@example.com': ['3'] });
  expect(emulator.calls.filter((call) => call.includes('/identities')).toSorted()).toEqual([
    'GET /api/v2/users/11/identities?type%5B%5D=email',
    'GET /api/v2/users/3/identities?type%5B%5D=email',
  ]);
});

test('asks for identities that do not come with an account found by id', async () => {
  const { zendesk, emulator } = await openZendesk({ settings: { sideloadsIdentities: false } });
  expect((await zendesk.findAccounts('nativeId', ['3'], anyCall())).found.get('3')).toMatchObject([
    { email: 'cyd@example.com', verifiedEmails: ['cyd@example.com'] },
  ]);
  expect(emulator.calls).toHaveLength(2);
});

test('an odd field or identity costs itself, and an account that cannot be read is counted', async () => {
  const identities = [
    null,
    { user_id: 3, type: 'email', value: null },
    { user_id: 3, type: 'phone_number', value: 7 },
    { user_id: 3, type: 'email', value: 'cyd@example.com', verified: true },
  ];
  const users = [
    { id: 3, name: 7, role: [], photo: { content_url: 'javascript:alert(1)' } },
    { name: 'nobody' },
    7,
  ];
  const { zendesk } = await openZendeskOn(() => ({ status: 200, json: { users, identities } }));
  const { found, brokenRows } = await zendesk.findAccounts('nativeId', ['3', '4'], anyCall());
  expect([...found.keys()]).toEqual(['3']);
  expect(found.get('3')).toMatchObject([
    { displayName: null, avatarUrl: null, verifiedEmails: ['cyd@example.com'] },
  ]);
  expect(brokenRows).toBe(2);
  // Of the addresses two could not be read, either of which may be the one that is asked for.
  expect((await zendesk.findAccounts('email', ['dee@example.com'], anyCall())).brokenRows).toBe(4);
});

test.each([7, {}, 'x'.repeat(501)])(
  'an external id that cannot be read may be the one that was asked for: %j',
  async (odd) => {
    const { zendesk } = await openZendeskOn(() => ({
      status: 200,
      json: { users: [{ id: 3, external_id: odd }, { id: 4 }], identities: [] },
    }));
    const byExternalId = await zendesk.findAccounts('externalId', ['cyd'], anyCall());
    expect([byExternalId.found.size, byExternalId.brokenRows]).toEqual([0, 1]);
    // Where it is not asked for it only describes.
    const byId = await zendesk.findAccounts('nativeId', ['3'], anyCall());
    expect([byId.found.size, byId.brokenRows]).toEqual([1, 0]);
  },
);

test('an id of another shape is asked for alone, and spoils nobody else', async () => {
  const { zendesk, emulator } = await openZendeskOn(({ query }) =>
    query.get('ids') === '3,4'
      ? { status: 200, json: { users: [{ id: 3 }, { id: 4 }], identities: [] } }
      : { status: 400, json: { error: 'BadRequest' } },
  );
  const { found } = await zendesk.findAccounts(
    'nativeId',
    ['3', 'a,b', '4', '../me', 'me', '', '\0'],
    anyCall(),
  );
  expect([...found.keys()]).toEqual(['3', '4']);
  expect(emulator.calls.map((call) => call.replace('&include=identities', ''))).toEqual([
    'GET /api/v2/users/show_many?ids=3%2C4',
    'GET /api/v2/users/show_many?ids=a%2Cb',
    'GET /api/v2/users/show_many?ids=..%2Fme',
  ]);
});
