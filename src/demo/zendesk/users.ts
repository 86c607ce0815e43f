/** Zendesk's user endpoints (api-reference: Users, User Identities). */
import type { EmulatorRequest, EmulatorResponse } from '../emulator.ts';
import { forbiddenForRole, invalidAttribute, ok, recordNotFound, tooManyValues } from './answers.ts';
import type { ZendeskIdentity, ZendeskSettings, ZendeskUser, ZendeskWorld } from './world.ts';

/** GET /api/v2/users/me is for everybody: credentials it does not know are an "Anonymous user" (recorded in node-zendesk's fixtures). */
export function showMe(
  request: EmulatorRequest,
  user: ZendeskUser | null,
  settings: ZendeskSettings,
): EmulatorResponse {
  if (user === null) {
    return ok({ user: { id: null, name: 'Anonymous user', email: 'invalid@example.com', role: 'end-user' } });
  }
  return ok({
    user: { ...showUser(user), authenticity_token: 'emulated' },
    ...sideload(request, [user], settings),
  });
}

/** GET /api/v2/users/show_many?ids= or external_ids=: what it does not know it leaves out. */
export function showMany(
  world: ZendeskWorld,
  request: EmulatorRequest,
  asker: ZendeskUser,
  settings: ZendeskSettings,
): EmulatorResponse {
  if (asker.role === 'end-user') return forbiddenForRole;
  const ids = request.query.get('ids');
  const externalIds = request.query.get('external_ids');
  const values = (ids ?? externalIds ?? '').split(',').filter((value) => value !== '');
  if (values.length === 0) return invalidAttribute('ids', request.path.slice(1));
  if (values.length > 100) return tooManyValues;
  const users = world.users.filter((user) =>
    ids === null ? values.some((value) => hasExternalId(user, value)) : values.includes(String(user.id)),
  );
  return ok({ users: users.map(showUser), ...sideload(request, users, settings) });
}

/** GET /api/v2/users/search: `query` gives partial matches too, `external_id` exact ones. */
export function searchUsers(
  world: ZendeskWorld,
  request: EmulatorRequest,
  asker: ZendeskUser,
  settings: ZendeskSettings,
): EmulatorResponse {
  if (asker.role === 'end-user') return forbiddenForRole;
  if (request.query.get('page[size]') !== null) return invalidAttribute('page', 'api/v2/users/search');
  const externalId = request.query.get('external_id');
  const query = request.query.get('query');
  const users = world.users.filter((user) =>
    externalId === null ? query !== null && matches(user, query) : hasExternalId(user, externalId),
  );
  const perPage = Math.min(Number(request.query.get('per_page') ?? '100'), 100);
  const page = users.slice(0, perPage);
  return ok({
    users: page.map(showUser),
    ...sideload(request, page, settings),
    count: users.length,
    next_page: users.length > perPage ? 'https://acme.zendesk.com/api/v2/users/search?page=2' : null,
    previous_page: null,
  });
}

/** GET /api/v2/users/{id}/identities, and /api/v2/end_users/{id}/identities for an end user's own. */
export function listIdentities(
  world: ZendeskWorld,
  request: EmulatorRequest,
  asker: ZendeskUser,
  owner: string,
  userId: number,
): EmulatorResponse {
  const allowed = owner === 'end_users' ? asker.id === userId : asker.role !== 'end-user';
  if (!allowed) return forbiddenForRole;
  const user = world.users.find(({ id }) => id === userId);
  if (user === undefined) return recordNotFound;
  const types = request.query.getAll('type[]');
  const identities = user.identities.filter(({ type }) => types.length === 0 || types.includes(type));
  return ok({
    identities: identities.map((identity, index) => showIdentity(user, identity, index)),
    count: identities.length,
    next_page: null,
    previous_page: null,
  });
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
  { query }: EmulatorRequest,
  users: readonly ZendeskUser[],
  { sideloadsIdentities }: ZendeskSettings,
): { identities?: readonly object[] } {
  const asked = (query.get('include') ?? '').split(',').includes('identities');
  if (!asked || !sideloadsIdentities) return {};
  return {
    identities: users.flatMap((user) =>
      user.identities.map((identity, index) => showIdentity(user, identity, index)),
    ),
  };
}

function showUser(user: ZendeskUser): object {
  const { identities, ...fields } = user;
  const primary = identities.find(({ type, primary: isPrimary }) => type === 'email' && isPrimary);
  return {
    ...fields,
    url: `https://acme.zendesk.com/api/v2/users/${user.id}.json`,
    email: primary?.value ?? null,
    // Of any identity, whichever it is.
    verified: identities.some(isVerified),
    tags: [],
    user_fields: {},
  };
}

function showIdentity(user: ZendeskUser, identity: ZendeskIdentity, index: number): object {
  return {
    ...identity,
    id: user.id * 10 + index,
    user_id: user.id,
    verified: isVerified(identity),
    deliverable_state: 'deliverable',
  };
}

function isVerified({ verification_method: method }: ZendeskIdentity): boolean {
  return method !== 'none';
}
