/** Rocket.Chat's rows in the product's words. */
import { lowerCaseAddress } from '../email-address.ts';
import type {
  AccountRecord,
  ClientKind,
  DeviceRecord,
  DeviceType,
  ProviderId,
  SessionRecord,
} from '../records.ts';
import type { RocketChatDetails } from './details.ts';
import type { WireSession, WireUser } from './wire.ts';

/** @param observedAt when the server said so, in epoch milliseconds. */
export function sessionRecord(
  providerId: ProviderId,
  session: WireSession,
  observedAt: number,
): SessionRecord {
  const { device } = session;
  const details: RocketChatDetails = {
    kind: 'rocketchat',
    userId: session.userId,
    username: session.username,
    host: session.host,
    loginAt: session.loginAt,
    deviceType: device?.type ?? null,
    deviceName: device?.name ?? null,
    deviceVersion: device?.version ?? null,
    deviceLongVersion: device?.longVersion ?? null,
    osName: device?.os?.name ?? null,
    osVersion: device?.os?.version ?? null,
    current: session.current,
  };
  return {
    providerId,
    nativeId: session.sessionId,
    accountId: session.userId,
    // Only sessions that are logged in are ever listed.
    state: 'ACTIVE',
    nativeState: null,
    // `loginAt` is the last connect of the device, not its first sign-in, which is told nowhere.
    createdAt: null,
    lastActiveAt: session.loginAt,
    lastActivePrecision: 'SIGN_IN_ONLY',
    expiresAt: null,
    endedAt: null,
    isOwnCredentials: session.current === true ? true : null,
    deviceId: null,
    device: deviceRecord(device),
    ipAddress: session.ip,
    location: null,
    actor: null,
    details,
    observedAt,
  };
}

export function accountRecord(providerId: ProviderId, user: WireUser): AccountRecord {
  const emails = user.emails ?? [];
  const verified = emails
    .filter((email) => email.verified === true)
    .map((email) => lowerCaseAddress(email.address));
  return {
    providerId,
    nativeId: user.id,
    keys: { nativeId: user.id, ...(user.username === null ? {} : { username: user.username }) },
    verifiedEmails: verified,
    email: verified[0] ?? emails[0]?.address ?? null,
    username: user.username,
    displayName: user.name ?? user.username,
    avatarUrl: user.avatarUrl,
    lastSignInAt: user.lastLogin,
  };
}

function deviceRecord(device: WireSession['device']): DeviceRecord | null {
  if (device === null) return null;
  const fullVersion = device.longVersion ?? device.version;
  const osName = device.os?.name ?? null;
  return {
    type: deviceTypeOf(device.type, osName),
    // The server's user-agent parser knows the model, but does not keep it.
    model: null,
    client:
      device.name === null && fullVersion === null
        ? null
        : {
            kind: clientKindOf(device.type),
            name: clientNameOf(device),
            version: /\d+/.exec(device.version ?? device.longVersion ?? '')?.[0] ?? null,
            fullVersion,
          },
    os: osName === null ? null : systemOf(osName, device.os?.version ?? null),
  };
}

/** Its own app on phones calls itself "RC Mobile"; nobody else does. */
function clientNameOf({ type, name }: NonNullable<WireSession['device']>): string | null {
  return type === 'mobile-app' ? 'Rocket.Chat' : name;
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
  embedded: 'EMBEDDED',
  other: 'OTHER',
};

function deviceTypeOf(word: string | null, osName: string | null): DeviceType {
  // Phones and tablets have words of their own; `browser` is what is left. Newer parsers give a model without a type to "Macintosh",
  // which makes the word empty.
  if (word === 'browser') return /^(android|ios)\b/i.test(osName ?? '') ? 'UNKNOWN' : 'DESKTOP';
  if (word === null) return isMac(osName) ? 'DESKTOP' : 'UNKNOWN';
  return Object.hasOwn(deviceTypeByWord, word) ? (deviceTypeByWord[word] ?? 'UNKNOWN') : 'UNKNOWN';
}

/** All words but these three come from a browser's user agent, whose browser gives the name. */
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
