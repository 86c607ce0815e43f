/** Seam's client sessions as the product's records. */
import type { SeamConfig } from './config.ts';
import { readCount, readMoment, type Row } from '../fields.ts';
import type { ClientSessionRecord, ProviderId, SessionRecord } from '../records.ts';
import type { Revocations } from '../revocations.ts';
import { readKey } from '../text.ts';

/** What reading a row needs besides the row. */
export interface RecordContext {
  readonly providerId: ProviderId;
  readonly linkBy: SeamConfig['linkBy'];
  readonly revocations: Revocations;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * A row of `client_sessions`, or null where it cannot be read: without its id or its place in the list, or where it is not clear whose it is and
 * what it reaches, since "nobody" and "nothing" would be lies. Its live bearer `token` is not among what is read.
 */
export function clientSessionRecord(
  row: Row,
  observedAt: number,
  context: RecordContext,
): ClientSessionRecord | null {
  const nativeId = readKey(row['client_session_id']);
  const createdAt = readMoment(row['created_at']);
  const userIdentifierKey = optionalKey(row['user_identifier_key']);
  const givenIdentityId = optionalKey(row['user_identity_id']);
  const identityIds = keys(row['user_identity_ids']);
  const connectWebviewIds = keys(row['connect_webview_ids']);
  const connectedAccountIds = keys(row['connected_account_ids']);
  if (
    nativeId === null ||
    createdAt === null ||
    userIdentifierKey === undefined ||
    givenIdentityId === undefined ||
    identityIds === undefined ||
    connectWebviewIds === undefined ||
    connectedAccountIds === undefined
  ) {
    return null;
  }
  // Seam allows one identity per session; the older form of the field is a list.
  const userIdentityId = givenIdentityId ?? (identityIds.length === 1 ? (identityIds[0] ?? null) : null);
  const expiresAt = readMoment(row['expires_at']);
  const revokedAt = readMoment(row['revoked_at']) ?? context.revocations.revokedAt(nativeId, expiresAt);
  return {
    kind: 'seam',
    providerId: context.providerId,
    nativeId,
    workspaceId: readKey(row['workspace_id']),
    userIdentifierKey,
    userIdentityId,
    userIdentityIds: identityIds.length === 0 && userIdentityId !== null ? [userIdentityId] : identityIds,
    // Called `customer_id` until August 2025, and still in Seam's examples.
    customerKey: readKey(row['customer_key']) ?? readKey(row['customer_id']),
    connectWebviewIds,
    connectedAccountIds,
    deviceCount: readCount(row['device_count']),
    createdAt,
    expiresAt,
    revokedAt,
    state: stateOf(row, expiresAt, revokedAt, context.now()),
    observedAt,
  };
}

/**
 * `revoked_at` is not in Seam's specification, but its fake tells it, and other servers may. An end in a form that cannot be read
 * leaves open whether the session lives.
 */
function stateOf(
  row: Row,
  expiresAt: number | null,
  revokedAt: number | null,
  now: number,
): ClientSessionRecord['state'] {
  if (revokedAt !== null) return 'REVOKED';
  if (expiresAt !== null && expiresAt <= now) return 'EXPIRED';
  // Examples from before December 2024 have no expires_at.
  const isUnreadable = isGiven(row['revoked_at']) || (expiresAt === null && isGiven(row['expires_at']));
  return isUnreadable ? 'UNKNOWN' : 'ACTIVE';
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** The key; null where none is given; undefined where it cannot be read. */
export function optionalKey(value: unknown): string | null | undefined {
  return value === undefined || value === null || value === '' ? null : (readKey(value) ?? undefined);
}

/** The keys, none where the list is left out; undefined where one of them cannot be read. */
function keys(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every((key) => readKey(key) !== null) ? value : undefined;
}

/** The account a client session belongs to, in the space that `linkBy` chooses. */
export function accountIdOf(record: ClientSessionRecord, linkBy: SeamConfig['linkBy']): string | null {
  return linkBy === 'email' ? record.userIdentityId : record.userIdentifierKey;
}

/** A client session as a row of the one list. Seam knows nothing of the browser or phone that holds the token, nor of its use. */
export function sessionRecord(record: ClientSessionRecord, linkBy: SeamConfig['linkBy']): SessionRecord {
  return {
    providerId: record.providerId,
    nativeId: record.nativeId,
    accountId: accountIdOf(record, linkBy),
    state: record.state,
    nativeState: null,
    createdAt: record.createdAt,
    lastActiveAt: null,
    lastActivePrecision: null,
    expiresAt: record.expiresAt,
    endedAt: endOf(record),
    isOwnCredentials: null,
    deviceId: null,
    device: null,
    ipAddress: null,
    location: null,
    actor: null,
    details: record,
    observedAt: record.observedAt,
  };
}

function endOf({ state, expiresAt, revokedAt }: ClientSessionRecord): number | null {
  return state === 'REVOKED' ? revokedAt : state === 'EXPIRED' ? expiresAt : null;
}

/** Newest first, then by id: Seam promises no order. */
export function byCreation(
  a: { readonly createdAt: number; readonly nativeId: string },
  b: { readonly createdAt: number; readonly nativeId: string },
): number {
  return b.createdAt - a.createdAt || (a.nativeId < b.nativeId ? -1 : a.nativeId > b.nativeId ? 1 : 0);
}
