import type { StartDemoProvider } from '../demo-provider.ts';
import { startZendeskEmulator, type ZendeskEmulator } from './emulator.ts';
import { seedZendesk } from './seed.ts';

/** The emulator accepts it, and nobody else. */
const oauth = { clientId: 'sessiongraph', clientSecret: 'demo-not-a-secret' };

export const startDemoZendesk: StartDemoProvider<ZendeskEmulator> = async (company, now) => {
  const emulator = await startZendeskEmulator({
    world: seedZendesk(company, oauth),
    // Suite Enterprise.
    settings: { rateLimit: { perMinute: 700, headers: '2024' } },
    now,
  });
  return { emulator, entry: { kind: 'zendesk', baseUrl: emulator.url, oauth, linkBy: 'email' } };
};
