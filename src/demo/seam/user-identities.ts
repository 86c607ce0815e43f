/** Seam's `/user_identities`, of which only reading is here. */
import { invalidInput, notFound } from './api-error.ts';
import { endpoint, type Endpoint } from './endpoint.ts';
import { paginate } from './paging.ts';
import { isFound, ownSorted, pageParameters, reading, servers } from './reading.ts';
import { renderUserIdentity } from './render.ts';

export const userIdentityEndpoints: Readonly<Record<string, Endpoint>> = {
  '/user_identities/list': endpoint(
    reading,
    servers,
    { user_identity_ids: 'uuids', created_before: 'datetime', search: 'text', ...pageParameters },
    ({ world, principal }, given) => {
      const rows = ownSorted(world.userIdentities, principal.workspaceId).filter(
        (row) =>
          (given.user_identity_ids === undefined || given.user_identity_ids.includes(row.id)) &&
          (given.created_before === undefined || row.createdAt < Date.parse(given.created_before)) &&
          isFound(given.search, [row.fullName, row.phone, row.email, row.id]),
      );
      const page = paginate(rows, '/user_identities/list', { ...given }, 500);
      return { user_identities: page.rows.map(renderUserIdentity), pagination: page.pagination };
    },
  ),

  '/user_identities/get': endpoint(
    reading,
    servers,
    { user_identity_id: 'uuid', user_identity_key: 'text' },
    ({ world, principal }, given) => {
      if (given.user_identity_id === undefined && given.user_identity_key === undefined) {
        throw invalidInput({}, ['Give user_identity_id or user_identity_key']);
      }
      const identity = world.userIdentities.find(
        (row) =>
          row.workspaceId === principal.workspaceId &&
          (given.user_identity_id === undefined || row.id === given.user_identity_id) &&
          (given.user_identity_key === undefined || row.key === given.user_identity_key),
      );
      if (identity === undefined) throw notFound('user_identity');
      return { user_identity: renderUserIdentity(identity) };
    },
  ),
};
