/** From Zendesk's rows to the product's records. What Zendesk does not tell stays null. */
import { lowerCaseAddress } from '../email-address.ts';
import type { AccountRecord, ProviderId, SessionRecord } from '../records.ts';
import type { ZendeskDetails } from './details.ts';
import type { WireIdentity, WireSession, WireUser } from './wire.ts';

/**
 * @param accountId the user whose list the row came from, which counts where the row itself names none; null for a row of the
 *   account's whole list.
 */
export function toSession(
  providerId: ProviderId,
  row: WireSession,
  accountId: string | null,
  observedAt: number,
): SessionRecord {
  const details: ZendeskDetails = {
    kind: 'zendesk',
    userId: row.user_id,
    authenticatedAt: row.authenticated_at,
    lastSeenAt: row.last_seen_at,
    url: row.url,
  };
  return {
    providerId,
    nativeId: row.id,
    accountId: row.user_id ?? accountId,
    // Zendesk lists only sessions that are alive, and has no word for a state.
    state: 'ACTIVE',
    nativeState: null,
    createdAt: row.authenticated_at,
    lastActiveAt: row.last_seen_at,
    // "approximate", since it is not updated on every request (api-reference, Sessions).
    lastActivePrecision: row.last_seen_at === null ? null : 'APPROXIMATE',
    expiresAt: null,
    endedAt: null,
    isOwnCredentials: null,
    deviceId: null,
    device: null,
    ipAddress: null,
    location: null,
    actor: null,
    details,
    observedAt,
  };
}

/** @param identities of any users; those of others are left out. */
export function toAccount(
  providerId: ProviderId,
  user: WireUser,
  identities: readonly WireIdentity[],
): AccountRecord {
  return {
    providerId,
    nativeId: user.id,
    keys:
      user.external_id === null ? { nativeId: user.id } : { nativeId: user.id, externalId: user.external_id },
    verifiedEmails: [
      ...new Set(
        identities.flatMap((identity) =>
          identity.user_id === user.id && identity.value !== null && provesAddress(identity)
            ? [lowerCaseAddress(identity.value)]
            : [],
        ),
      ),
    ],
    email: user.email,
    username: null,
    displayName: user.name,
    avatarUrl: user.photo?.content_url ?? null,
    lastSignInAt: user.last_login_at,
  };
}

/** `low` is an agent's or an API request's word, which would let any agent link any address (Zendesk, announcement of 2025-04-03). */
const provingMethods = new Set(['full', 'sso', 'embed']);

/**
 * Whether the person has shown that the address is theirs. The user's own `verified` cannot tell: it is true when any identity is
 * verified, a telephone number or another address (api-reference, Users).
 */
function provesAddress({ type, verified, verification_method: method }: WireIdentity): boolean {
  // A single sign-on may say that it has not verified the address (OpenID Connect's email_verified).
  if (type !== 'email' || verified === false) return false;
  return method === null ? verified === true : provingMethods.has(method);
}
