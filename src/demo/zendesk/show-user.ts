/** A user and an identity as Zendesk shows them to agents (api-reference: Users, User Identities). */
import type { EmulatorRequest } from '../emulator.ts';
import { urlOf } from './answers.ts';
import type { ZendeskIdentity, ZendeskUser } from './world.ts';

/** Zendesk's number for a role; an end user has none. */
const roleTypes = { 'end-user': null, agent: 0, admin: 4 } as const;

export function showUser(request: EmulatorRequest, user: ZendeskUser): object {
  const { identities, ...fields } = user;
  const primary = identities.find(({ type, primary: isPrimary }) => type === 'email' && isPrimary);
  const phone = identities.find(({ type }) => type === 'phone_number');
  return {
    ...fields,
    url: urlOf(request, `/api/v2/users/${user.id}.json`),
    email: primary?.value ?? null,
    phone: phone?.value ?? null,
    shared_phone_number: phone === undefined ? null : false,
    updated_at: user.last_login_at ?? user.created_at,
    // Of any identity, whichever it is.
    verified: identities.some(isVerified),
    alias: '',
    chat_only: false,
    custom_role_id: null,
    default_group_id: null,
    details: '',
    iana_time_zone: 'Europe/Amsterdam',
    locale: 'en-US',
    locale_id: 1,
    moderator: user.role !== 'end-user',
    notes: '',
    only_private_comments: false,
    organization_id: null,
    report_csv: user.role === 'admin',
    restricted_agent: user.role !== 'admin',
    role_type: roleTypes[user.role],
    shared: false,
    shared_agent: false,
    signature: '',
    tags: [],
    ticket_restriction: user.role === 'end-user' ? 'requested' : null,
    time_zone: 'Amsterdam',
    two_factor_auth_enabled: null,
    user_fields: {},
  };
}

/** @param index of the identity among the user's. */
export function showIdentity(
  request: EmulatorRequest,
  user: ZendeskUser,
  identity: ZendeskIdentity,
  index: number,
): object {
  const id = user.id * 10 + index;
  return {
    ...identity,
    id,
    user_id: user.id,
    url: urlOf(request, `/api/v2/users/${user.id}/identities/${id}.json`),
    created_at: user.created_at,
    updated_at: user.created_at,
    verified: isVerified(identity),
    undeliverable_count: 0,
    deliverable_state: 'deliverable',
  };
}

function isVerified({ verification_method: method }: ZendeskIdentity): boolean {
  return method !== 'none';
}
