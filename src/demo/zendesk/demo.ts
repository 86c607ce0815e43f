import { cast } from '../company.ts';
import type { StartDemoProvider } from '../demo-provider.ts';
import { forbiddenForRole } from './answers.ts';
import { startZendeskEmulator, type ZendeskEmulator } from './emulator.ts';
import { seedZendesk } from './seed.ts';

/** The emulator accepts it, and nobody else. */
const oauth = { clientId: 'sessiongraph', clientSecret: 'demo-not-a-secret' };

export const startDemoZendesk: StartDemoProvider<ZendeskEmulator> = async (company, now) => {
  const world = seedZendesk(company, oauth);
  const emulator = await startZendeskEmulator({
    world,
    // Suite Enterprise.
    settings: { rateLimit: { perMinute: 700, headers: '2024' } },
    now,
  });
  // By a refusal, since a provider that does not answer for one person is soon asked for nobody.
  const unanswered = world.users.find(({ identities }) =>
    identities.some(({ value }) => value.startsWith(`${cast.unanswered}@`)),
  );
  emulator.instead = (call) =>
    call.startsWith(`GET /api/v2/users/${unanswered?.id}/sessions`) ? forbiddenForRole : null;
  return {
    emulator,
    entry: { kind: 'zendesk', name: 'Zendesk', baseUrl: emulator.url, oauth, linkBy: 'email' },
  };
};
