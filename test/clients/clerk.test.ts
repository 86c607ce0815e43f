/** Clerk's own client (@clerk/backend) against the demo's Clerk. */
import { createClerkClient, type UserJSON } from '@clerk/backend';
import { isClerkAPIResponseError } from '@clerk/backend/errors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedClerk } from '../../src/demo/clerk/seed.ts';
import { startClerkEmulator, type ClerkEmulator } from '../../src/demo/clerk/emulator.ts';
import { cast, createCompany } from '../../src/demo/company.ts';
import { expectFields, type Fields } from './published.ts';

const secretKey = 'sk_test_clients';
const company = createCompany(Date.now());
let emulator: ClerkEmulator;
beforeAll(async () => {
  emulator = await startClerkEmulator({ world: seedClerk(company, secretKey) });
});
afterAll(() => emulator.close());

const clientWith = (key: string) =>
  createClerkClient({ secretKey: key, apiUrl: emulator.url, telemetry: { disabled: true } });
const client = () => clientWith(secretKey);

/** What the SDK promises of a user, in the words of the wire. */
const userFields = {
  id: ['string'],
  object: ['string'],
  username: ['string', 'null'],
  first_name: ['string', 'null'],
  last_name: ['string', 'null'],
  image_url: ['string'],
  has_image: ['boolean'],
  primary_email_address_id: ['string', 'null'],
  primary_phone_number_id: ['string', 'null'],
  primary_web3_wallet_id: ['string', 'null'],
  password_enabled: ['boolean'],
  two_factor_enabled: ['boolean'],
  totp_enabled: ['boolean'],
  backup_code_enabled: ['boolean'],
  email_addresses: ['array'],
  phone_numbers: ['array'],
  web3_wallets: ['array'],
  organization_memberships: ['array', 'null'],
  external_accounts: ['array'],
  enterprise_accounts: ['array'],
  password_last_updated_at: ['number', 'null'],
  public_metadata: ['object'],
  private_metadata: ['object'],
  unsafe_metadata: ['object'],
  external_id: ['string', 'null'],
  last_sign_in_at: ['number', 'null'],
  banned: ['boolean'],
  locked: ['boolean'],
  lockout_expires_in_seconds: ['number', 'null'],
  verification_attempts_remaining: ['number', 'null'],
  created_at: ['number'],
  updated_at: ['number'],
  last_active_at: ['number', 'null'],
  create_organization_enabled: ['boolean'],
  create_organizations_limit: ['number', 'null'],
  delete_self_enabled: ['boolean'],
  legal_accepted_at: ['number', 'null'],
  locale: ['string', 'null'],
} as const satisfies Fields<UserJSON>;

/** What the specification requires beyond the SDK's type (clerk/openapi-specs 7987d1b, `bapi/2026-05-12.yml`, User). */
const specifiedFields = {
  passkeys: ['array'],
  saml_accounts: ['array'],
  mfa_enabled_at: ['number', 'null'],
  mfa_disabled_at: ['number', 'null'],
} as const;

describe('users', () => {
  test('have every field that the SDK and the specification promise', async () => {
    const { data } = await client().users.getUserList({ limit: 500 });
    expect(data.length).toBeGreaterThan(40);
    for (const { raw } of data) expectFields(raw, { ...userFields, ...specifiedFields });
  });

  test('are found by id, address, username and part of a name, and counted alike', async () => {
    const { users } = client();
    const [mara] = (await users.getUserList({ username: [cast.ordinary] })).data;
    expect(mara?.externalId).toBe(cast.ordinary);
    const searches = [
      { userId: [mara?.id ?? ''] },
      { externalId: [cast.ordinary] },
      { emailAddress: [mara?.primaryEmailAddress?.emailAddress ?? ''] },
      { query: 'lindholm' },
    ];
    for (const search of searches) {
      const { data, totalCount } = await users.getUserList(search);
      expect([data.map(({ id }) => id), totalCount]).toEqual([[mara?.id], 1]);
    }
    expect((await users.getUserList({ username: ['nobody'] })).data).toEqual([]);
  });

  test('come in the order that was asked for', async () => {
    const { data } = await client().users.getUserList({ orderBy: '+username', limit: 500 });
    const names = data.map(({ username }) => username ?? '');
    expect(names).toEqual(names.toSorted());
  });

  test('tell who is banned and who is locked out', async () => {
    const { users } = client();
    const named = async (id: string) => (await users.getUserList({ externalId: [id] })).data[0];
    expect(await named(cast.banned)).toMatchObject({ banned: true, locked: false });
    expect(await named(cast.locked)).toMatchObject({ banned: false, locked: true });
  });
});

describe('sessions', () => {
  test('are listed with their latest activity, read one by one, and revoked', async () => {
    const { users, sessions } = client();
    const [user] = (await users.getUserList({ externalId: [cast.ordinary] })).data;
    const userId = user?.id ?? '';
    const { data, totalCount } = await sessions.getSessionList({ userId, limit: 500 });
    expect(totalCount).toBe(data.length);
    expect(data.map(({ latestActivity }) => typeof latestActivity?.browserName)).toEqual(
      data.map(() => 'string'),
    );
    const { data: active } = await sessions.getSessionList({ userId, status: 'active' });
    const id = active[0]?.id ?? '';
    expect(await sessions.getSession(id)).toMatchObject({ id, userId, status: 'active' });
    expect((await sessions.revokeSession(id)).status).toBe('revoked');
    expect((await sessions.getSession(id)).status).toBe('revoked');
  });

  test('say who acts for somebody', async () => {
    const { users, sessions } = client();
    const [user] = (await users.getUserList({ externalId: [cast.impersonated] })).data;
    const [actor] = (await users.getUserList({ externalId: [cast.impersonator] })).data;
    const { data } = await sessions.getSessionList({ userId: user?.id ?? '', limit: 500 });
    expect(data.filter((session) => session.actor !== null).map((session) => session.actor)).toEqual([
      { sub: actor?.id },
    ]);
  });
});

describe('refusals', () => {
  const refusal = async (asked: Promise<unknown>) => {
    const error = await asked.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!isClerkAPIResponseError(error)) throw new Error('expected a ClerkAPIResponseError');
    return {
      status: error.status,
      codes: error.errors.map(({ code }) => code),
      retryAfter: error.retryAfter,
    };
  };

  test.each([
    [401, 'clerk_key_invalid', () => clientWith('sk_test_wrong').users.getUserList()],
    [404, 'resource_not_found', () => client().users.getUser('user_nobody')],
    [404, 'resource_not_found', () => client().sessions.revokeSession('sess_nothing')],
    [400, 'missing_query_parameter', () => client().sessions.getSessionList()],
    [
      422,
      'form_param_array_size_exceeded',
      () =>
        client().users.getUserList({ userId: Array.from({ length: 101 }, (_, index) => `user_${index}`) }),
    ],
  ])('of %i are understood as %s', async (status, code, ask) => {
    expect(await refusal(ask())).toMatchObject({ status, codes: [code] });
  });

  test('of too many requests say when to come back', async () => {
    emulator.behaviour.requestsPerTenSeconds = 0;
    const refused = await refusal(client().sessions.getSession('sess_1'));
    emulator.behaviour.requestsPerTenSeconds = null;
    expect(refused).toMatchObject({ status: 429, codes: ['too_many_requests'] });
    expect(refused.retryAfter).toBeGreaterThan(0);
  });
});
