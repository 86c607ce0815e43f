import { describe, expect, test } from 'vitest';
import {
  seamConnectedAccount,
  seamConnectWebview,
  seamDevice,
  seamId,
  seamUserIdentity,
  seamWorld,
} from '../../demo/seam/build.ts';
import type { UpstreamRequest } from '../../upstream/upstream.ts';
import { createSeam } from './kind.ts';
import { seamConfig } from './config.ts';
import { call, closeAfterEach, failureOf, openSeam, startOfTests } from './testing.ts';

closeAfterEach();

const createdAt = startOfTests - 1000;
const account = (number: number) => seamId(2, number);
const device = (number: number, connectedAccountId: string, parts: object = {}) =>
  seamDevice({ id: seamId(4, number), createdAt: createdAt + number, connectedAccountId, ...parts });
const many = (count: number, connectedAccountId: string) =>
  Array.from({ length: count }, (_, index) => device(index, connectedAccountId));

describe('connected devices', () => {
  test('are told with what people see of them', async () => {
    const { clientSessions } = await openSeam(
      seamWorld({
        devices: [
          device(1, account(1), {
            nickname: 'Back Door',
            locationName: 'Cabin 7',
            timeZone: 'Europe/Berlin',
            batteryLevel: 0.1,
            errors: [{ code: 'device_offline', message: 'Device is offline', createdAt }],
            warnings: [{ code: 'some_new_warning', message: 'New', createdAt }],
          }),
        ],
      }),
    );
    expect((await clientSessions.connectedDevices([account(1)], call())).records).toEqual([
      {
        nativeId: seamId(4, 1),
        deviceType: 'august_lock',
        displayName: 'Back Door',
        nickname: 'Back Door',
        deviceProvider: {
          name: 'august',
          displayName: 'August',
          imageUrl: 'https://connect.getseam.com/assets/images/providers/august.png',
        },
        deviceManufacturer: {
          name: 'august',
          displayName: 'August',
          imageUrl: 'https://connect.getseam.com/assets/images/manufacturers/august.png',
        },
        manufacturer: 'August',
        model: 'Smart Lock Pro',
        online: true,
        locked: true,
        doorOpen: null,
        batteryLevel: 0.1,
        batteryStatus: 'low',
        serialNumber: null,
        imageUrl: null,
        capabilities: ['access_code', 'lock'],
        abilities: ['can_remotely_lock', 'can_remotely_unlock'],
        keypad: null,
        thermostat: null,
        customMetadata: [],
        locationName: 'Cabin 7',
        timeZone: 'Europe/Berlin',
        connectedAccountId: account(1),
        workspaceId: '5eab0000-0000-4000-8000-000000000001',
        spaceIds: [],
        problems: [
          { severity: 'ERROR', code: 'device_offline', message: 'Device is offline', createdAt },
          { severity: 'WARNING', code: 'some_new_warning', message: 'New', createdAt },
        ],
        createdAt: createdAt + 1,
      },
    ]);
  });

  test('of many accounts come in one call, and only theirs', async () => {
    const { clientSessions, emulator } = await openSeam(
      seamWorld({ devices: [1, 2, 3].map((number) => device(number, account(number))) }),
    );
    const { records: devices } = await clientSessions.connectedDevices(
      [account(1), account(3), account(1)],
      call(),
    );
    expect(devices.map(({ nativeId }) => nativeId)).toEqual([seamId(4, 1), seamId(4, 3)]);
    expect(emulator.calls).toEqual(['POST /devices/list']);
  });

  test('come from every page, each once', async () => {
    const { clientSessions, emulator } = await openSeam(seamWorld({ devices: many(1200, account(1)) }));
    const { records: devices } = await clientSessions.connectedDevices([account(1)], call());
    expect(new Set(devices.map(({ nativeId }) => nativeId)).size).toBe(1200);
    expect(devices).toHaveLength(1200);
    expect(emulator.calls).toHaveLength(3);
  });

  test.each([[[]], [['']], [['x'.repeat(501)]]])(
    'of the accounts %o are none, and nothing is asked',
    async (ids) => {
      const { clientSessions, emulator } = await openSeam(seamWorld({ devices: many(3, account(1)) }));
      expect(await clientSessions.connectedDevices(ids, call())).toEqual({ records: [], brokenRows: 0 });
      expect(emulator.calls).toEqual([]);
    },
  );

  test('lose only the row that cannot be read', async () => {
    const { clientSessions } = await openSeam(
      seamWorld({
        devices: [device(1, account(1), { overrides: { device_id: 7 } }), device(2, account(1))],
      }),
    );
    const { records, brokenRows } = await clientSessions.connectedDevices([account(1)], call());
    expect(records.map(({ nativeId }) => nativeId)).toEqual([seamId(4, 2)]);
    expect(brokenRows).toBe(1);
  });

  test('fail as a whole where a later page fails', async () => {
    const { clientSessions, emulator } = await openSeam(seamWorld({ devices: many(1200, account(1)) }));
    emulator.fault = { kind: 'html', status: 502 };
    let asked = 0;
    emulator.faultOnly = () => (asked += 1) >= 2;
    expect(await failureOf(clientSessions.connectedDevices([account(1)], call()))).toMatchObject({
      status: 'UNAVAILABLE',
    });
  });

  test('fail rather than go round for ever where Seam repeats a page', async () => {
    const asked: UpstreamRequest[] = [];
    const { clientSessions } = createSeam(
      seamConfig.parse({ id: 'locks', kind: 'seam', apiKey: 'seam_key' }),
      {
        now: () => startOfTests,
        upstream: {
          callsLeft: () => Infinity,
          state: () => expect.fail('nobody asks how it is'),
          async send(request) {
            asked.push(request);
            const body = {
              devices: [],
              pagination: { has_next_page: true, next_page_cursor: 'same', next_page_url: null },
            };
            return {
              status: 200,
              header: () => null,
              headerNames: () => [],
              text: JSON.stringify(body),
              json: () => body,
              noteMalformed: () => {},
              isRepeat: false,
              refusedUntil: null,
              receivedAt: startOfTests,
            };
          },
        },
      },
    );
    const failure = await failureOf(
      clientSessions?.connectedDevices([account(1)], call()) ?? Promise.resolve(),
    );
    expect(failure).toMatchObject({ status: 'MALFORMED' });
    expect(asked).toHaveLength(2);
  });
});

