/**
 * What Rocket.Chat publishes of its API against the demo's Rocket.Chat: requests are checked with the validators of
 * @rocket.chat/rest-typings, answers with the JSON schemas of @rocket.chat/core-typings. The client itself
 * (@rocket.chat/api-client) is left out: its licence is no permissive one.
 */
import { schemas } from '@rocket.chat/core-typings';
import { isUsersInfoParamsGetProps, isUsersListParamsGET } from '@rocket.chat/rest-typings';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast, companyDomain, createCompany } from '../../src/demo/company.ts';
import { startRocketChatEmulator, type RocketChatEmulator } from '../../src/demo/rocketchat/emulator.ts';
import { seedRocketChat } from '../../src/demo/rocketchat/seed.ts';

const bot = { userId: 'clientsClients001', authToken: 'not a secret' };
let emulator: RocketChatEmulator;
beforeAll(async () => {
  emulator = await startRocketChatEmulator({ world: seedRocketChat(createCompany(Date.now()), bot) });
});
afterAll(() => emulator.close());

interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

async function ask(
  method: string,
  route: string,
  params: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const query = method === 'GET' ? `?${new URLSearchParams(params)}` : '';
  const response = await fetch(`${emulator.url}/api/v1/${route}${query}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-user-id': bot.userId,
      'x-auth-token': bot.authToken,
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(params) }),
  });
  return { status: response.status, json: (await response.json()) as Answer['json'] };
}

function rowsOf({ json }: Answer, field: string): readonly Readonly<Record<string, unknown>>[] {
  return (json[field] ?? []) as readonly Readonly<Record<string, unknown>>[];
}

// typia writes OpenAPI 3.0, whose `nullable` and `example` are no JSON Schema.
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'published', components: schemas.components });
const published = (name: string): ValidateFunction =>
  ajv.compile({ $ref: `published#/components/schemas/${name}` });

function expectRows(rows: readonly unknown[], validate: ValidateFunction): void {
  expect(rows.length).toBeGreaterThan(0);
  const errors = rows.flatMap((row) => (validate(row) ? [] : (validate.errors ?? [])));
  expect(errors.map(({ instancePath, message }) => `${instancePath} ${message}`)).toEqual([]);
}

describe('sessions', () => {
  test('of everybody are rows as published, with the names of their users', async () => {
    const answer = await ask('GET', 'sessions/list.all', { count: '100' });
    const rows = rowsOf(answer, 'sessions');
    expectRows(rows, published('DeviceManagementPopulatedSession'));
    expect(rows.filter(({ _user: user }) => typeof Reflect.get(user ?? {}, 'name') === 'string')).toEqual(
      rows,
    );
  });

  test('are told one by one, and end', async () => {
    const [row] = rowsOf(await ask('GET', 'sessions/list.all', { count: '1' }), 'sessions');
    const sessionId = String(row?.['sessionId']);
    const info = await ask('GET', 'sessions/info.admin', { sessionId });
    expectRows([info.json], published('DeviceManagementPopulatedSession'));
    expect(await ask('POST', 'sessions/logout', { sessionId })).toEqual({
      status: 200,
      json: { sessionId, success: true },
    });
    expect((await ask('GET', 'sessions/info.admin', { sessionId })).status).toBe(404);
  });

  test('of a headset and of a page within an app have the words for those', async () => {
    const user = await ask('GET', 'users.info', { username: cast.oddDevices });
    const id = String(Reflect.get(user.json['user'] ?? {}, '_id'));
    const rows = rowsOf(await ask('GET', 'sessions/list.all', { filter: id }), 'sessions');
    const words = rows.map(({ device }) => Reflect.get(device ?? {}, 'type'));
    expect(words).toEqual(expect.arrayContaining(['xr', 'inapp']));
  });
});

describe('users', () => {
  const address = `${cast.ordinary}@${companyDomain}`;

  test.each([
    [{ username: cast.ordinary }],
    [{ email: address }],
    [{ username: cast.ordinary, includeUserRooms: 'true' }],
  ])('are told for %j', async (params) => {
    expect(isUsersInfoParamsGetProps(params)).toBe(true);
    const { status, json } = await ask('GET', 'users.info', params);
    expect(status).toBe(200);
    expectRows([json['user']], published('IUser'));
    expect(json['user']).toMatchObject({ username: cast.ordinary, emails: [{ address, verified: true }] });
  });

  test.each([[{}], [{ username: cast.ordinary, email: address }], [{ userId: 'x', nonsense: '1' }]])(
    'are refused for %j, as the published validator does',
    async (params) => {
      expect(isUsersInfoParamsGetProps(params)).toBe(false);
      expect(await ask('GET', 'users.info', params)).toMatchObject({
        status: 400,
        json: { errorType: 'invalid-params' },
      });
    },
  );

  test('are listed, and found by their address', async () => {
    expect(isUsersListParamsGET({ count: 100, offset: 0, email: address })).toBe(true);
    const { json } = await ask('GET', 'users.list', { count: '100' });
    expect(json).toMatchObject({ total: emulator.world.users.length, success: true });
    const found = await ask('GET', 'users.list', { email: address });
    expect(found.json).toMatchObject({ users: [{ username: cast.ordinary }], total: 1 });
  });

  test('know themselves', async () => {
    expectRows([(await ask('GET', 'me')).json], published('IMeApiUser'));
  });
});
