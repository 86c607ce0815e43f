/** From Clerk's rows to the product's records, in one step. What only describes costs itself where it cannot be read, not its row. */
import { lowerCaseAddress } from '../email-address.ts';
import { readFlag, readRow, readUnixMoment, type Row } from '../fields.ts';
import { readNativeId } from '../native-id.ts';
import type {
  AccountRecord,
  LinkKey,
  DeviceRecord,
  DeviceType,
  ProviderId,
  SessionRecord,
  SessionState,
} from '../records.ts';
import { isBrokenKey, readKey, readText, readUrl } from '../text.ts';
import type { ClerkActivity, ClerkDetails } from './details.ts';

const states: ReadonlyMap<string, SessionState> = new Map([
  ['active', 'ACTIVE'],
  ['pending', 'PENDING'],
  ['ended', 'ENDED'],
  ['expired', 'EXPIRED'],
  ['revoked', 'REVOKED'],
  ['replaced', 'REPLACED'],
  ['abandoned', 'ABANDONED'],
  ['removed', 'REMOVED'],
]);

export interface ClerkSessionRecord extends SessionRecord {
  readonly accountId: string;
  readonly details: ClerkDetails;
}

/** Null for a row that does not say which session it is, and whose. */
export function readSession(
  value: unknown,
  providerId: ProviderId,
  observedAt: number,
): ClerkSessionRecord | null {
  const row = readRow(value);
  if (row === null) return null;
  const nativeId = readNativeId(row['id']);
  const userId = readNativeId(row['user_id']);
  if (nativeId === null || userId === null) return null;

  const clientId = readNativeId(row['client_id']);
  const nativeState = readText(row['status']);
  const lastActiveAt = readUnixMoment(row['last_active_at']);
  const expiresAt = readUnixMoment(row['expire_at']);
  const latestActivity = readActivity(row['latest_activity']);
  const details: ClerkDetails = {
    kind: 'clerk',
    clientId,
    userId,
    lastActiveOrganizationId: readText(row['last_active_organization_id']),
    abandonAt: readUnixMoment(row['abandon_at']),
    updatedAt: readUnixMoment(row['updated_at']),
    tasks: readTasks(row['tasks']),
    latestActivity,
  };
  return {
    providerId,
    nativeId,
    accountId: userId,
    state: stateOf(nativeState, expiresAt, observedAt),
    nativeState,
    createdAt: readUnixMoment(row['created_at']),
    lastActiveAt,
    lastActivePrecision: lastActiveAt === null ? null : 'EXACT',
    expiresAt,
    // Clerk keeps no moment of the end; updated_at is when anything of the row last changed, and is told in the details.
    endedAt: null,
    isOwnCredentials: null,
    deviceId: clientId,
    device: latestActivity && deviceRecord(latestActivity),
    ipAddress: latestActivity && latestActivity.ipAddress,
    location: latestActivity && locationOf(latestActivity),
    actor: readActor(row['actor']),
    details,
    observedAt,
  };
}

/** Whether Clerk writes `expired` when the lifetime passes or only when it next looks is not documented: so the clock decides too. */
function stateOf(nativeState: string | null, expiresAt: number | null, observedAt: number): SessionState {
  const state = states.get(nativeState ?? '') ?? 'UNKNOWN';
  const hasExpired = expiresAt !== null && expiresAt <= observedAt;
  return hasExpired && isAlive(state) ? 'EXPIRED' : state;
}

/** Whether Clerk says that the session is alive. A word that is not known here says neither that nor that it has ended. */
export function isAlive(state: SessionState): boolean {
  return state === 'ACTIVE' || state === 'PENDING';
}

/** Whether Clerk says that the session has ended. */
export function hasEnded(state: SessionState): boolean {
  return !isAlive(state) && state !== 'UNKNOWN';
}

function readActivity(value: unknown): ClerkActivity | null {
  const row = readRow(value);
  return row === null
    ? null
    : {
        id: readNativeId(row['id']),
        deviceType: readText(row['device_type']),
        isMobile: readFlag(row['is_mobile']),
        browserName: readText(row['browser_name']),
        browserVersion: readText(row['browser_version']),
        ipAddress: readText(row['ip_address']),
        city: readText(row['city']),
        country: readText(row['country']),
      };
}

function locationOf({ city, country }: ClerkActivity): SessionRecord['location'] {
  return city === null && country === null ? null : { city, country };
}

function readTasks(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((task) => readText(readRow(task)?.['key']) ?? []).slice(0, maxTasks);
}

/** Clerk knows three kinds of tasks. */
const maxTasks = 20;

