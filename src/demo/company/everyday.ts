/** What an ordinary working life leaves behind at the four providers. */
import { createRandom, type Random } from '../random.ts';
import {
  clerkAbandonedAfter,
  clerkLifetime,
  clerkSignIn,
  connection,
  day,
  hour,
  minute,
  type Accounts,
  type ClerkSignIn,
  type ClerkStatus,
  type SignIn,
  type Visit,
} from './accounts.ts';
import type { Device, Devices } from './devices.ts';
import type { Address, Whereabouts } from './places.ts';
import { siteKeys } from './sites.ts';

/** A person's own circumstances, from which sign-ins are made. */
export interface Life {
  readonly id: string;
  readonly devices: Devices;
  readonly places: Whereabouts;
  /** In epoch milliseconds. */
  readonly now: number;
}

export function everydayAccounts(life: Life): Accounts {
  const { id, devices, places, now } = life;
  const random = createRandom(`everyday of ${id}`);
  const seats = [devices.computer, devices.phone, ...(devices.tablet === null ? [] : [devices.tablet])];
  return {
    clerk: [
      clerkSignIn(signIn(random, devices.computer, place(random, places, devices.computer), now)),
      ...(random.chance(70)
        ? [clerkSignIn(signIn(random, devices.phone, place(random, places, devices.phone), now))]
        : []),
      ...(devices.tablet === null
        ? []
        : [clerkSignIn(signIn(random, devices.tablet, place(random, places, devices.tablet), now))]),
      ...Array.from({ length: random.integer(0, 3) }, () => {
        const device = random.pick(seats);
        return overSignIn(random, random.pick(endings), device, place(random, places, device), now);
      }),
    ],
    chat: [devices.desktopChat ?? devices.computer, ...(random.chance(70) ? [devices.mobileChat] : [])].map(
      (device) => connection(device, place(random, places, device), connectedAt(random, now)),
    ),
    support: random.chance(80)
      ? Array.from({ length: random.integer(1, 2) }, () => visit(random, now))
      : null,
    locks: random.chance(50)
      ? {
          grantedAt: now - random.integer(2 * day, 300 * day),
          expiresAt: now + random.integer(20 * day, 360 * day),
          revokedAt: null,
          sites: [...new Set([random.pick(siteKeys), random.pick(siteKeys)])],
        }
      : null,
  };
}

/** A browser that is still signed in. */
function signIn(random: Random, device: Device, address: Address, now: number): SignIn {
  const lastActiveAt = now - random.pick([random.integer(minute, 9 * hour), random.integer(hour, 12 * day)]);
  return { device, address, lastActiveAt, signedInAt: lastActiveAt - random.integer(hour, 120 * day) };
}

/** Rocket.Chat forgets a connection after 45 days. */
function connectedAt(random: Random, now: number): number {
  return now - random.pick([random.integer(minute, 9 * hour), random.integer(hour, 44 * day)]);
}

/** A visit to Zendesk within the last two weeks. */
export function visit(random: Random, now: number): Visit {
  const lastActiveAt = now - random.integer(minute, 13 * day);
  return { lastActiveAt, signedInAt: lastActiveAt - random.integer(5 * minute, 20 * day) };
}

const endings = ['ended', 'ended', 'removed', 'replaced', 'revoked', 'expired', 'abandoned'] as const;

/** A session that is over, as old as its end needs it to be. */
export function overSignIn(
  random: Random,
  status: Exclude<ClerkStatus, 'active' | 'pending'>,
  device: Device,
  address: Address,
  now: number,
): ClerkSignIn {
  const ages = {
    expired: [clerkLifetime + day, clerkAbandonedAfter - day],
    abandoned: [clerkAbandonedAfter + day, 300 * day],
  } as const;
  const [least, most] = status === 'expired' || status === 'abandoned' ? ages[status] : [2 * day, 150 * day];
  const signedInAt = now - random.integer(least, most);
  const lastActiveAt = signedInAt + random.integer(10 * minute, 40 * hour);
  return clerkSignIn({ device, address, signedInAt, lastActiveAt }, status);
}

function place(random: Random, { office, home, onTheMove }: Whereabouts, { type }: Device): Address {
  return random.pick(type === 'desktop' ? [office, office, home] : [home, onTheMove]);
}
