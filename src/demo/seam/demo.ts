import type { StartDemoProvider } from '../demo-provider.ts';
import { startSeamEmulator, type SeamEmulator } from './emulator.ts';
import { seedSeam } from './seed.ts';

/** The emulator accepts it, and nobody else. */
const apiKey = 'seam_test_demo_not_a_secret';

export const startDemoSeam: StartDemoProvider<SeamEmulator> = async (company, now) => {
  const emulator = await startSeamEmulator({ world: seedSeam(company, apiKey), now });
  return {
    emulator,
    entry: { kind: 'seam', name: 'Seam', baseUrl: emulator.url, apiKey, linkBy: 'userIdentifierKey' },
  };
};
