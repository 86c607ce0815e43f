/** Seam's client sessions as the product's records. */
import type { SeamConfig } from './config.ts';
import type { ClientSessionRecord, ProviderId, SessionRecord } from '../records.ts';
import type { Revocations } from '../revocations.ts';
import type { WireClientSession } from './wire.ts';

/** What mapping a row needs besides the row. */
export interface RecordContext {
  readonly providerId: ProviderId;
  readonly linkBy: SeamConfig['linkBy'];
  readonly revocations: Revocations;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
}

/** A row with what the product shows of it. */
export function clientSessionRecord(
  row: WireClientSession,
  observedAt: number,
  context: RecordContext,
): ClientSessionRecord {
  const { client_session_id: nativeId, expires_at: expiresAt, user_identity_ids: identityIds } = row;
  // Seam allows one identity per session; the older form of the field is a list.
  const userIdentityId = row.user_identity_id ?? (identityIds.length === 1 ? (identityIds[0] ?? null) : null);
  const revoked = context.revocations.revokedAt(nativeId, expiresAt) !== null;
  const expired = expiresAt !== null && expiresAt <= context.now();
  return {
    kind: 'seam',
    providerId: context.providerId,
    nativeId,
    workspaceId: row.workspace_id,
    userIdentifierKey: row.user_identifier_key,
    userIdentityId,
    userIdentityIds: identityIds.length === 0 && userIdentityId !== null ? [userIdentityId] : identityIds,
    customerKey: row.customer_key ?? row.customer_id,
    connectWebviewIds: row.connect_webview_ids,
    connectedAccountIds: row.connected_account_ids,
    deviceCount: row.device_count,
    createdAt: row.created_at,
    expiresAt,
    state: revoked ? 'REVOKED' : expired ? 'EXPIRED' : 'ACTIVE',
    observedAt,
  };
}

/** The account a client session belongs to, in the space that `linkBy` chooses. */
export function accountIdOf(record: ClientSessionRecord, linkBy: SeamConfig['linkBy']): string | null {
  return linkBy === 'email' ? record.userIdentityId : record.userIdentifierKey;
}

/** A client session as a row of the one list. Seam knows nothing of the browser or phone that holds the token, nor of its use. */
export function sessionRecord(record: ClientSessionRecord, context: RecordContext): SessionRecord {
  const endedAt = {
    ACTIVE: null,
    EXPIRED: record.expiresAt,
    REVOKED: context.revocations.revokedAt(record.nativeId, record.expiresAt),
  };
  return {
    providerId: record.providerId,
    nativeId: record.nativeId,
    accountId: accountIdOf(record, context.linkBy),
    state: record.state,
    nativeState: null,
    createdAt: record.createdAt,
    lastActiveAt: null,
    lastActivePrecision: null,
    expiresAt: record.expiresAt,
    endedAt: endedAt[record.state],
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

/** Newest first, then by id: Seam promises no order. */
export function byCreation(
  a: { readonly createdAt: number; readonly nativeId: string },
  b: { readonly createdAt: number; readonly nativeId: string },
): number {
  return b.createdAt - a.createdAt || (a.nativeId < b.nativeId ? -1 : a.nativeId > b.nativeId ? 1 : 0);
}
