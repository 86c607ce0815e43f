/** Zendesk's user endpoints (api-reference: Users, User Identities). */
import type { EmulatorRequest, EmulatorResponse } from '../emulator.ts';
import { forbiddenForRole, invalidAttribute, ok, recordNotFound, tooManyValues } from './answers.ts';
import { byOffset, paginate } from './paging.ts';
import { showIdentity, showUser } from './show-user.ts';
import type { ZendeskSettings, ZendeskUser, ZendeskWorld } from './world.ts';

export interface UserEndpoints {
  me(request: EmulatorRequest, principal: ZendeskUser | null): EmulatorResponse;
  list(request: EmulatorRequest, principal: ZendeskUser): EmulatorResponse;
  show(request: EmulatorRequest, principal: ZendeskUser, userId: number): EmulatorResponse;
  showMany(request: EmulatorRequest, principal: ZendeskUser): EmulatorResponse;
  search(request: EmulatorRequest, principal: ZendeskUser): EmulatorResponse;
  identities(
    request: EmulatorRequest,
    principal: ZendeskUser,
    owner: 'users' | 'end_users',
    userId: number,
  ): EmulatorResponse;
}

export function createUserEndpoints(world: ZendeskWorld, settings: ZendeskSettings): UserEndpoints {
  const answerOne = (request: EmulatorRequest, user: ZendeskUser, more: object = {}) =>
    ok({ user: { ...showUser(request, user), ...more }, ...sideload(request, [user], settings) });

  const listing = (request: EmulatorRequest, rows: readonly ZendeskUser[]) => ({
    key: 'users',
    rows,
    show: (user: ZendeskUser) => showUser(request, user),
    sideload: (page: readonly ZendeskUser[]) => sideload(request, page, settings),
  });

  return {
    /** Credentials it does not know are an "Anonymous user" (recorded in node-zendesk's fixtures). */
    me(request, principal) {
      return principal === null
        ? ok({
            user: { id: null, name: 'Anonymous user', email: 'invalid@example.com', role: 'end-user' },
          })
        : answerOne(request, principal, { authenticity_token: 'emulated' });
    },

    /** `role`, `role[]` and `external_id` narrow it down; by cursor or by offset. */
    list(request, principal) {
      if (principal.role === 'end-user') return forbiddenForRole;
      const { query } = request;
      const roles = [...query.getAll('role'), ...query.getAll('role[]')];
      const externalId = query.get('external_id');
      const users = world.users.filter(
        (user) =>
          user.active &&
          (roles.length === 0 || roles.includes(user.role)) &&
          (externalId === null || hasExternalId(user, externalId)),
      );
      return paginate(request, listing(request, users), settings);
    },

    /** A deleted user is shown too, as not active. */
    show(request, principal, userId) {
      if (principal.role === 'end-user' && principal.id !== userId) return forbiddenForRole;
      const user = world.users.find(({ id }) => id === userId);
      return user === undefined ? recordNotFound : answerOne(request, user);
    },

    /** `ids=` or `external_ids=`: what it does not know it leaves out. */
    showMany(request, principal) {
      if (principal.role === 'end-user') return forbiddenForRole;
      const ids = request.query.get('ids');
      const externalIds = request.query.get('external_ids');
      const values = (ids ?? externalIds ?? '').split(',').filter((value) => value !== '');
      if (values.length === 0) return invalidAttribute('ids', request.path.slice(1));
      if (values.length > 100) return tooManyValues;
      const users = world.users.filter((user) =>
        ids === null ? values.some((value) => hasExternalId(user, value)) : values.includes(String(user.id)),
      );
      return ok({
        users: users.map((user) => showUser(request, user)),
        ...sideload(request, users, settings),
        count: users.length,
        next_page: null,
        previous_page: null,
      });
    },

    /** `query` gives partial matches too, `external_id` exact ones; by offset only. */
    search(request, principal) {
      if (principal.role === 'end-user') return forbiddenForRole;
      if (request.query.get('page[size]') !== null) return invalidAttribute('page', 'api/v2/users/search');
      const externalId = request.query.get('external_id');
      const query = request.query.get('query');
      const users = world.users.filter((user) =>
        externalId === null ? query !== null && matches(user, query) : hasExternalId(user, externalId),
      );
      return byOffset(request, listing(request, users));
    },

    identities(request, principal, owner, userId) {
      const allowed = owner === 'end_users' ? principal.id === userId : principal.role !== 'end-user';
      if (!allowed) return forbiddenForRole;
      const user = world.users.find(({ id }) => id === userId);
      if (user === undefined) return recordNotFound;
      const types = request.query.getAll('type[]');
      const identities = user.identities
        .map((identity, index) => ({ id: index, identity }))
        .filter(({ identity: { type } }) => types.length === 0 || types.includes(type));
      return paginate(
        request,
        {
          key: 'identities',
          rows: identities,
          show: ({ id, identity }) => showIdentity(request, user, identity, id),
        },
        settings,
      );
    },
  };
}

/** "The API treats the id as case insensitive" (api-reference, Users). */
function hasExternalId(user: ZendeskUser, externalId: string): boolean {
  return user.external_id?.toLowerCase() === externalId.toLowerCase();
}

/** Every term must match, and a part of a value is enough. */
function matches(user: ZendeskUser, query: string): boolean {
  const terms = [...query.matchAll(/(?:(\w+):)?(?:"([^"]*)"|(\S+))/g)];
  return terms.every(([, field, phrase, word]) => {
    const wanted = (phrase ?? word ?? '').toLowerCase();
    const emails = user.identities.filter(({ type }) => type === 'email').map(({ value }) => value);
    const fields: Readonly<Record<string, readonly string[]>> = {
      email: emails,
      name: [user.name],
      role: [user.role],
    };
    const values = field === undefined ? [user.name, ...emails] : (fields[field] ?? []);
    return values.some((value) => value.toLowerCase().includes(wanted));
  });
}

function sideload(
  request: EmulatorRequest,
  users: readonly ZendeskUser[],
  { sideloadsIdentities }: ZendeskSettings,
): { identities?: readonly object[] } {
  const asked = (request.query.get('include') ?? '').split(',').includes('identities');
  if (!asked || !sideloadsIdentities) return {};
  return {
    identities: users.flatMap((user) =>
      user.identities.map((identity, index) => showIdentity(request, user, identity, index)),
    ),
  };
}
