/** From Clerk's words to the product's. */
import { lowerCaseAddress } from '../email-address.ts';
import type {
  AccountRecord,
  DeviceRecord,
  DeviceType,
  ProviderId,
  SessionRecord,
  SessionState,
} from '../records.ts';
import type { ClerkDetails } from './details.ts';
import type { WireActivity, WireSession, WireUser } from './wire.ts';

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

export function sessionRecord(
  session: WireSession,
  providerId: ProviderId,
  observedAt: number,
): SessionRecord {
  const activity = session.latest_activity ?? null;
  const { city = null, country = null } = activity ?? {};
  const details: ClerkDetails = {
    kind: 'clerk',
    clientId: session.client_id,
    userId: session.user_id,
    lastActiveOrganizationId: session.last_active_organization_id,
    abandonAt: session.abandon_at,
    updatedAt: session.updated_at,
    tasks: session.tasks?.map((task) => task.key) ?? [],
    latestActivity: activity && {
      id: activity.id,
      deviceType: activity.device_type,
      isMobile: activity.is_mobile,
      browserName: activity.browser_name,
      browserVersion: activity.browser_version,
      ipAddress: activity.ip_address,
      city: activity.city,
      country: activity.country,
    },
  };
  return {
    providerId,
    nativeId: session.id,
    accountId: session.user_id,
    state: stateOf(session, observedAt),
    nativeState: session.status,
    createdAt: session.created_at,
    lastActiveAt: session.last_active_at,
    lastActivePrecision: session.last_active_at === null ? null : 'EXACT',
    expiresAt: session.expire_at,
    // Clerk keeps no moment of the end; updated_at is when anything of the row last changed, and is told in the details.
    endedAt: null,
    isOwnCredentials: null,
    deviceId: session.client_id,
    device: activity === null ? null : deviceRecord(activity),
    ipAddress: activity?.ip_address ?? null,
    location: city === null && country === null ? null : { city, country },
    actor: session.actor ? { subject: session.actor.sub, issuer: session.actor.iss } : null,
    details,
    observedAt,
  };
}

/** Whether Clerk writes `expired` when the lifetime passes or only when it next looks is not documented: so the clock decides too. */
function stateOf({ status, expire_at: expiresAt }: WireSession, observedAt: number): SessionState {
  const state = states.get(status) ?? 'UNKNOWN';
  const alive = state === 'ACTIVE' || state === 'PENDING';
  return alive && expiresAt !== null && expiresAt <= observedAt ? 'EXPIRED' : state;
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

function deviceRecord(activity: WireActivity): DeviceRecord | null {
  const {
    device_type: word,
    is_mobile: isMobile,
    browser_name: name,
    browser_version: fullVersion,
  } = activity;
  if (word === null && name === null && isMobile !== true) return null;
  const named = deviceWords.get(word?.toLowerCase() ?? '');
  return {
    type: named ?? modelType(word, isMobile),
    model: named === undefined ? word : null,
    client:
      name === null
        ? null
        : { kind: 'BROWSER', name, version: /^\d+/.exec(fullVersion ?? '')?.[0] ?? null, fullVersion },
    os: null,
  };
}

function modelType(model: string | null, isMobile: boolean | null): DeviceType {
  if (model !== null && tablets.test(model)) return 'TABLET';
  if (isMobile === null) return 'UNKNOWN';
  return isMobile ? 'PHONE' : 'DESKTOP';
}

export function accountRecord(user: WireUser, providerId: ProviderId): AccountRecord {
  const addresses = user.email_addresses ?? [];
  const primary = addresses.find(
    (address) => address.id !== null && address.id === user.primary_email_address_id,
  );
  const name = [user.first_name, user.last_name].filter((part) => part !== null).join(' ');
  return {
    providerId,
    nativeId: user.id,
    keys: {
      nativeId: user.id,
      ...(user.external_id === null ? {} : { externalId: user.external_id }),
    },
    // `reserved` addresses are not verified either, whatever else they are.
    verifiedEmails: addresses
      .filter((address) => address.verification?.status === 'verified')
      .map((address) => lowerCaseAddress(address.email_address)),
    email: primary?.email_address ?? null,
    username: user.username,
    displayName: name === '' ? null : name,
    avatarUrl: user.image_url,
    lastSignInAt: user.last_sign_in_at,
  };
}
