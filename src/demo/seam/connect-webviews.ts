/** Seam's `/connect_webviews`, of which only reading is here. */
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
import { renderConnectWebview } from './render.ts';
import type { SeamConnectWebview } from './world.ts';

export const connectWebviewEndpoints: Readonly<Record<string, Endpoint>> = {
  '/connect_webviews/list': endpoint(
    reading,
    servers,
    {
      customer_key: 'text',
      user_identifier_key: 'text',
      custom_metadata_has: 'metadata',
      search: 'text',
      ...pageParameters,
    },
    (context, given) => {
      const reach = reachOf(context, given.user_identifier_key);
      const matches = (webview: SeamConnectWebview) =>
        (given.customer_key === undefined || webview.customerKey === given.customer_key) &&
        hasMetadata(webview.customMetadata, given.custom_metadata_has) &&
        isFound(given.search, [
          webview.id,
          webview.customerKey,
          ...webview.acceptedProviders,
          ...textsOf(webview.customMetadata),
        ]) &&
        (reach === null || reach.connectWebviewIds.includes(webview.id));
      const rows = ownSorted(context.world.connectWebviews, context.principal.workspaceId).filter(matches);
      const page = paginate(rows, '/connect_webviews/list', { ...given }, 500);
      return { connect_webviews: page.rows.map(renderConnectWebview), pagination: page.pagination };
    },
  ),

  '/connect_webviews/get': endpoint(
    reading,
    [...servers, 'clientSession'],
    { connect_webview_id: 'uuid' },
    ({ world, principal }, given) => {
      if (given.connect_webview_id === undefined) throw invalidInput({ connect_webview_id: 'Required' });
      const webview = world.connectWebviews.find(
        (row) => row.workspaceId === principal.workspaceId && row.id === given.connect_webview_id,
      );
      if (webview === undefined) throw notFound('connect_webview');
      return { connect_webview: renderConnectWebview(webview) };
    },
  ),
};
