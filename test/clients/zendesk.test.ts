/** node-zendesk against the demo's Zendesk. */
import { createClient } from 'node-zendesk';
import type { User } from 'node-zendesk/clients/core/users';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast, companyDomain, createCompany } from '../../src/demo/company.ts';
import { startZendeskEmulator, type ZendeskEmulator } from '../../src/demo/zendesk/emulator.ts';
import { seedZendesk } from '../../src/demo/zendesk/seed.ts';
import { expectFields, type Fields } from './published.ts';

const oauth = { clientId: 'clients', clientSecret: 'not a secret' };
let emulator: ZendeskEmulator;
let token: string;
beforeAll(async () => {
  emulator = await startZendeskEmulator({ world: seedZendesk(createCompany(Date.now()), oauth) });
  const answer = await fetch(`${emulator.url}/oauth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: oauth.clientId,
      client_secret: oauth.clientSecret,
      scope: 'read write',
    }),
  });
  const { access_token: issued } = (await answer.json()) as { access_token: string };
  token = issued;
});
afterAll(() => emulator.close());

const clientWith = (bearer: string) =>
  createClient({ token: bearer, oauth: true, endpointUri: `${emulator.url}/api/v2` });
const client = () => clientWith(token);

const userFields = {
  id: ['number'],
  name: ['string'],
  active: ['boolean'],
  chat_only: ['boolean'],
  created_at: ['string'],
  iana_time_zone: ['string'],
  // Null until the first sign-in, though the type says a string.
  last_login_at: ['string', 'null'],
  report_csv: ['boolean'],
  // Null for end users, who have none, though the type says a number.
  role_type: ['number', 'null'],
  shared: ['boolean'],
  shared_agent: ['boolean'],
  two_factor_auth_enabled: ['boolean', 'null'],
  updated_at: ['string'],
  url: ['string'],
} as const satisfies Fields<User>;

const sessionFields = {
  id: ['number'],
  user_id: ['number'],
  authenticated_at: ['string'],
  last_seen_at: ['string'],
  url: ['string'],
} as const;

const idOf = async (person: string) => {
  const [user] = await client().users.search({ query: `email:${person}@${companyDomain}` });
  if (user === undefined) throw new Error(`nobody is ${person}`);
  return user.id;
};

describe('users', () => {
  test('are listed over all pages, which the client follows by the links it gets', async () => {
    const users = await client().users.list();
    expect(users.length).toBe(emulator.world.users.length);
    for (const user of users) expectFields(user, userFields);
  });

  test('are searched, shown and shown in bulk', async () => {
    const { users } = client();
    const id = await idOf(cast.ordinary);
    expect((await users.show(id)).result).toMatchObject({ id, email: `${cast.ordinary}@${companyDomain}` });
    const { result } = await users.showMany([id, 1]);
    expect(result).toMatchObject([{ id }]);
    expect((await users.me()).result).toMatchObject({ role: 'admin' });
  });

  test('have their identities', async () => {
    const identities = await client().useridentities.list(await idOf(cast.ordinary));
    expect(identities).toMatchObject([{ type: 'email', verified: true, primary: true }]);
  });
});

describe('sessions', () => {
  test('are listed over all pages', async () => {
    const sessions = await client().sessions.list();
    expect(sessions.length).toBe(emulator.world.sessions.length);
    expect(sessions.length).toBeGreaterThan(100);
    for (const session of sessions) expectFields(session, sessionFields);
  });

  test('of one user are listed, shown, ended one by one and all at once', async () => {
    const { sessions } = client();
    const userId = await idOf(cast.busy);
    const listed = await sessions.getByUserId(userId);
    expect(listed).toHaveLength(110);
    const id = Number(Reflect.get(listed[0] ?? {}, 'id'));
    // The documented array of one, which the client hands over as it comes.
    const { result } = await sessions.getByUserIdBySessionId(userId, id);
    expect(result).toMatchObject({ session: [{ id }] });
    await sessions.deleteByUserIdBySessionId(userId, id);
    expect(await sessions.getByUserId(userId)).toHaveLength(109);
    await sessions.bulkDeleteByUserId(userId);
    expect(await sessions.getByUserId(userId)).toEqual([]);
  });
});

test.each([
  ['an unknown token', 401, () => clientWith('wrong').sessions.list()],
  ['an unknown user', 404, () => client().users.show(1)],
])('%s is a %i to the client', async (_what, status, ask) => {
  await expect(ask()).rejects.toThrow(`(${status})`);
});