/** Somebody else uses the account wherever there is an actor, also one that does not say who. */
function readActor(value: unknown): SessionRecord['actor'] {
  if (value === null || value === undefined) return null;
  const actor: Row = readRow(value) ?? {};
  return { subject: readText(actor['sub']), issuer: readText(actor['iss']) };
}

/** Clerk's words for a sort of device rather than a model; every other word is taken for a model: "iPhone", "Macintosh". */
const deviceWords: ReadonlyMap<string, DeviceType> = new Map([
  ['desktop', 'DESKTOP'],
  ['mobile', 'PHONE'],
  ['phone', 'PHONE'],
  ['smartphone', 'PHONE'],
  ['tablet', 'TABLET'],
  ['tv', 'TV'],
  ['smarttv', 'TV'],
  ['console', 'CONSOLE'],
  ['wearable', 'WEARABLE'],
  ['embedded', 'EMBEDDED'],
]);

const tablets = /ipad|tablet/i;

function deviceRecord(activity: ClerkActivity): DeviceRecord | null {
  const { deviceType: word, isMobile, browserName: name, browserVersion: fullVersion } = activity;
  if (word === null && name === null && isMobile !== true) return null;
  const named = deviceWords.get(word?.toLowerCase() ?? '');
  return {
    type: named ?? modelType(word, isMobile),
    model: named === undefined ? word : null,
    client: name === null ? null : { kind: 'BROWSER', name, version: majorVersion(fullVersion), fullVersion },
    os: null,
  };
}

function majorVersion(version: string | null): string | null {
  return version?.slice(0, version.search(/\D|$/)) || null;
}

function modelType(model: string | null, isMobile: boolean | null): DeviceType {
  if (model !== null && tablets.test(model)) return 'TABLET';
  if (isMobile === null) return 'UNKNOWN';
  return isMobile ? 'PHONE' : 'DESKTOP';
}

export interface ReadAccount {
  readonly record: AccountRecord;
  /** Lower-case. */
  readonly unverifiedEmails: readonly string[];
  /** What of the account could not be read, and so may be the very value that was asked for. */
  readonly brokenKeys: readonly LinkKey[];
}

/** Null for a row that does not say which user it is. */
export function readAccount(value: unknown, providerId: ProviderId): ReadAccount | null {
  const row = readRow(value);
  const nativeId = readNativeId(row?.['id']);
  if (row === null || nativeId === null) return null;
  const externalId = readKey(row['external_id']);
  const { addresses, isBroken } = readAddresses(row['email_addresses']);
  const primaryId = readKey(row['primary_email_address_id']);
  const primary = addresses.find(({ id }) => id !== null && id === primaryId);
  const names = [readText(row['first_name']), readText(row['last_name'])].filter((part) => part !== null);
  return {
    record: {
      providerId,
      nativeId,
      keys: externalId === null ? { nativeId } : { nativeId, externalId },
      // `reserved` addresses are not verified either, whatever else they are.
      verifiedEmails: addresses
        .filter(({ isVerified }) => isVerified)
        .map(({ address }) => lowerCaseAddress(address)),
      email: primary === undefined ? null : readText(primary.address),
      username: readText(row['username']),
      displayName: readText(names.join(' ')),
      avatarUrl: readUrl(row['image_url']),
      lastSignInAt: readUnixMoment(row['last_sign_in_at']),
      lastActiveAt: readUnixMoment(row['last_active_at']),
      banned: readFlag(row['banned']),
      locked: readFlag(row['locked']),
    },
    unverifiedEmails: addresses
      .filter(({ isVerified }) => !isVerified)
      .map(({ address }) => lowerCaseAddress(address)),
    brokenKeys: [
      ...(isBroken ? (['email'] as const) : []),
      ...(isBrokenKey(row['external_id']) ? (['externalId'] as const) : []),
    ],
  };
}

interface Address {
  readonly id: string | null;
  /** As it came: it is compared. */
  readonly address: string;
  readonly isVerified: boolean;
}

function readAddresses(value: unknown): {
  readonly addresses: readonly Address[];
  readonly isBroken: boolean;
} {
  if (value === null || value === undefined) return { addresses: [], isBroken: false };
  if (!Array.isArray(value)) return { addresses: [], isBroken: true };
  const read = value.map(readAddress);
  const addresses = read.filter((address) => address !== null);
  return { addresses, isBroken: addresses.length < read.length };
}

function readAddress(value: unknown): Address | null {
  const row = readRow(value);
  const address = readKey(row?.['email_address']);
  if (row === null || address === null) return null;
  const verification = row['verification'] ?? null;
  const status = verification === null ? null : (readRow(verification)?.['status'] ?? undefined);
  if (verification !== null && typeof status !== 'string') return null;
  return { id: readKey(row['id']), address, isVerified: status === 'verified' };
}
