import { expect, onTestFinished, test } from 'vitest';
import { startClerkEmulator, type ClerkEmulator } from './emulator.ts';
import { clerkEmailAddress, clerkSession, clerkUser } from './world.ts';

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const headers = { authorization: 'Bearer sk_test_1', 'clerk-api-version': '2026-05-12' };

async function start(): Promise<{ emulator: ClerkEmulator; clock: { now: number } }> {
  const clock = { now: noon };
  const emulator = await startClerkEmulator({
    world: {
      secretKey: 'sk_test_1',
      users: Array.from({ length: 30 }, (_, index) =>
        clerkUser({
          id: `user_${index}`,
          created_at: noon + index,
          external_id: index === 29 ? '-x' : `x${index}`,
          username: `name${index}`,
          banned: index === 7,
          first_name: index === 8 ? 'Zoë' : null,
          email_addresses: [clerkEmailAddress(`u${index}@example.com`, 'unverified')],
        }),
      ),
      sessions: Array.from({ length: 15 }, (_, index) =>
        clerkSession({
          id: `sess_${index}`,
          user_id: 'user_1',
          client_id: `client_${index % 2}`,
          created_at: noon + index,
          latest_activity: { object: 'session_activity', id: `sess_activity_${index}`, is_mobile: false },
        }),
      ),
    },
    now: () => clock.now,
  });
  onTestFinished(() => emulator.close());
  return { emulator, clock };
}

