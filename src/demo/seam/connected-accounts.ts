/** Seam's `/connected_accounts`, of which only reading is here. */
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
import { renderConnectedAccount } from './render.ts';
import type { SeamConnectedAccount } from './world.ts';

export const connectedAccountEndpoints: Readonly<Record<string, Endpoint>> = {
  '/connected_accounts/list': endpoint(
    reading,
    servers,
    {
      customer_key: 'text',
      user_identifier_key: 'text',
      space_id: 'uuid',
      custom_metadata_has: 'metadata',
      search: 'text',
      ...pageParameters,
    },
    (context, given) => {
      const reach = reachOf(context, given.user_identifier_key);
      const matches = (account: SeamConnectedAccount) =>
        (given.customer_key === undefined || account.customerKey === given.customer_key) &&
        // No account of this world is in a space.
        given.space_id === undefined &&
        hasMetadata(account.customMetadata, given.custom_metadata_has) &&
        isFound(given.search, [
          account.id,
          account.accountType,
          account.customerKey,
          account.email,
          ...textsOf(account.customMetadata),
        ]) &&
        (reach === null || reach.connectedAccountIds.includes(account.id));
      const rows = ownSorted(context.world.connectedAccounts, context.principal.workspaceId).filter(matches);
      const page = paginate(rows, '/connected_accounts/list', { ...given }, 11_000);
      return { connected_accounts: page.rows.map(renderConnectedAccount), pagination: page.pagination };
    },
  ),

  '/connected_accounts/get': endpoint(
    reading,
    servers,
    { connected_account_id: 'uuid', email: 'email' },
    ({ world, principal }, given) => {
      const { connected_account_id: id, email } = given;
      if (id === undefined && email === undefined) {
        throw invalidInput({}, ['Give connected_account_id or email']);
      }
      const account = world.connectedAccounts.find(
        (row) =>
          row.workspaceId === principal.workspaceId &&
          (id === undefined ? row.email === email : row.id === id),
      );
      if (account === undefined) throw notFound('connected_account');
      return { connected_account: renderConnectedAccount(account) };
    },
  ),
};
