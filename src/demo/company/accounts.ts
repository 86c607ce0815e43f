/** What a person has at the four providers, in the words of the company rather than of any of them. Moments are epoch milliseconds. */
import type { Device } from './devices.ts';
import type { Address } from './places.ts';
import type { SiteKey } from './sites.ts';

/** Keyed by the ids that the demo's providers have. Null where the person has no account there. */
export interface Accounts {
  readonly clerk: readonly ClerkSignIn[] | null;
  readonly chat: readonly SignIn[] | null;
  readonly support: readonly Visit[] | null;
  readonly locks: LockAccess | null;
}

export interface Visit {
  readonly signedInAt: number;
  readonly lastActiveAt: number;
}

export interface SignIn extends Visit {
  readonly device: Device;
  readonly address: Address;
}

export interface ClerkSignIn extends SignIn {
  readonly status: ClerkStatus;
  readonly expiresAt: number;
  /** The directory id of whoever uses the account in its owner's name; null for the owner. */
  readonly impersonator: string | null;
}

export const clerkStatuses = [
  'active',
  'pending',
  'ended',
  'removed',
  'replaced',
  'revoked',
  'expired',
  'abandoned',
] as const;
export type ClerkStatus = (typeof clerkStatuses)[number];

/** May open what is at some of the houses. */
export interface LockAccess {
  readonly grantedAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly sites: readonly SiteKey[];
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The company has its sessions live for half a year; three weeks after, Clerk gives up those that were never used again. */
export const clerkLifetime = 180 * day;
export const clerkAbandonedAfter = 203 * day;

/** A sign-in to the company's app with the usual lifetime. */
export function clerkSignIn(signIn: SignIn, status: ClerkStatus = 'active'): ClerkSignIn {
  return { ...signIn, status, expiresAt: signIn.signedInAt + clerkLifetime, impersonator: null };
}

/** Rocket.Chat tells nothing of a connection but its beginning. */
export function connection(device: Device, address: Address, at: number): SignIn {
  return { device, address, signedInAt: at, lastActiveAt: at };
}
