/** What happened to the people of the cast. */
import { createRandom } from '../random.ts';
import {
  clerkLifetime,
  clerkSignIn,
  clerkStatuses,
  connection,
  day,
  hour,
  minute,
  type Accounts,
  type ClerkSignIn,
} from './accounts.ts';
import { browser, chatApp, devicesOf, headset, withinApp } from './devices.ts';
import { cast } from './directory.ts';
import { overSignIn, type Life } from './everyday.ts';
import { intruder, officeOf } from './places.ts';
import { testRuns } from './test-runs.ts';

/** Changes what an everyday life would have left behind. */
type Story = (everyday: Accounts, life: Life) => Accounts;

const ordinary: Story = (_everyday, { id, places: { office, home, onTheMove }, now }) => {
  const random = createRandom(`days of ${id}`);
  const mac = browser('mac', 'Chrome');
  const iPhone = browser('iPhone', 'Safari');
  const ago = (duration: number) => now - duration - random.integer(0, minute);
  const at = (signedIn: number, lastActive: number) => ({
    signedInAt: ago(signedIn),
    lastActiveAt: ago(lastActive),
  });
  return {
    clerk: [
      clerkSignIn({ device: mac, address: office, ...at(23 * day + 2 * hour, 4 * minute) }),
      clerkSignIn({ device: iPhone, address: onTheMove, ...at(9 * day + 5 * hour, 47 * minute) }),
      clerkSignIn({ device: mac, address: home, ...at(61 * day, 60 * day) }, 'ended'),
    ],
    chat: [
      connection(chatApp('mac'), office, ago(3 * hour)),
      connection(chatApp('iPhone'), onTheMove, ago(26 * hour)),
    ],
    support: [at(5 * day, 2 * hour)],
    locks: {
      grantedAt: ago(40 * day),
      expiresAt: now + 325 * day,
      revokedAt: null,
      sites: ['office', 'harbour'],
    },
  };
};

const impersonated: Story = (everyday, { now }) => {
  const signedInAt = now - 3 * minute;
  return {
    ...everyday,
    clerk: [
      {
        device: devicesOf(cast.impersonator).computer,
        address: officeOf(cast.impersonator),
        signedInAt,
        lastActiveAt: now - minute,
        status: 'active',
        // Clerk gives an impersonation half an hour.
        expiresAt: signedInAt + 30 * minute,
        impersonator: cast.impersonator,
      },
      ...(everyday.clerk ?? []),
    ],
  };
};

const everyState: Story = (everyday, { id, devices, places, now }) => {
  const random = createRandom(`states of ${id}`);
  const { computer, phone } = devices;
  const sessions = clerkStatuses.map((status): ClerkSignIn => {
    const device = random.chance(50) ? computer : phone;
    switch (status) {
      case 'active':
        return clerkSignIn({
          device: computer,
          address: places.office,
          signedInAt: now - 14 * day,
          lastActiveAt: now - 20 * minute,
        });
      case 'pending': {
        const signedInAt = now - 6 * minute;
        const signIn = { device: phone, address: places.onTheMove, signedInAt, lastActiveAt: signedInAt };
        return clerkSignIn(signIn, status);
      }
      default:
        return overSignIn(random, status, device, places.home, now);
    }
  });
  // Its time is over, and Clerk has not looked at it since.
  const overdue = clerkSignIn({
    device: computer,
    address: places.home,
    signedInAt: now - clerkLifetime - 2 * hour,
    lastActiveAt: now - 30 * day,
  });
  return { ...everyday, clerk: [...sessions, overdue] };
};

const visitedByIntruder: Story = (everyday, { id, now }) => {
  const random = createRandom(`intrusion of ${id}`);
  const device = browser('linux', 'Firefox', '153.0');
  const signedInAt = now - random.integer(hour, 30 * hour);
  const signIn = { device, address: intruder, signedInAt, lastActiveAt: signedInAt + 11 * minute };
  return {
    ...everyday,
    clerk: [clerkSignIn(signIn), ...(everyday.clerk ?? [])],
    chat: [{ ...signIn, signedInAt: signedInAt + 4 * minute }, ...(everyday.chat ?? [])],
  };
};

const idle: Story = (everyday, { id, devices, places, now }) => {
  const random = createRandom(`idleness of ${id}`);
  const lastActiveAt = now - random.integer(95 * day, 140 * day);
  const signedInAt = lastActiveAt - random.integer(day, 30 * day);
  const signIn = { device: devices.phone, address: places.home, signedInAt, lastActiveAt };
  return {
    ...everyday,
    clerk: [...(everyday.clerk ?? []), clerkSignIn(signIn)],
    support: [...(everyday.support ?? []), { signedInAt, lastActiveAt }],
  };
};

const together =
  (...parts: readonly Story[]): Story =>
  (everyday, life) =>
    parts.reduce((accounts, story) => story(accounts, life), everyday);

const changes: Readonly<Record<string, Story>> = {
  [cast.ordinary]: ordinary,
  [cast.busy]: (_everyday, life) => testRuns(life),
  [cast.impersonated]: impersonated,
  [cast.unverified]: (everyday, { now }) => ({
    ...everyday,
    support: [{ signedInAt: now - 3 * day, lastActiveAt: now - 5 * hour }],
  }),
  [cast.withoutChat]: (everyday, { now }) => ({
    ...everyday,
    chat: null,
    support: [{ signedInAt: now - 6 * day, lastActiveAt: now - 19 * hour }],
    locks: { grantedAt: now - 90 * day, expiresAt: now + 275 * day, revokedAt: null, sites: ['acacia'] },
  }),
  [cast.everyState]: everyState,
  [cast.withoutClientSession]: (everyday) => ({ ...everyday, locks: null }),
  [cast.oddDevices]: (everyday, { places, now }) => ({
    ...everyday,
    chat: [
      ...(everyday.chat ?? []),
      connection(headset, places.home, now - 5 * day),
      connection(withinApp('iPhone', 'Instagram'), places.onTheMove, now - 2 * day),
    ],
  }),
  // A ban ends all sessions (Clerk's documentation of banning users).
  [cast.banned]: (everyday) => ({
    ...everyday,
    clerk: (everyday.clerk ?? []).map((signIn) =>
      signIn.status === 'active' ? { ...signIn, status: 'revoked' } : signIn,
    ),
  }),
  ...Object.fromEntries(cast.visitedByIntruder.map((id) => [id, visitedByIntruder])),
  ...Object.fromEntries(cast.idle.map((id) => [id, idle])),
  [cast.revokedClientSession]: together(idle, (accounts, { now }) => ({
    ...accounts,
    locks: {
      grantedAt: now - 70 * day,
      expiresAt: now + 295 * day,
      revokedAt: now - 8 * day,
      sites: ['alfama'],
    },
  })),
  [cast.expiredClientSession]: together(idle, (accounts, { now }) => ({
    ...accounts,
    locks: { grantedAt: now - 380 * day, expiresAt: now - 15 * day, revokedAt: null, sites: ['harbour'] },
  })),
};

/** What the person has, whether or not something happened to them. */
export function accountsOf(everyday: Accounts, life: Life): Accounts {
  return changes[life.id]?.(everyday, life) ?? everyday;
}
