/** The person who tests the company's products by machine: hundreds of sessions, as each run signs in with a fresh browser. */
import { createRandom } from '../random.ts';
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
} from './accounts.ts';
import { browser, type Device } from './devices.ts';
import { visit, type Life } from './everyday.ts';
import { testMachines } from './places.ts';

export function testRuns({ id, devices, places, now }: Life): Accounts {
  const random = createRandom(`test runs of ${id}`);
  const fresh = (run: number): Device => ({ ...random.pick(browsers), key: `test run ${run}` });
  const clerkRun = (run: number): ClerkSignIn => {
    const age = 10 * minute + run * 31 * hour + random.integer(0, 20 * hour);
    const signedInAt = now - age;
    const times = { signedInAt, lastActiveAt: signedInAt + random.integer(minute, 9 * minute) };
    return clerkSignIn({ device: fresh(run), address: testMachines, ...times }, statusOf(age, run));
  };
  return {
    clerk: [
      clerkSignIn({
        device: devices.computer,
        address: places.office,
        signedInAt: now - 30 * day,
        lastActiveAt: now - 2 * minute,
      }),
      ...Array.from({ length: 210 }, (_, run) => clerkRun(run)),
    ],
    chat: Array.from({ length: 110 }, (_, run) =>
      connection(fresh(run), testMachines, now - 12 * hour - run * 9 * hour - random.integer(0, 8 * hour)),
    ),
    support: Array.from({ length: 110 }, () => visit(random, now)),
    // Seam keeps one client session for each user identifier key.
    locks: { grantedAt: now - 12 * day, expiresAt: now + 18 * day, revokedAt: null, sites: ['office'] },
  };
}

const browsers = [
  browser('linux', 'Chrome'),
  browser('linux', 'Firefox'),
  browser('windows', 'Edge'),
  browser('iPhone', 'Safari'),
  browser('android', 'Chrome'),
  browser('iPad', 'Safari'),
];

/** Runs clean up after themselves, but not always. */
function statusOf(age: number, run: number): ClerkStatus {
  if (age > clerkAbandonedAfter) return 'abandoned';
  if (age > clerkLifetime) return 'expired';
  if (run % 12 === 1) return 'active';
  return run % 10 === 0 ? 'revoked' : 'ended';
}
