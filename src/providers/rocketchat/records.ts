/**
 * Rocket.Chat's rows in the product's words. A row is nothing without its id, its user and its place in the list; every other field only
 * describes, and is null where it cannot be read. Of a user's `services` (which `users.info` gives of the caller's own account) and a session's
 * `loginToken` nothing is read.
 */
import { lowerCaseAddress } from '../email-address.ts';
import { readFlag, readMoment, readRow, type Row } from '../fields.ts';
import type {
  AccountRecord,
  ClientKind,
  DeviceRecord,
  DeviceType,
  ProviderId,
  SessionRecord,
} from '../records.ts';
import { readKey, readText, readUrl } from '../text.ts';
import type { RocketChatDetails } from './details.ts';

const nothing: Row = {};

/**
 * A row of `sessions/list` and `sessions/list.all`, or the answer of `sessions/info.admin`; null where it cannot be read.
 *
 * @param observedAt when the server said so, in epoch milliseconds.
 */
export function sessionRecord(row: Row, providerId: ProviderId, observedAt: number): SessionRecord | null {
  const nativeId = readKey(row['sessionId']);
  const userId = readKey(row['userId']);
  // The last connect of the device, not its first sign-in, which no call gives; and the list's order, which paging relies on.
  const loginAt = readMoment(row['loginAt']);
  if (nativeId === null || userId === null || loginAt === null) return null;
  const told = readRow(row['device']);
  const device = told === null ? null : wireDevice(told);
  const user = readRow(row['_user']) ?? nothing;
  const current = readFlag(row['current']);
  const details: RocketChatDetails = {
    kind: 'rocketchat',
    userId,
    username: readText(user['username']),
    name: readText(user['name']),
    host: readText(row['host']),
    loginAt,
    deviceType: device?.type ?? null,
    deviceName: device?.name ?? null,
    deviceVersion: device?.version ?? null,
    deviceLongVersion: device?.longVersion ?? null,
    osName: device?.osName ?? null,
    osVersion: device?.osVersion ?? null,
    current,
  };
  return {
    providerId,
    nativeId,
    accountId: userId,
    // Only sessions that are logged in are ever listed.
    state: 'ACTIVE',
    nativeState: null,
    createdAt: null,
    lastActiveAt: loginAt,
    lastActivePrecision: 'SIGN_IN_ONLY',
    expiresAt: null,
    endedAt: null,
    isOwnCredentials: current === true ? true : null,
    deviceId: null,
    device: device === null ? null : deviceRecord(device),
    ipAddress: readText(row['ip']),
    location: null,
    actor: null,
    details,
    observedAt,
  };
}

interface WireDevice {
  readonly type: string | null;
  readonly name: string | null;
  readonly version: string | null;
  readonly longVersion: string | null;
  readonly osName: string | null;
  readonly osVersion: string | null;
}

function wireDevice(device: Row): WireDevice {
  const os = readRow(device['os']) ?? nothing;
  return {
    type: readText(device['type']),
    name: readText(device['name']),
    version: readText(device['version']),
    longVersion: readText(device['longVersion']),
    osName: readText(os['name']),
    osVersion: readText(os['version']),
  };
}

/** A user as an account, with what must be known of it to say who it is not. */
export interface UserRecord {
  readonly account: AccountRecord;
  /** `hidden` for other people's accounts without the permission `view-full-other-user-info`; `odd` where one cannot be read. */
  readonly addresses: 'told' | 'hidden' | 'odd';
}

/** A row of `users.list`, the user of `users.info`, or the answer of `me`; null where it cannot be read. */
export function userRecord(row: Row, providerId: ProviderId): UserRecord | null {
  const nativeId = readKey(row['_id']);
  if (nativeId === null) return null;
  const username = readKey(row['username']);
  const { emails, addresses } = readEmails(row['emails']);
  const verified = emails.filter((email) => email.isVerified);
  const shown = verified[0] ?? emails[0] ?? null;
  const displayedUsername = readText(username);
  return {
    addresses,
    account: {
      providerId,
      nativeId,
      keys: { nativeId, ...(username === null ? {} : { username }) },
      verifiedEmails: verified.map(({ address }) => lowerCaseAddress(address)),
      email: shown === null ? null : lowerCaseWhereVerified(shown),
      username: displayedUsername,
      displayName: readText(row['name']) ?? displayedUsername,
      avatarUrl: readUrl(row['avatarUrl']),
      lastSignInAt: readMoment(row['lastLogin']),
      lastActiveAt: null,
      banned: null,
      locked: null,
    },
  };
}

