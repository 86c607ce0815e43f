/**
 * The product's Seam adapter against Seam's own fake (@seamapi/fake-seam-connect), as far as the fake goes: it knows no list of client
 * sessions and ends none, and its ids are no UUIDs.
 */
import { createFake } from '@seamapi/fake-seam-connect';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientSessionsApi } from '../../src/providers/client-sessions-api.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { createSeam } from '../../src/providers/seam/kind.ts';
import { seamConfig } from '../../src/providers/seam/config.ts';
import type { Call } from '../../src/upstream/call.ts';
import { createDispatcher, createUpstream } from '../../src/upstream/client.ts';

type Fake = Awaited<ReturnType<typeof createFake>>;
let fake: Fake;
let seed: Awaited<ReturnType<Fake['seed']>>;
let provider: Provider;
let clientSessions: ClientSessionsApi;
const dispatcher = createDispatcher();

beforeAll(async () => {
  fake = await createFake();
  seed = await fake.seed();
  await fake.startServer();
  const baseUrl = fake.serverUrl ?? '';
  provider = createSeam(
    seamConfig.parse({ id: 'locks', kind: 'seam', baseUrl, apiKey: seed.seam_apikey1_token }),
    {
      upstream: createUpstream({
        baseUrl,
        maxConcurrency: 4,
        dispatcher,
        providerId: 'seam',
        timeoutMs: 5000,
        providerName: 'Seam',
        now: Date.now,
      }),
      now: Date.now,
    },
  );
  if (provider.clientSessions === undefined) throw new Error('Seam has client sessions');
  clientSessions = provider.clientSessions;
});
afterAll(async () => {
  await fake.stopServer();
  await dispatcher.destroy();
});

const call = (): Call => ({ signal: new AbortController().signal, deadlineAt: performance.now() + 10_000 });

describe('resources', () => {
  test('the devices of an account are read', async () => {
    const { records, brokenRows } = await clientSessions.connectedDevices(
      [seed.john_connected_account_id],
      call(),
    );
    expect(brokenRows).toBe(0);
    expect(records.map(({ deviceType }) => deviceType).toSorted()).toEqual([
      'august_lock',
      'august_lock',
      'ecobee_thermostat',
      'minut_sensor',
    ]);
    expect(records.find(({ deviceType }) => deviceType === 'august_lock')).toMatchObject({
      online: true,
      manufacturer: expect.any(String),
    });
  });

  test('an account is found by its id, and one that is not there is not', async () => {
    const ids = [seed.jane_connected_account_id, 'nobody_account_id'];
    const { found, brokenRows } = await clientSessions.connectedAccounts(ids, call());
    expect([...found.keys()]).toEqual([seed.jane_connected_account_id]);
    expect(brokenRows).toBe(0);
  });
});

describe('client sessions', () => {
  test('are made with what they reach, and once for a key', async () => {
    const input = {
      userIdentifierKey: 'from-the-adapter',
      connectedAccountIds: [seed.john_connected_account_id],
    };
    const { clientSession, token } = await clientSessions.create(input, call());
    expect(clientSession).toMatchObject({ ...input, deviceCount: 4 });
    expect(token.reveal()).toMatch(/^seam_cst/);
    await expect(clientSessions.create(input, call())).rejects.toMatchObject({ status: 'ALREADY_EXISTS' });
  });
});

test('ids that are no UUIDs are read like any other', async () => {
  const session = await clientSessions.get('cst1', call());
  expect(session).toMatchObject({ nativeId: 'cst1', userIdentifierKey: 'john_user_identifier_key' });
  const accountIds = session?.connectedAccountIds ?? [];
  const { records, brokenRows } = await clientSessions.connectedDevices(accountIds, call());
  expect([records.length, brokenRows]).toEqual([4, 0]);
  expect([...(await clientSessions.connectedAccounts(accountIds, call())).found.keys()]).toEqual(accountIds);
});

test('an expiry that the fake ignores is told', async () => {
  const { ignored } = await clientSessions.create({ expiresAt: Date.now() + 60_000 }, call());
  expect(ignored).toEqual(['expiresAt']);
});

test('the check says what works and what does not', async () => {
  const lines = await provider.probe(call());
  expect(lines.map(({ ok }) => ok)).toEqual([true, false]);
});
