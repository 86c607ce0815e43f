/** Seam's `/devices`, of which only reading is here. The filters are those of seamapi/types c846ec1, `/devices/list`. */
import { invalidInput, notFound } from './api-error.ts';
import { endpoint, type Endpoint } from './endpoint.ts';
import { paginate } from './paging.ts';
import {
  hasMetadata,
  isFound,
  ownSorted,
  pageParameters,
  reachOf,
  reading,
  servers,
  textsOf,
} from './reading.ts';
import { renderDevice } from './render-device.ts';
import type { SeamDevice } from './world.ts';

export const deviceEndpoints: Readonly<Record<string, Endpoint>> = {
  '/devices/list': endpoint(
    reading,
    [...servers, 'clientSession'],
    {
      device_ids: 'uuids',
      connected_account_id: 'uuid',
      connected_account_ids: 'uuids',
      connect_webview_id: 'uuid',
      user_identifier_key: 'text',
      customer_key: 'text',
      space_id: 'uuid',
      device_type: 'text',
      device_types: 'texts',
      manufacturer: 'text',
      created_before: 'datetime',
      custom_metadata_has: 'metadata',
      search: 'text',
      ...pageParameters,
    },
    (context, given) => {
      const { world, principal } = context;
      const reach = reachOf(context, given.user_identifier_key);
      const accounts = given.connected_account_ids ?? [];
      const webview = world.connectWebviews.find(({ id }) => id === given.connect_webview_id);
      const customers = new Map(world.connectedAccounts.map((account) => [account.id, account.customerKey]));
      const matches = (device: SeamDevice) =>
        (given.device_ids === undefined || given.device_ids.includes(device.id)) &&
        (given.connected_account_id === undefined ||
          device.connectedAccountId === given.connected_account_id) &&
        // What an empty list means is not documented; taking it for "no filter" is the worst that can happen.
        (accounts.length === 0 || accounts.includes(device.connectedAccountId)) &&
        (given.connect_webview_id === undefined ||
          device.connectedAccountId === webview?.connectedAccountId) &&
        (given.customer_key === undefined ||
          customers.get(device.connectedAccountId) === given.customer_key) &&
        // No device of this world is in a space.
        given.space_id === undefined &&
        (given.device_type === undefined || device.deviceType === given.device_type) &&
        (given.device_types === undefined || given.device_types.includes(device.deviceType)) &&
        (given.manufacturer === undefined || device.manufacturer.toLowerCase() === given.manufacturer) &&
        (given.created_before === undefined || device.createdAt < Date.parse(given.created_before)) &&
        hasMetadata(device.customMetadata, given.custom_metadata_has) &&
        isSearched(device, given.search) &&
        (reach === null || reach.connectedAccountIds.includes(device.connectedAccountId));
      const rows = ownSorted(world.devices, principal.workspaceId).filter(matches);
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
      const reach = reachOf(context, undefined);
      const device = ownSorted(context.world.devices, context.principal.workspaceId).find(
        (row) =>
          (given.device_id === undefined || row.id === given.device_id) &&
          (given.name === undefined || row.name === given.name),
      );
      if (device === undefined || reach?.connectedAccountIds.includes(device.connectedAccountId) === false) {
        throw notFound('device');
      }
      return { device: renderDevice(device) };
    },
  ),
};

/** An id is found by its beginning, of 4 characters at least; the rest by any part. */
function isSearched(device: SeamDevice, search: string | undefined): boolean {
  const byId = search !== undefined && search.length >= 4 && device.id.startsWith(search.toLowerCase());
  return (
    byId ||
    isFound(search, [
      device.connectedAccountId,
      device.nickname ?? device.name,
      device.locationName,
      ...textsOf(device.customMetadata),
    ])
  );
}