interface Email {
  readonly address: string;
  readonly isVerified: boolean;
}

/** An address that cannot be read costs itself. */
function readEmails(value: unknown): {
  readonly emails: readonly Email[];
  readonly addresses: UserRecord['addresses'];
} {
  if (value === undefined || value === null) return { emails: [], addresses: 'hidden' };
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  const emails = entries.flatMap((entry): readonly Email[] => {
    const row = readRow(entry);
    // People are found by it: what only looks like an address, once signs were taken out of it, is none.
    const address = readText(row?.['address']);
    if (row === null || address === null || address !== row['address']) return [];
    return [{ address, isVerified: readFlag(row['verified']) === true }];
  });
  return { emails, addresses: emails.length === entries.length ? 'told' : 'odd' };
}

const lowerCaseWhereVerified = ({ address, isVerified }: Email): string =>
  isVerified ? lowerCaseAddress(address) : address;

function deviceRecord(device: WireDevice): DeviceRecord {
  const { type, name, osName } = device;
  const fullVersion = device.longVersion ?? device.version;
  return {
    type: deviceTypeOf(type, osName),
    // The server's user-agent parser knows the model, but does not keep it.
    model: null,
    client:
      name === null && fullVersion === null
        ? null
        : {
            kind: clientKindOf(type),
            // Its own app on phones calls itself "RC Mobile"; nobody else does.
            name: type === 'mobile-app' ? 'Rocket.Chat' : name,
            version: /\d+/.exec(device.version ?? device.longVersion ?? '')?.[0] ?? null,
            fullVersion,
          },
    os: osName === null ? null : systemOf(osName, device.osVersion),
  };
}

/**
 * The parser's "Mac OS" has been called macOS since 2016. Browsers have kept to its version 10.15.7 ever since, whatever the real one is, to
 * tell less of the person (bugs.chromium.org, issue 1175225), so that version tells nothing.
 */
function systemOf(name: string, version: string | null): NonNullable<DeviceRecord['os']> {
  if (!isMac(name)) return { name, version };
  return { name: 'macOS', version: /^10\.15(\.\d+)?$/.test(version ?? '') ? null : version };
}

function isMac(osName: string | null): boolean {
  return /^mac ?os\b/i.test(osName ?? '');
}

const deviceTypeByWord: Readonly<Record<string, DeviceType>> = {
  'desktop-app': 'DESKTOP',
  'mobile-app': 'PHONE',
  mobile: 'PHONE',
  tablet: 'TABLET',
  smarttv: 'TV',
  console: 'CONSOLE',
  wearable: 'WEARABLE',
  // Glasses and headsets, in ua-parser-js since version 2.
  xr: 'WEARABLE',
  embedded: 'EMBEDDED',
  other: 'OTHER',
};

function deviceTypeOf(word: string | null, osName: string | null): DeviceType {
  // Phones and tablets have words of their own; `browser` is what is left, and `inapp` the browser inside of an app (ua-parser-js 2). Newer
  // parsers give a model without a type to "Macintosh", which makes the word empty.
  if (word === 'browser' || word === 'inapp')
    return /^(android|ios)\b/i.test(osName ?? '') ? 'UNKNOWN' : 'DESKTOP';
  if (word === null) return isMac(osName) ? 'DESKTOP' : 'UNKNOWN';
  return Object.hasOwn(deviceTypeByWord, word) ? (deviceTypeByWord[word] ?? 'UNKNOWN') : 'UNKNOWN';
}

/** All words but these three, `inapp` among them, come from a browser's user agent, whose browser gives the name. */
function clientKindOf(word: string | null): ClientKind {
  switch (word) {
    case 'mobile-app':
      return 'MOBILE_APP';
    case 'desktop-app':
      return 'DESKTOP_APP';
    case 'other':
      return 'OTHER';
    default:
      return 'BROWSER';
  }
}