const ids = (kind: number, count: number) => Array.from({ length: count }, (_, index) => seamId(kind, index));

const world = (count: number) =>
  seamWorld({
    connectedAccounts: ids(2, count).map((id) => seamConnectedAccount({ id, createdAt })),
    connectWebviews: ids(3, count).map((id) => seamConnectWebview({ id, createdAt })),
    userIdentities: ids(1, count).map((id) => seamUserIdentity({ id, createdAt, fullName: 'Jane Doe' })),
  });

describe('what a client session reaches', () => {
  test.each([
    ['connectedAccounts', 2, 'connected_accounts'],
    ['connectWebviews', 3, 'connect_webviews'],
    ['userIdentities', 1, 'user_identities'],
  ] as const)(
    '%s: one is got, several are listed, and unknown ones are left out',
    async (method, kind, path) => {
      const { clientSessions, emulator } = await openSeam(world(5));
      const { found: one } = await clientSessions[method]([seamId(kind, 1)], call());
      expect([...one.keys()]).toEqual([seamId(kind, 1)]);
      const three = [seamId(kind, 4), seamId(kind, 2), seamId(kind, 99), ''];
      const { found: several } = await clientSessions[method](three, call());
      expect([...several.keys()].toSorted()).toEqual([seamId(kind, 2), seamId(kind, 4)]);
      expect((await clientSessions[method]([seamId(kind, 99)], call())).found.size).toBe(0);
      expect((await clientSessions[method]([], call())).found.size).toBe(0);
      expect(emulator.calls).toEqual([`POST /${path}/get`, `POST /${path}/list`, `POST /${path}/get`]);
    },
  );

  test('in a large workspace, only what the first page did not show is got one by one', async () => {
    const { clientSessions, emulator } = await openSeam(world(1200));
    const wanted = [seamId(2, 0), seamId(2, 499), seamId(2, 1100)];
    const { found } = await clientSessions.connectedAccounts(wanted, call());
    expect([...found.keys()]).toEqual(wanted);
    expect(emulator.calls).toEqual(['POST /connected_accounts/list', 'POST /connected_accounts/get']);
  });
});
