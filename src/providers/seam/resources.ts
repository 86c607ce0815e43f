/** What client sessions reach: devices, connected accounts, Connect Webviews, user identities. */
import type { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type {
  ConnectedAccountRecord,
  ConnectedDeviceList,
  ConnectWebviewRecord,
  UserIdentityRecord,
} from '../client-sessions-api.ts';
import type { Found } from '../found.ts';
import { isSeamId, type SeamApi } from './api.ts';
import { orNull } from './failure.ts';
import { pageLimit, readPages, sweep, sweepPages } from './paging.ts';
import {
  connectedAccountRecord,
  connectWebviewRecord,
  deviceRecord,
  userIdentityRecord,
} from './resource-records.ts';
import {
  wireConnectedAccount,
  wireConnectWebview,
  wireDevice,
  wireUserIdentity,
  type WireConnectedAccount,
  type WireConnectWebview,
  type WireUserIdentity,
} from './wire.ts';

const maxDevicePages = 40;

/** Devices of all the accounts, in Seam's order. Half a list is none: a failure on any page rejects. */
export async function listConnectedDevices(
  api: SeamApi,
  connectedAccountIds: readonly string[],
  call: Call,
): Promise<ConnectedDeviceList> {
  const ids = distinctIds(connectedAccountIds);
  // What Seam makes of an empty list is not documented; it may well be every device of the workspace.
  if (ids.length === 0) return { records: [], brokenRows: 0 };
  const parameters = { connected_account_ids: ids };
  const pages = readPages(api, '/devices/list', 'devices', wireDevice, parameters, call);
  const { rows, brokenRows, complete } = await sweep(pages, maxDevicePages);
  if (!complete) {
    throw new ProviderFailure(
      'REJECTED',
      `${api.name} has more than ${maxDevicePages * pageLimit} devices for these client sessions: ask for fewer sessions.`,
    );
  }
  const wanted = new Set(ids);
  const devices = new Map(
    rows
      .filter((row) => wanted.has(row.connected_account_id))
      .map((row) => [row.device_id, deviceRecord(row)]),
  );
  return { records: [...devices.values()], brokenRows };
}

const distinctIds = (ids: readonly string[]): string[] => [...new Set(ids)].filter(isSeamId);

/** How one kind of resource is read, singly and as a list. */
interface Resource<Row, Value> {
  readonly singular: string;
  readonly plural: string;
  readonly schema: z.ZodType<Row>;
  readonly idOf: (row: Row) => string;
  readonly record: (row: Row) => Value;
}

async function getOne<Row, Value>(
  api: SeamApi,
  resource: Resource<Row, Value>,
  id: string,
  call: Call,
): Promise<readonly (readonly [string, Value])[]> {
  const { singular, plural, schema } = resource;
  const answer = await orNull(api.post(`/${plural}/get`, { [`${singular}_id`]: id }, call));
  if (answer === null) return [];
  const row = api.object(answer, singular, schema);
  return resource.idOf(row) === id ? [[id, resource.record(row)]] : [];
}

/** By single reads, or by the pages of the whole list where those are fewer: Seam's list takes no ids. */
async function lookUp<Row, Value>(
  api: SeamApi,
  resource: Resource<Row, Value>,
  given: readonly string[],
  call: Call,
): Promise<Found<Value>> {
  const { plural, schema, idOf, record } = resource;
  const ids = distinctIds(given);
  const found = new Map<string, Value>();
  if (ids.length > 1) {
    const pages = readPages(api, `/${plural}/list`, plural, schema, {}, call);
    const { rows, brokenRows, complete } = await sweep(pages, sweepPages(ids.length));
    const wanted = new Set(ids);
    for (const row of rows) if (wanted.has(idOf(row))) found.set(idOf(row), record(row));
    if (complete) return { found, brokenRows };
  }
  const missing = ids.filter((id) => !found.has(id));
  const singles = await Promise.all(missing.map((id) => getOne(api, resource, id, call)));
  return { found: new Map([...found, ...singles.flat()]), brokenRows: 0 };
}

const connectedAccount: Resource<WireConnectedAccount, ConnectedAccountRecord> = {
  singular: 'connected_account',
  plural: 'connected_accounts',
  schema: wireConnectedAccount,
  idOf: (row) => row.connected_account_id,
  record: connectedAccountRecord,
};

const connectWebview: Resource<WireConnectWebview, ConnectWebviewRecord> = {
  singular: 'connect_webview',
  plural: 'connect_webviews',
  schema: wireConnectWebview,
  idOf: (row) => row.connect_webview_id,
  record: connectWebviewRecord,
};

const userIdentity: Resource<WireUserIdentity, UserIdentityRecord> = {
  singular: 'user_identity',
  plural: 'user_identities',
  schema: wireUserIdentity,
  idOf: (row) => row.user_identity_id,
  record: userIdentityRecord,
};

export function lookUpConnectedAccounts(
  api: SeamApi,
  ids: readonly string[],
  call: Call,
): Promise<Found<ConnectedAccountRecord>> {
  return lookUp(api, connectedAccount, ids, call);
}

export function lookUpConnectWebviews(
  api: SeamApi,
  ids: readonly string[],
  call: Call,
): Promise<Found<ConnectWebviewRecord>> {
  return lookUp(api, connectWebview, ids, call);
}

/** The only list of the three that can be asked for ids. */
export async function lookUpUserIdentities(
  api: SeamApi,
  given: readonly string[],
  call: Call,
): Promise<Found<UserIdentityRecord>> {
  const ids = distinctIds(given);
  const [only] = ids;
  if (only === undefined) return { found: new Map(), brokenRows: 0 };
  if (ids.length === 1) return { found: new Map(await getOne(api, userIdentity, only, call)), brokenRows: 0 };
  const parameters = { user_identity_ids: ids };
  const pages = readPages(
    api,
    '/user_identities/list',
    'user_identities',
    wireUserIdentity,
    parameters,
    call,
  );
  const wanted = new Set(ids);
  const { rows, brokenRows } = await sweep(pages, Number.POSITIVE_INFINITY);
  const found = new Map(
    rows
      .filter((row) => wanted.has(row.user_identity_id))
      .map((row) => [row.user_identity_id, userIdentityRecord(row)]),
  );
  return { found, brokenRows };
}
