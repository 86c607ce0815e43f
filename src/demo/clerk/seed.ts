/** The company's Clerk instance, where its app signs people in. */
import type { ClerkSignIn } from '../company/accounts.ts';
import type { Device } from '../company/devices.ts';
import { cast, type Company, type Person } from '../company.ts';
import { base62, createRandom } from '../random.ts';
import {
  clerkEmailAddress,
  clerkSession,
  clerkUser,
  type ClerkSession,
  type ClerkSessionActivity,
  type ClerkUser,
  type ClerkWorld,
} from './world.ts';

/** @param secretKey what the instance accepts. */
export function seedClerk({ people, now }: Company, secretKey: string): ClerkWorld {
  return {
    secretKey,
    users: people.filter(({ accounts }) => accounts.clerk !== null).map(userOf),
    sessions: people.flatMap((person) =>
      (person.accounts.clerk ?? []).map((signIn, index) => sessionOf(person, signIn, index, now)),
    ),
  };
}

/** Clerk's ids end in a KSUID, whose first character stays a "3" for years. @param of whose id; equal texts get equal ids. */
function clerkId(prefix: 'user' | 'sess' | 'client' | 'sess_activity', of: string): string {
  return `${prefix}_3${createRandom(`Clerk's ${prefix} id of ${of}`).text(base62, 26)}`;
}

function userOf({ id, name, email, emailVerified, joinedAt, accounts }: Person): ClerkUser {
  const address = clerkEmailAddress(email, emailVerified ? 'verified' : 'unverified', joinedAt);
  const signIns = accounts.clerk ?? [];
  return {
    ...clerkUser({ id: clerkId('user', id), created_at: joinedAt }),
    external_id: id,
    username: id,
    first_name: name.given,
    last_name: name.family,
    primary_email_address_id: address.id,
    email_addresses: [address],
    last_sign_in_at: latest(signIns.map(({ signedInAt }) => signedInAt)),
    last_active_at: startOfDay(latest(signIns.map(({ lastActiveAt }) => lastActiveAt))),
    ...standingOf(id),
  };
}

function sessionOf(person: Person, signIn: ClerkSignIn, index: number, now: number): ClerkSession {
  const { device, signedInAt, lastActiveAt, status, expiresAt, impersonator } = signIn;
  const of = `${person.id} ${index}`;
  const isAlive = status === 'active' || status === 'pending';
  return {
    ...clerkSession({
      id: clerkId('sess', of),
      user_id: clerkId('user', person.id),
      created_at: signedInAt,
    }),
    client_id: clerkId('client', `${impersonator ?? person.id} ${device.key}`),
    status,
    actor: impersonator === null ? null : { sub: clerkId('user', impersonator) },
    last_active_at: lastActiveAt,
    latest_activity: activityOf(signIn, of),
    expire_at: expiresAt,
    // With Clerk's defaults of 7 and 30 days the two are 23 days apart (clerk/clerk-sdk-python#120).
    abandon_at: expiresAt + 23 * 24 * 60 * 60 * 1000,
    updated_at: isAlive ? lastActiveAt : Math.min(status === 'expired' ? expiresAt : lastActiveAt, now),
    tasks: status === 'pending' ? [{ key: 'choose-organization' }] : null,
  };
}

function activityOf({ device, address }: ClerkSignIn, of: string): ClerkSessionActivity {
  return {
    object: 'session_activity',
    id: clerkId('sess_activity', of),
    device_type: device.model ?? words[device.type],
    is_mobile: device.type !== 'desktop',
    browser_name: device.program.name,
    browser_version: device.program.version,
    ip_address: address.ip,
    city: address.city,
    country: address.country,
  };
}

/** What Clerk says of a machine whose model the browser does not name. */
const words: Readonly<Record<Device['type'], string>> = {
  desktop: 'desktop',
  phone: 'mobile',
  tablet: 'tablet',
  headset: 'xr',
};

/** Clerk tells no more than the day (`bapi/2026-05-12.yml`, User.last_active_at). */
function startOfDay(moment: number | null): number | null {
  const day = 24 * 60 * 60 * 1000;
  return moment === null ? null : Math.floor(moment / day) * day;
}

/** Who left is banned, and who mistyped a password too often is locked out for an hour. */
function standingOf(id: string): Partial<ClerkUser> {
  if (id === cast.banned) return { banned: true };
  if (id === cast.locked) {
    return { locked: true, lockout_expires_in_seconds: 3600, verification_attempts_remaining: 0 };
  }
  return {};
}

function latest(moments: readonly number[]): number | null {
  return moments.length === 0 ? null : Math.max(...moments);
}
