/** Four providers with a made-up company in them, served over real HTTP on this computer, for whoever wants to look around. */
import { startClerkEmulator, type ClerkEmulator } from './clerk/emulator.ts';
import { seedClerk } from './clerk/seed.ts';
import { createCompany, type Company } from './company.ts';
import { createFaultControl, type DemoRequestHandler } from './fault-control.ts';
import { startRocketChatEmulator, type RocketChatEmulator } from './rocketchat/emulator.ts';
import { seedRocketChat } from './rocketchat/seed.ts';
import { startSeamEmulator, type SeamEmulator } from './seam/emulator.ts';
import { seedSeam } from './seam/seed.ts';
import { readWorkedQueries, type WorkedQuery } from './worked-queries.ts';
import { startZendeskEmulator, type ZendeskEmulator } from './zendesk/emulator.ts';
import { seedZendesk } from './zendesk/seed.ts';

export interface Demo {
  /** As they would stand under `providers` in a configuration file. */
  readonly providers: readonly object[];
  /** By provider id. */
  readonly emulators: {
    readonly clerk: ClerkEmulator;
    readonly chat: RocketChatEmulator;
    readonly support: ZendeskEmulator;
    readonly locks: SeamEmulator;
  };
  readonly company: Company;
  /** What GraphiQL's tabs ask. */
  readonly workedQueries: readonly WorkedQuery[];
  /** Lets the providers' faults be set over HTTP. */
  readonly handleRequest: DemoRequestHandler;
  close(): Promise<void>;
}

export interface DemoOptions {
  /** The wall clock of company and providers, in epoch milliseconds. */
  readonly now?: () => number;
}

/** Credentials that the emulators accept, and nobody else. */
const clerkSecretKey = 'sk_live_demo_not_a_secret';
const chatBot = { userId: 'sessiongraphBot01', authToken: 'demo-token-not-a-secret' };
const supportOauth = { clientId: 'sessiongraph', clientSecret: 'demo-not-a-secret' };
const seamApiKey = 'seam_test_demo_not_a_secret';

/** Starts the providers on free loopback ports. */
export async function startDemo({ now = Date.now }: DemoOptions = {}): Promise<Demo> {
  const company = createCompany(now());
  const [clerk, chat, support, locks, workedQueries] = await Promise.all([
    startClerkEmulator({ world: seedClerk(company, clerkSecretKey), now }),
    startRocketChatEmulator({ world: seedRocketChat(company, chatBot), now }),
    startZendeskEmulator({
      world: seedZendesk(company, supportOauth),
      // Suite Enterprise.
      settings: { rateLimit: { perMinute: 700, headers: '2024' } },
      now,
    }),
    startSeamEmulator({ world: seedSeam(company, seamApiKey), now }),
    readWorkedQueries(),
  ]);
  // What Clerk allows a production instance.
  clerk.behaviour.requestsPerTenSeconds = 1000;
  const emulators = { clerk, chat, support, locks };
  return {
    providers: [
      {
        id: 'clerk',
        kind: 'clerk',
        baseUrl: clerk.url,
        secretKey: clerkSecretKey,
        linkBy: 'externalId',
      },
      { id: 'chat', kind: 'rocketchat', baseUrl: chat.url, ...chatBot, linkBy: 'username' },
      { id: 'support', kind: 'zendesk', baseUrl: support.url, oauth: supportOauth, linkBy: 'email' },
      { id: 'locks', kind: 'seam', baseUrl: locks.url, apiKey: seamApiKey, linkBy: 'userIdentifierKey' },
    ],
    emulators,
    company,
    workedQueries,
    handleRequest: createFaultControl(emulators),
    async close() {
      await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
    },
  };
}
