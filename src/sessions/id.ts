/**
 * Opaque ids. An id carries everything that a later call needs (a Zendesk session is found only by way of its user), so any replica can
 * answer it. There is exactly one id for a thing: a decoded id must encode to itself.
 */
import type { Provider } from '../providers/provider.ts';
import type { ProviderId, SessionRecord } from '../providers/records.ts';
import type { SessionRef } from '../providers/provider.ts';
import { InputError } from './input-error.ts';

export type IdType = 'Session' | 'Device' | 'ClientSession';

export interface DecodedId {
  readonly type: IdType;
  readonly providerId: ProviderId;
  readonly ref: SessionRef;
  /** Only of a device whose sessions a provider groups. */
  readonly deviceId: string | null;
}

type Parts = readonly [
  type: IdType,
  providerId: string,
  nativeId: string | null,
  accountId: string | null,
  deviceId?: string,
];

/** In letters. A provider's ids have up to 500 UTF-16 units, each of which takes up to six bytes of JSON, and an id here has two of them. */
const maxIdLength = 9000;

export function sessionIdOf(provider: Provider, record: SessionRecord): string {
  // A client session can be given a user identity later; its id must not change with it, and Seam needs no account to find it.
  const accountId = provider.clientSessions === undefined ? record.accountId : null;
  return encode(['Session', provider.id, record.nativeId, accountId]);
}

/** One id per person and device: a browser that two people use is two devices, so that neither sees the other. */
export function deviceIdOf(provider: Provider, record: SessionRecord): string {
  return record.deviceId === null
    ? encode(['Device', provider.id, record.nativeId, record.accountId])
    : encode(['Device', provider.id, null, record.accountId, record.deviceId]);
}

export function clientSessionIdOf(providerId: ProviderId, nativeId: string): string {
  return encode(['ClientSession', providerId, nativeId, null]);
}

/** What an id of one of the types names. Rejects with `InputError` INVALID_ID for anything else. */
export function decodeId(id: string, ...allowed: readonly IdType[]): DecodedId {
  const parts = id.length <= maxIdLength ? parse(id) : null;
  if (parts === null || encode(parts) !== id) {
    throw new InputError(
      'INVALID_ID',
      `${shown(id)} is no id of this API. Use an id just as a query gave it.`,
    );
  }
  const [type, providerId, nativeId, accountId, deviceId] = parts;
  if (!allowed.includes(type)) {
    throw new InputError(
      'INVALID_ID',
      `${shown(id)} is the id of a ${type}; here an id of ${allowed.join(' or ')} is needed.`,
    );
  }
  return {
    type,
    providerId: providerId as ProviderId,
    ref: { nativeId: nativeId ?? '', accountId },
    deviceId: deviceId ?? null,
  };
}

function encode(parts: Parts): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function parse(id: string): Parts | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(id, 'base64url').toString());
  } catch {
    return null;
  }
  return Array.isArray(parts) && isParts(parts) ? parts : null;
}

function isParts(parts: readonly unknown[]): parts is Parts {
  const [type, providerId, nativeId, accountId, deviceId] = parts;
  if (typeof providerId !== 'string' || !isTextOrNull(accountId)) return false;
  if (type === 'Device' && nativeId === null) return parts.length === 5 && isText(deviceId);
  return (
    (type === 'Session' || type === 'Device' || type === 'ClientSession') &&
    parts.length === 4 &&
    isText(nativeId)
  );
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

/** Text that was sent, short enough to be sent back. */
function shown(id: string): string {
  return JSON.stringify(id.length > 60 ? `${id.slice(0, 60)}…` : id);
}
