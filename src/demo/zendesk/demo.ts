import { cast } from '../company.ts';
import type { StartDemoProvider } from '../demo-provider.ts';
import { startZendeskEmulator, type ZendeskEmulator } from './emulator.ts';
import { seedZendesk } from './seed.ts';

/** The emulator accepts it, and nobody else. */
const oauth = { clientId: 'sessiongraph', clientSecret: 'demo-not-a-secret' };

/** As a gateway in front of Zendesk answers for one that is not there. */
const gatewayPage = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  text: '<html><body><h1>Service Unavailable</h1></body></html>',
};

export const startDemoZendesk: StartDemoProvider<ZendeskEmulator> = async (company, now) => {
  const world = seedZendesk(company, oauth);
  const emulator = await startZendeskEmulator({
    world,
    // Suite Enterprise.
    settings: { rateLimit: { perMinute: 700, headers: '2024' } },
    now,
  });
  const unanswered = world.users.find(({ identities }) =>
    identities.some(({ value }) => value.startsWith(`${cast.unanswered}@`)),
  );
  emulator.instead = (call) =>
    call.startsWith(`GET /api/v2/users/${unanswered?.id}/sessions`) ? gatewayPage : null;
  return { emulator, entry: { kind: 'zendesk', baseUrl: emulator.url, oauth, linkBy: 'email' } };
};
