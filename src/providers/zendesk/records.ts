/** From Zendesk's rows to the product's records. What Zendesk does not tell, or not readably, stays null. */
import { lowerCaseAddress } from '../email-address.ts';
import { readFlag, readMoment, readRow } from '../fields.ts';
import { isNativeId, readNativeId } from '../native-id.ts';
import type { AccountRecord, ProviderId, SessionRecord } from '../records.ts';
import { isBrokenKey, readKey, readText, readUrl } from '../text.ts';
import type { ZendeskDetails } from './details.ts';

/** Whether Zendesk can be asked about it. "me" would be the credentials' own user, whose sessions would then be read, or all revoked. */
export function isZendeskId(id: string): boolean {
  return isNativeId(id) && id !== 'me';
}

/** Integers in the answers of today, strings in the documentation of 2014. */
function readZendeskId(value: unknown): string | null {
  if (Number.isSafeInteger(value)) return String(value);
  const id = readNativeId(value);
  return id !== null && isZendeskId(id) ? id : null;
}

/**
 * Null for a row without an id, and in a user's own list for one of somebody else.
 *
 * @param listOwner the user whose list the row came from, who counts where the row itself names none; null for a row of the account's whole
 *   list.
 */
export function readSession(
  value: unknown,
  providerId: ProviderId,
  listOwner: string | null,
  observedAt: number,
): SessionRecord | null {
  const row = readRow(value);
  if (row === null) return null;
  const nativeId = readZendeskId(row['id']);
  const userId = readZendeskId(row['user_id']);
  const namesNobody = (row['user_id'] ?? null) === null;
  if (nativeId === null || (userId === null && !namesNobody)) return null;
  if (listOwner !== null && userId !== null && userId !== listOwner) return null;

  const authenticatedAt = readMoment(row['authenticated_at']);
  const lastSeenAt = readMoment(row['last_seen_at']);
  const details: ZendeskDetails = {
    kind: 'zendesk',
    userId,
    authenticatedAt,
    lastSeenAt,
    url: readUrl(row['url']),
  };
  return {
    providerId,
    nativeId,
    accountId: userId ?? listOwner,
    // Zendesk lists only sessions that are alive, and has no word for a state.
    state: 'ACTIVE',
    nativeState: null,
    createdAt: authenticatedAt,
    lastActiveAt: lastSeenAt,
    // "approximate", since it is not updated on every request (api-reference, Sessions).
    lastActivePrecision: lastSeenAt === null ? null : 'APPROXIMATE',
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

/** Whose session a row is, also one that is broken otherwise; null where it does not say. */
export function readOwner(value: unknown): string | null {
  return readZendeskId(readRow(value)?.['user_id']);
}

/** A user without the identities, which come beside it. */
export interface ZendeskUser {
  readonly id: string;
  readonly name: string | null;
  /** As it came: it is compared. */
  readonly email: string | null;
  readonly externalId: string | null;
  /** It has one that could not be read: that may be any. */
  readonly hasBrokenExternalId: boolean;
  readonly role: string | null;
  /** False for a user who was deleted. */
  readonly active: boolean | null;
  readonly lastLoginAt: number | null;
  readonly photoUrl: string | null;
}

/** Null for a row that does not say which user it is. */
export function readUser(value: unknown): ZendeskUser | null {
  const row = readRow(value);
  const id = readZendeskId(row?.['id']);
  if (row === null || id === null) return null;
  return {
    id,
    name: readText(row['name']),
    email: readKey(row['email']),
    externalId: readKey(row['external_id']),
    hasBrokenExternalId: isBrokenKey(row['external_id']),
    role: readText(row['role']),
    active: readFlag(row['active']),
    lastLoginAt: readMoment(row['last_login_at']),
    photoUrl: readUrl(readRow(row['photo'])?.['content_url']),
  };
}

/** Something that a user signs in with or is reached by: an address, a telephone number, an account elsewhere. */
export interface ZendeskIdentity {
  readonly userId: string;
  readonly type: string | null;
  /** As it came: it is compared. */
  readonly value: string | null;
  readonly verified: boolean | null;
  readonly verificationMethod: string | null;
}

/** Null for a row that does not say whose identity it is, and for an address that cannot be read. */
export function readIdentity(value: unknown): ZendeskIdentity | null {
  const row = readRow(value);
  const userId = readOwner(row);
  if (row === null || userId === null) return null;
  const type = readText(row['type']);
  const address = readKey(row['value']);
  if (type === 'email' && address === null) return null;
  return {
    userId,
    type,
    value: address,
    verified: readFlag(row['verified']),
    verificationMethod: readText(row['verification_method']),
  };
}

/** @param identities of any users; those of others are left out. */
export function toAccount(
  providerId: ProviderId,
  user: ZendeskUser,
  identities: readonly ZendeskIdentity[],
): AccountRecord {
  const { id: nativeId, externalId } = user;
  const proven = identities.flatMap((identity) =>
    identity.userId === nativeId && identity.value !== null && provesAddress(identity)
      ? [lowerCaseAddress(identity.value)]
      : [],
  );
  return {
    providerId,
    nativeId,
    keys: externalId === null ? { nativeId } : { nativeId, externalId },
    verifiedEmails: [...new Set(proven)],
    email: readText(user.email),
    username: null,
    displayName: user.name,
    avatarUrl: user.photoUrl,
    lastSignInAt: user.lastLoginAt,
    lastActiveAt: null,
    banned: null,
    locked: null,
  };
}

/** `low` is an agent's or an API request's word, which would let any agent link any address (Zendesk, announcement of 2025-04-03). */
const provingMethods = new Set(['full', 'sso', 'embed']);

/**
 * Whether the person has shown that the address is theirs. The user's own `verified` cannot tell: it is true when any identity is
 * verified, a telephone number or another address (api-reference, Users).
 */
function provesAddress({ type, verified, verificationMethod: method }: ZendeskIdentity): boolean {
  // A single sign-on may say that it has not verified the address (OpenID Connect's email_verified).
  if (type !== 'email' || verified === false) return false;
  return method === null ? verified === true : provingMethods.has(method);
}
