import type { StartDemoProvider } from '../demo-provider.ts';
import { startClerkEmulator, type ClerkEmulator } from './emulator.ts';
import { seedClerk } from './seed.ts';

/** The emulator accepts it, and nobody else. */
const secretKey = 'sk_live_demo_not_a_secret';

export const startDemoClerk: StartDemoProvider<ClerkEmulator> = async (company, now) => {
  const emulator = await startClerkEmulator({ world: seedClerk(company, secretKey), now });
  // What Clerk allows a production instance.
  emulator.behaviour.requestsPerTenSeconds = 1000;
  return {
    emulator,
    entry: { kind: 'clerk', name: 'Clerk', baseUrl: emulator.url, secretKey, linkBy: 'externalId' },
  };
};
