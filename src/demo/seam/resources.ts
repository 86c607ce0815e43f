/** Devices, connected accounts, Connect Webviews, user identities and the workspace: all read-only here. */
import { invalidInput, notFound } from './api-error.ts';
import { endpoint, type Context, type Endpoint } from './endpoint.ts';
import { paginate } from './paging.ts';
import {
  renderConnectedAccount,
  renderConnectWebview,
  renderDevice,
  renderUserIdentity,
  renderWorkspace,
} from './render.ts';
import type { SeamConnectedAccount, SeamDevice } from './world.ts';

const servers = ['apiKey', 'personalAccessToken'] as const;
const reading = ['GET', 'POST'];
const pageParameters = { limit: 'limit', page_cursor: 'textOrNull' } as const;

/** Oldest first, then by id. */
function ownSorted<Row extends { id: string; workspaceId: string; createdAt: number }>(
  rows: readonly Row[],
  workspaceId: string,
): Row[] {
  return rows
    .filter((row) => row.workspaceId === workspaceId)
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** The accounts that a user identifier key, or the asking client session, reaches. */
function reachable({ world, asker }: Context, key: string | undefined): (accountId: string) => boolean {
  const session =
    key === undefined
      ? asker.clientSession
      : world.clientSessions.find(
          (row) => row.workspaceId === asker.workspaceId && row.userIdentifierKey === key,
        );
  if (key === undefined && session === null) return () => true;
  return (accountId) => session?.connectedAccountIds.includes(accountId) === true;
}

export const resourceEndpoints: Readonly<Record<string, Endpoint>> = {
  '/devices/list': endpoint(
    reading,
    [...servers, 'clientSession'],
    {
      device_ids: 'uuids',
      connected_account_id: 'uuid',
      connected_account_ids: 'uuids',
      user_identifier_key: 'text',
      ...pageParameters,
    },
    (context, given) => {
      const mayReach = reachable(context, given.user_identifier_key);
      const accounts = given.connected_account_ids ?? [];
      const matches = (device: SeamDevice) =>
        (given.device_ids === undefined || given.device_ids.includes(device.id)) &&
        (given.connected_account_id === undefined ||
          device.connectedAccountId === given.connected_account_id) &&
        // What an empty list means is not documented; taking it for "no filter" is the worst that can happen.
        (accounts.length === 0 || accounts.includes(device.connectedAccountId)) &&
        mayReach(device.connectedAccountId);
      const rows = ownSorted(context.world.devices, context.asker.workspaceId).filter(matches);
      const page = paginate(rows, '/devices/list', { ...given }, 500);
      return { devices: page.rows.map(renderDevice), pagination: page.pagination };
    },
  ),

  '/devices/get': endpoint(
    reading,
    [...servers, 'clientSession'],
    { device_id: 'uuid', name: 'text' },
    (context, given) => {
      if (given.device_id === undefined && given.name === undefined) {
        throw invalidInput({}, ['Give device_id or name']);
      }
      const device = ownSorted(context.world.devices, context.asker.workspaceId).find(
        (row) =>
          (given.device_id === undefined || row.id === given.device_id) &&
          (given.name === undefined || row.name === given.name),
      );
      if (device === undefined || !reachable(context, undefined)(device.connectedAccountId)) {
        throw notFound('device');
      }
      return { device: renderDevice(device) };
    },
  ),

  '/connected_accounts/list': endpoint(
    reading,
    servers,
    { customer_key: 'text', user_identifier_key: 'text', ...pageParameters },
    (context, given) => {
      const mayReach = reachable(context, given.user_identifier_key);
      const matches = (account: SeamConnectedAccount) =>
        (given.customer_key === undefined || account.customerKey === given.customer_key) &&
        mayReach(account.id);
      const rows = ownSorted(context.world.connectedAccounts, context.asker.workspaceId).filter(matches);
      const page = paginate(rows, '/connected_accounts/list', { ...given }, 11_000);
      return { connected_accounts: page.rows.map(renderConnectedAccount), pagination: page.pagination };
    },
  ),

  '/connected_accounts/get': endpoint(
    reading,
    servers,
    { connected_account_id: 'uuid' },
    ({ world, asker }, given) => {
      if (given.connected_account_id === undefined) throw invalidInput({ connected_account_id: 'Required' });
      const account = world.connectedAccounts.find(
        (row) => row.workspaceId === asker.workspaceId && row.id === given.connected_account_id,
      );
      if (account === undefined) throw notFound('connected_account');
      return { connected_account: renderConnectedAccount(account) };
    },
  ),

  '/connect_webviews/list': endpoint(
    reading,
    servers,
    { customer_key: 'text', ...pageParameters },
    ({ world, asker }, given) => {
      const rows = ownSorted(world.connectWebviews, asker.workspaceId).filter(
        (row) => given.customer_key === undefined || row.customerKey === given.customer_key,
      );
      const page = paginate(rows, '/connect_webviews/list', { ...given }, 500);
      return { connect_webviews: page.rows.map(renderConnectWebview), pagination: page.pagination };
    },
  ),

  '/connect_webviews/get': endpoint(
    reading,
    [...servers, 'clientSession'],
    { connect_webview_id: 'uuid' },
    ({ world, asker }, given) => {
      if (given.connect_webview_id === undefined) throw invalidInput({ connect_webview_id: 'Required' });
      const webview = world.connectWebviews.find(
        (row) => row.workspaceId === asker.workspaceId && row.id === given.connect_webview_id,
      );
      if (webview === undefined) throw notFound('connect_webview');
      return { connect_webview: renderConnectWebview(webview) };
    },
  ),

  '/user_identities/list': endpoint(
    reading,
    servers,
    { user_identity_ids: 'uuids', search: 'text', ...pageParameters },
    ({ world, asker }, given) => {
      const wanted = given.search?.toLowerCase();
      const rows = ownSorted(world.userIdentities, asker.workspaceId).filter(
        (row) =>
          (given.user_identity_ids === undefined || given.user_identity_ids.includes(row.id)) &&
          (wanted === undefined ||
            [row.fullName, row.phone, row.email, row.id].some(
              (field) => field?.toLowerCase().includes(wanted) === true,
            )),
      );
      const page = paginate(rows, '/user_identities/list', { ...given }, 500);
      return { user_identities: page.rows.map(renderUserIdentity), pagination: page.pagination };
    },
  ),

  '/user_identities/get': endpoint(
    reading,
    servers,
    { user_identity_id: 'uuid', user_identity_key: 'text' },
    ({ world, asker }, given) => {
      if (given.user_identity_id === undefined && given.user_identity_key === undefined) {
        throw invalidInput({}, ['Give user_identity_id or user_identity_key']);
      }
      const identity = world.userIdentities.find(
        (row) =>
          row.workspaceId === asker.workspaceId &&
          (given.user_identity_id === undefined || row.id === given.user_identity_id) &&
          (given.user_identity_key === undefined || row.key === given.user_identity_key),
      );
      if (identity === undefined) throw notFound('user_identity');
      return { user_identity: renderUserIdentity(identity) };
    },
  ),

  '/workspaces/get': endpoint(reading, servers, {}, ({ world, asker }) => {
    const workspace = world.workspaces.find((row) => row.id === asker.workspaceId);
    if (workspace === undefined) throw notFound('workspace');
    return { workspace: renderWorkspace(workspace) };
  }),
};
