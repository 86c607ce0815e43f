import { lowerCaseAddress } from '../../src/providers/email-address.ts';
import { readMoment, readRow } from '../../src/providers/fields.ts';
import { readNativeId } from '../../src/providers/native-id.ts';
import type { AccountRecord, ProviderId, SessionRecord } from '../../src/providers/records.ts';
import { readKey, readText } from '../../src/providers/text.ts';
import { readUserAgent } from '../../src/providers/user-agent.ts';
import type { ToyDetails } from './details.ts';

export function readSession(
  value: unknown,
  providerId: ProviderId,
  accountId: string,
  observedAt: number,
): SessionRecord | null {
  const row = readRow(value);
  const nativeId = readNativeId(row?.['id']);
  if (row === null || nativeId === null) return null;
  const doors: unknown[] = Array.isArray(row['doors']) ? row['doors'] : [];
  const details: ToyDetails = {
    kind: 'toy',
    badge: readText(row['badge']),
    doors: doors.flatMap((door) => readText(door) ?? []),
    userAgent: readText(row['agent']),
  };
  return {
    providerId,
    nativeId,
    accountId,
    state: 'ACTIVE',
    nativeState: null,
    createdAt: readMoment(row['since']),
    lastActiveAt: null,
    lastActivePrecision: null,
    expiresAt: null,
    endedAt: null,
    isOwnCredentials: null,
    deviceId: null,
    device: readUserAgent(row['agent']),
    ipAddress: null,
    location: null,
    actor: null,
    details,
    observedAt,
  };
}

export function readAccount(value: unknown, providerId: ProviderId): AccountRecord | null {
  const row = readRow(value);
  const nativeId = readNativeId(row?.['id']);
  if (row === null || nativeId === null) return null;
  const username = readKey(row['username']);
  const email = readKey(row['email']);
  return {
    providerId,
    nativeId,
    keys: username === null ? { nativeId } : { nativeId, username },
    verifiedEmails: email === null ? [] : [lowerCaseAddress(email)],
    email: readText(email),
    username: readText(username),
    displayName: null,
    avatarUrl: null,
    lastSignInAt: null,
    lastActiveAt: null,
    banned: null,
    locked: null,
  };
}
