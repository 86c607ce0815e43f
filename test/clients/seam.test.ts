/** Seam's own client (@seamapi/http) against the demo's Seam; rows are parsed with the schemas of @seamapi/types. */
import { SeamHttp, isSeamHttpApiError, isSeamHttpInvalidInputError } from '@seamapi/http';
import { schemas } from '@seamapi/types/connect';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast, companyDomain, createCompany } from '../../src/demo/company.ts';
import { startSeamEmulator, type SeamEmulator } from '../../src/demo/seam/emulator.ts';
import { seedSeam } from '../../src/demo/seam/seed.ts';
import { accountIdOf, webviewIdOf } from '../../src/demo/seam/seed-hardware.ts';

const apiKey = 'seam_test_clients';
let emulator: SeamEmulator;
beforeAll(async () => {
  emulator = await startSeamEmulator({ world: seedSeam(createCompany(Date.now()), apiKey) });
});
afterAll(() => emulator.close());

const clientWith = (key: string) => new SeamHttp({ apiKey: key, endpoint: emulator.url });
const client = () => clientWith(apiKey);

interface Schema {
  safeParse(row: unknown): { readonly success: boolean; readonly error?: { readonly issues: unknown } };
}

/** That the rows, of which there are some, are what the published schema says. */
function expectRows(rows: readonly unknown[], schema: Schema): void {
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.flatMap((row) => schema.safeParse(row).error?.issues ?? [])).toEqual([]);
}

describe('every row is what Seam publishes', () => {
  test('workspace', async () => {
    expectRows([await client().workspaces.get()], schemas.workspace);
  });
  test('client sessions', async () => {
    expectRows(await client().clientSessions.list(), schemas.client_session);
  });
  test('devices', async () => {
    expectRows(await client().devices.list(), schemas.device);
  });
  test('connected accounts', async () => {
    expectRows(await client().connectedAccounts.list(), schemas.connected_account);
  });
  test('Connect Webviews', async () => {
    expectRows(await client().connectWebviews.list(), schemas.connect_webview);
  });
  test('user identities', async () => {
    expectRows(await client().userIdentities.list(), schemas.user_identity);
  });
});

describe('client sessions', () => {
  test('with nothing but devices are among those without a key', async () => {
    const sessions = await client().clientSessions.list({ without_user_identifier_key: true });
    expect(sessions).toMatchObject([
      { user_identifier_key: null, connect_webview_ids: [], user_identity_ids: [], device_count: 3 },
    ]);
  });

  test('are made, given more, read, revoked and deleted', async () => {
    const { clientSessions } = client();
    const made = await clientSessions.getOrCreate({
      user_identifier_key: 'a-client',
      connected_account_ids: [accountIdOf('office')],
      expires_at: '2031-01-01T00:00:00.000Z',
    });
    expectRows([made], schemas.client_session);
    const { client_session_id } = made;
    await clientSessions.grantAccess({
      client_session_id,
      connected_account_ids: [accountIdOf('harbour')],
      connect_webview_ids: [webviewIdOf('harbour')],
    });
    const read = await clientSessions.get({ client_session_id });
    expect(read).toMatchObject({
      connected_account_ids: [accountIdOf('office'), accountIdOf('harbour')],
      device_count: 6,
      expires_at: '2031-01-01T00:00:00.000Z',
    });
    expect((await clientSessions.create({ user_identifier_key: 'a-client' })).client_session_id).toBe(
      client_session_id,
    );
    await clientSessions.revoke({ client_session_id });
    const own = SeamHttp.fromClientSessionToken(made.token, { endpoint: emulator.url });
    await expect(own.devices.list()).rejects.toMatchObject({ statusCode: 401 });
    await clientSessions.delete({ client_session_id });
    await expect(clientSessions.get({ client_session_id })).rejects.toMatchObject({
      code: 'client_session_not_found',
      statusCode: 404,
    });
  });

  test('reach their own devices with their token', async () => {
    const { token, device_count } = await client().clientSessions.get({ user_identifier_key: cast.ordinary });
    const own = SeamHttp.fromClientSessionToken(token, { endpoint: emulator.url });
    expect(await own.devices.list()).toHaveLength(device_count);
  });
});

describe('devices', () => {
  test.each([
    [{ manufacturer: 'ecobee' } as const, 2],
    [{ device_types: ['ecobee_thermostat', 'minut_sensor'] } as const, 3],
    [{ connected_account_id: accountIdOf('cottage') } as const, 3],
    [{ connect_webview_id: webviewIdOf('alfama') } as const, 2],
    [{ customer_key: companyDomain } as const, 15],
    [{ customer_key: 'nobody' } as const, 0],
    [{ custom_metadata_has: { house: 'acacia' } } as const, 2],
    [{ search: 'porch' } as const, 1],
    [{ created_before: '2020-01-01T00:00:00.000Z' } as const, 0],
  ])('are filtered by %j', async (filter, count) => {
    const { device_types, ...others } = { device_types: undefined, ...filter };
    const parameters = device_types === undefined ? others : { ...others, device_types: [...device_types] };
    expect(await client().devices.list(parameters)).toHaveLength(count);
  });

  test('are paged by the paginator of the client', async () => {
    const seam = client();
    const all = await seam.createPaginator(seam.devices.list({ limit: 5 })).flattenToArray();
    expect(new Set(all.map(({ device_id }) => device_id)).size).toBe(emulator.world.devices.length);
  });

  test('say what they are: a thermostat, a lock with a keypad, a thing of a lost account', async () => {
    const { devices } = client();
    const hall = await devices.get({ name: 'Hallway' });
    expect(hall.properties).toMatchObject({ temperature_celsius: 26.5, is_cooling: true });
    expect(hall.device_provider).toMatchObject({ device_provider_name: 'ecobee' });
    expect((await devices.get({ name: 'Front Door' })).properties).toMatchObject({
      accessory_keypad: { is_connected: true },
    });
    expect((await devices.get({ name: 'Garden Door' })).errors).toMatchObject([
      { error_code: 'account_disconnected', is_device_error: false },
      { error_code: 'device_offline', is_device_error: true },
    ]);
  });
});

test('a connected account is found by its address', async () => {
  const account = await client().connectedAccounts.get({ email: `office@${companyDomain}` });
  expect(account.connected_account_id).toBe(accountIdOf('office'));
});

describe('refusals', () => {
  const refusal = (asked: Promise<unknown>) =>
    asked.then(
      () => null,
      (reason: unknown) => reason,
    );

  test('of a wrong key, and of parameters, are those that the client knows', async () => {
    expect(await refusal(clientWith('seam_wrong').devices.list())).toMatchObject({
      code: 'unauthorized',
      statusCode: 401,
    });
    const invalid = await refusal(client().clientSessions.revoke({ client_session_id: 'not-a-uuid' }));
    expect(isSeamHttpInvalidInputError(invalid)).toBe(true);
    const missing = await refusal(client().clientSessions.get());
    expect(isSeamHttpApiError(missing) && missing.statusCode).toBe(400);
    const unknown = await refusal(
      client().connectedAccounts.get({ connected_account_id: webviewIdOf('office') }),
    );
    expect(isSeamHttpApiError(unknown) && unknown.statusCode).toBe(404);
  });
});