async function ask(emulator: ClerkEmulator, path: string, init: RequestInit = {}) {
  const response = await fetch(emulator.url + path, { headers, ...init });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

test.each([
  [{ 'clerk-api-version': '2026-05-12' }, 401, 'authorization_header_format_invalid'],
  [{ ...headers, authorization: 'Bearer sk_test_2' }, 401, 'clerk_key_invalid'],
  [{ authorization: headers.authorization }, 400, 'api_version_invalid'],
  [{ ...headers, 'clerk-api-version': '1999-01-01' }, 400, 'api_version_invalid'],
])('refuses the headers %o', async (given, status, code) => {
  const { emulator } = await start();
  expect(await ask(emulator, '/v1/users', { headers: given })).toMatchObject({
    status,
    body: { errors: [{ code }], clerk_trace_id: expect.any(String) },
  });
});

test.each([
  ['/v1/sessions', 400, 'missing_query_parameter'],
  ['/v1/sessions?user_id=user_1&status=pending', 422, 'form_param_value_invalid'],
  ['/v1/sessions?user_id=user_1&limit=0', 422, 'form_param_value_invalid'],
  ['/v1/sessions?user_id=user_1&offset=-1', 422, 'form_param_value_invalid'],
  ['/v1/sessions?user_id=user_1&__clerk_api_version=2026-05-12', 400, 'api_version_invalid'],
  [`/v1/users?${'user_id=u&'.repeat(101)}`, 422, 'form_param_array_size_exceeded'],
  ['/v1/sessions/sess_none', 404, 'resource_not_found'],
  ['/v1/users/user_none', 404, 'resource_not_found'],
  ['/v1/nothing', 404, 'resource_not_found'],
])('refuses %s', async (path, status, code) => {
  const { emulator } = await start();
  expect(await ask(emulator, path)).toMatchObject({ status, body: { errors: [{ code }] } });
});

test.each([
  ['', 10, 'sess_14'],
  ['&limit=500', 15, 'sess_14'],
  ['&limit=501', 10, 'sess_14'],
  ['&limit=5&offset=12', 3, 'sess_2'],
  ['&client_id=client_1&limit=500', 7, 'sess_13'],
])('lists sessions newest first in the window of "%s"', async (query, count, first) => {
  const { emulator } = await start();
  const { body } = await ask(emulator, `/v1/sessions?user_id=user_1${query}`);
  expect(body).toHaveLength(count);
  expect(body).toMatchObject([{ id: first }, ...Array.from({ length: count - 1 }, () => ({}))]);
});

test('wraps a list with its total where it is asked to', async () => {
  const { emulator } = await start();
  expect(await ask(emulator, '/v1/sessions?user_id=user_1&paginated=true&limit=1')).toMatchObject({
    status: 200,
    body: { data: [{ id: 'sess_14' }], total_count: 15 },
  });
});

test('tells the latest activity in lists only', async () => {
  const { emulator } = await start();
  const { body: listed } = await ask(emulator, '/v1/sessions?user_id=user_1&limit=1');
  expect(listed).toMatchObject([{ latest_activity: { id: 'sess_activity_14' } }]);
  const { body: read } = await ask(emulator, '/v1/sessions/sess_14');
  expect(read).not.toHaveProperty('latest_activity');
  const { body: revoked } = await ask(emulator, '/v1/sessions/sess_14/revoke', { method: 'POST' });
  expect(revoked).not.toHaveProperty('latest_activity');
});

test.each([
  ['user_id=user_1&user_id=user_2', ['user_2', 'user_1']],
  ['user_id=%2Buser_1', ['user_1']],
  ['external_id=-x', Array.from({ length: 10 }, (_, index) => `user_${29 - index}`)],
  ['external_id=%2B-x', ['user_29']],
  ['email_address=u3@example.com&email_address=none@example.com', ['user_3']],
  ['user_id[0]=user_1&limit=2', ['user_29', 'user_28']],
])('finds users by %s', async (query, ids) => {
  const { emulator } = await start();
  const { body } = await ask(emulator, `/v1/users?${query}`);
  expect(body).toMatchObject(ids.map((id) => ({ id })));
});

test('counts users by the same filters', async () => {
  const { emulator } = await start();
  const { body } = await ask(emulator, '/v1/users/count?user_id=user_1');
  expect(body).toEqual({ object: 'total_count', total_count: 1 });
});

const usersOf = (...numbers: readonly number[]) => numbers.map((number) => ({ id: `user_${number}` }));

test.each([
  ['username=name3&username=name4&username=nobody', usersOf(4, 3)],
  ['username_query=NAME12', usersOf(12)],
  ['email_address_query=U2%40', usersOf(2)],
  ['query=u29%40example', usersOf(29)],
  ['query=zo%C3%AB', usersOf(8)],
  ['name_query=zo%C3%AB', usersOf(8)],
  ['banned=true', usersOf(7)],
  [`created_at_after=${noon + 26}`, usersOf(29, 28, 27)],
  [`created_at_before=${noon + 2}`, usersOf(1, 0)],
  ['organization_id=org_1', []],
  ['phone_number=%2B15125550100', []],
  ['limit=2&order_by=created_at', usersOf(0, 1)],
  ['limit=2&order_by=-username', usersOf(9, 8)],
  ['limit=2&order_by=%2Busername&order_by=-created_at', usersOf(0, 1)],
  ['limit=2&starting_after=user_5', usersOf(4, 3)],
  ['limit=2&starting_after=user_5&order_by=created_at', usersOf(6, 7)],
])('lists the users of %s', async (query, users) => {
  const { emulator } = await start();
  const { body } = await ask(emulator, `/v1/users?${query}`);
  expect(body).toHaveLength(users.length);
  expect(body).toMatchObject(users);
});

test.each([
  'order_by=shoe_size',
  'order_by=username&starting_after=user_5',
  'offset=3&starting_after=user_5',
  'starting_after=user_none',
  'provider=oauth_google',
  'banned=perhaps',
  'created_at_after=yesterday',
])('refuses the users of %s', async (query) => {
  const { emulator } = await start();
  expect(await ask(emulator, `/v1/users?${query}`)).toMatchObject({
    status: 422,
    body: { errors: [{ code: 'form_param_value_invalid' }] },
  });
});

test('refuses what goes beyond its limit until the ten seconds are over', async () => {
  const { emulator, clock } = await start();
  emulator.behaviour.requestsPerTenSeconds = 2;
  const statuses = [];
  for (const at of [0, 0, 4000, 10_000]) {
    clock.now = noon + at;
    const { status, headers: told } = await ask(emulator, '/v1/users/user_1');
    statuses.push([status, told.get('retry-after')]);
  }
  expect(statuses).toEqual([
    [200, null],
    [200, null],
    [429, '6'],
    [200, null],
  ]);
});

test('lets reads lag behind a revoking for as many reads as it is told', async () => {
  const { emulator } = await start();
  emulator.behaviour.readsBehindRevoke = 1;
  const statusRead = async () => {
    const { body } = await ask(emulator, '/v1/sessions/sess_3');
    return body;
  };
  const { body } = await ask(emulator, '/v1/sessions/sess_3/revoke', { method: 'POST' });
  expect(body).toMatchObject({ status: 'revoked', updated_at: noon });
  expect(await statusRead()).toMatchObject({ status: 'active' });
  expect(await statusRead()).toMatchObject({ status: 'revoked' });
});
