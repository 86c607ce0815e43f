/** What client sessions reach: devices, connected accounts, Connect Webviews, user identities. */
import type { Call } from '../../upstream/call.ts';
import { plainFailure } from '../../upstream/failure.ts';
import type {
  ConnectedAccountRecord,
  ConnectedDeviceList,
  ConnectWebviewRecord,
  UserIdentityRecord,
} from '../client-sessions-api.ts';
import type { Row } from '../fields.ts';
import type { Found } from '../found.ts';
import { readKey } from '../text.ts';
import type { SeamApi } from './api.ts';
import { orNull, refusesOnly } from './errors.ts';
import { pagedList, readPages, sweep, type SeamSweep } from './paging.ts';
import { pageLimit, sweepPages } from './plan.ts';
import {
  connectedAccountRecord,
  connectWebviewRecord,
  deviceRecord,
  userIdentityRecord,
} from './resource-records.ts';

const maxDevicePages = 40;

/** Devices of all the accounts, in Seam's order. Half a list is none: a failure on any page rejects. */
export async function listConnectedDevices(
  api: SeamApi,
  connectedAccountIds: readonly string[],
  call: Call,
): Promise<ConnectedDeviceList> {
  const ids = askableIds(connectedAccountIds);
  // What Seam makes of an empty list is not documented; it may well be every device of the workspace.
  if (ids.length === 0) return { records: [], brokenRows: 0 };
  const pages = readPages(api, pagedList('devices', deviceRecord), { connected_account_ids: ids }, call);
  const { rows, brokenRows, complete } = await sweep(pages, maxDevicePages);
  if (!complete) {
    throw plainFailure(
      'REJECTED',
      `${api.name} has more than ${maxDevicePages * pageLimit} devices for these client sessions: ask for fewer sessions.`,
    );
  }
  // Seam is known to ignore parameters silently; a filter that did nothing must not widen the answer.
  const wanted = new Set(ids);
  const devices = rows.filter((device) => wanted.has(device.connectedAccountId));
  return { records: [...new Map(devices.map((device) => [device.nativeId, device])).values()], brokenRows };
}

/** Each id once, without those that no provider has. */
const askableIds = (ids: readonly string[]): string[] =>
  [...new Set(ids)].filter((id) => readKey(id) !== null);

/** How one kind of resource is read, singly and as a list. */
interface Resource<Value extends { readonly nativeId: string }> {
  readonly singular: string;
  readonly plural: 'connected_accounts' | 'connect_webviews' | 'user_identities';
  readonly read: (row: Row) => Value | null;
}

async function getOne<Value extends { readonly nativeId: string }>(
  api: SeamApi,
  { singular, plural, read }: Resource<Value>,
  id: string,
  call: Call,
): Promise<Found<Value>> {
  const parameter = `${singular}_id`;
  const answer = await orNull(api.post(`/${plural}/get`, { [parameter]: id }, call), [parameter]);
  if (answer === null) return { found: new Map(), brokenRows: 0 };
  const value = read(api.object(answer, singular));
  // Another one than was asked for tells nothing of it.
  if (value?.nativeId !== id) return { found: new Map(), brokenRows: 1 };
  return { found: new Map([[id, value]]), brokenRows: 0 };
}

async function getEach<Value extends { readonly nativeId: string }>(
  api: SeamApi,
  resource: Resource<Value>,
  ids: readonly string[],
  call: Call,
): Promise<Found<Value>> {
  const singles = await Promise.all(ids.map((id) => getOne(api, resource, id, call)));
  return {
    found: new Map(singles.flatMap(({ found }) => [...found])),
    brokenRows: singles.reduce((sum, { brokenRows }) => sum + brokenRows, 0),
  };
}

function listOf<Value extends { readonly nativeId: string }>(
  api: SeamApi,
  { plural, read }: Resource<Value>,
  parameters: object,
  maxPages: number,
  call: Call,
): Promise<SeamSweep<Value>> {
  return sweep(readPages(api, pagedList(plural, read), parameters, call), maxPages);
}

function among<Value extends { readonly nativeId: string }>(
  rows: readonly Value[],
  ids: readonly string[],
): ReadonlyMap<string, Value> {
  const wanted = new Set(ids);
  return new Map(rows.filter(({ nativeId }) => wanted.has(nativeId)).map((row) => [row.nativeId, row]));
}

/** By single reads, or by the pages of the whole list where those are fewer: Seam's list takes no ids. */
async function lookUp<Value extends { readonly nativeId: string }>(
  api: SeamApi,
  resource: Resource<Value>,
  given: readonly string[],
  call: Call,
): Promise<Found<Value>> {
  const ids = askableIds(given);
  if (ids.length < 2) return getEach(api, resource, ids, call);
  const { rows, brokenRows, complete } = await listOf(api, resource, {}, sweepPages(ids.length), call);
  const listed = among(rows, ids);
  if (complete) {
    // A broken row that is not theirs is no news to those who found what they asked for.
    return { found: listed, brokenRows: listed.size === ids.length ? 0 : brokenRows };
  }
  const missing = ids.filter((id) => !listed.has(id));
  const rest = await getEach(api, resource, missing, call);
  return { found: new Map([...listed, ...rest.found]), brokenRows: rest.brokenRows };
}

const connectedAccount: Resource<ConnectedAccountRecord> = {
  singular: 'connected_account',
  plural: 'connected_accounts',
  read: connectedAccountRecord,
};

const connectWebview: Resource<ConnectWebviewRecord> = {
  singular: 'connect_webview',
  plural: 'connect_webviews',
  read: connectWebviewRecord,
};

const userIdentity: Resource<UserIdentityRecord> = {
  singular: 'user_identity',
  plural: 'user_identities',
  read: userIdentityRecord,
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

/** The only list of the three that can be asked for ids. One that Seam refuses would spoil the call for the others, so each is then asked alone. */
export async function lookUpUserIdentities(
  api: SeamApi,
  given: readonly string[],
  call: Call,
): Promise<Found<UserIdentityRecord>> {
  const ids = askableIds(given);
  if (ids.length < 2) return getEach(api, userIdentity, ids, call);
  try {
    const parameters = { user_identity_ids: ids };
    const { rows, brokenRows } = await listOf(api, userIdentity, parameters, Number.POSITIVE_INFINITY, call);
    const found = among(rows, ids);
    return { found, brokenRows: found.size === ids.length ? 0 : brokenRows };
  } catch (error) {
    if (!refusesOnly(error, ['user_identity_ids'])) throw error;
    return getEach(api, userIdentity, ids, call);
  }
}
