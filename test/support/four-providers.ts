/** People with many sessions at four providers: the emulators over real HTTP, and the real adapters on them. */
import { startClerkEmulator, type ClerkEmulator } from '../../src/demo/clerk/emulator.ts';
import { clerkSession, clerkUser } from '../../src/demo/clerk/world.ts';
import { startRocketChatEmulator, type RocketChatEmulator } from '../../src/demo/rocketchat/emulator.ts';
import { defaultSettings, hashLoginToken } from '../../src/demo/rocketchat/world.ts';
import { seamApiKey, seamClientSession, seamId, seamWorld } from '../../src/demo/seam/build.ts';
import { startSeamEmulator, type SeamEmulator } from '../../src/demo/seam/emulator.ts';
import { startZendeskEmulator, type ZendeskEmulator } from '../../src/demo/zendesk/emulator.ts';
import { zendeskSession, zendeskUser } from '../../src/demo/zendesk/world.ts';
import { providerConfig } from '../../src/providers/registry.ts';
import { openProviders, type OpenProviders } from '../../src/server/open-providers.ts';

export interface FourEmulators {
  readonly clerk: ClerkEmulator;
  readonly chat: RocketChatEmulator;
  readonly support: ZendeskEmulator;
  readonly locks: SeamEmulator;
  /** Native ids of the sessions that still go on, as each emulator itself has it: `chat ann0`. */
  alive(): ReadonlySet<string>;
  close(): Promise<void>;
}

export type ProviderUrls = Readonly<Record<'clerk' | 'chat' | 'support' | 'locks', string>>;

const clerkKey = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
const bot = { userId: 'botBotBotBotBot01', authToken: 'secret-of-the-bot-0123456789' };
const zendeskToken = 'made-elsewhere-for-the-admin';
const minute = 60_000;

/**
 * @param people by their id in the directory, which every provider links by. Those at Zendesk have the numbers 101, 102, …
 * @param each how many sessions each of them has at each provider.
 * @param ipAddress where Clerk's and Rocket.Chat's sessions are from.
 */
export async function startFourEmulators(
  people: readonly string[],
  each: number,
  now: () => number,
  ipAddress = '203.0.113.7',
): Promise<FourEmulators> {
  const createdAt = now() - minute;
  const ofEach = <Row>(make: (person: string, index: number, number: number) => Row): Row[] =>
    people.flatMap((person, personIndex) =>
      Array.from({ length: each }, (_, index) => make(person, index, personIndex * each + index)),
    );
  const clerk = await startClerkEmulator({
    now,
    world: {
      secretKey: clerkKey,
      users: people.map((person) =>
        clerkUser({ id: `user_${person}`, external_id: person, created_at: createdAt }),
      ),
      sessions: ofEach((person, index) =>
        clerkSession({
          id: `sess_${person}${index}`,
          user_id: `user_${person}`,
          created_at: createdAt,
          latest_activity: {
            object: 'session_activity',
            id: `sess_activity_${person}${index}`,
            is_mobile: false,
            browser_name: 'Chrome',
            ip_address: ipAddress,
          },
        }),
      ),
    },
  });
  const chatUser = (
    id: string,
    more: { roles: string[]; tokens: { secret: string; bypassesTwoFactor: boolean }[] },
  ) => ({
    id: id === bot.userId ? id : `${id}Id`,
    username: id,
    name: null,
    emails: [],
    active: true,
    hasTwoFactor: id === bot.userId,
    lastLogin: null,
    ...more,
  });
  const chat = await startRocketChatEmulator({
    now,
    world: {
      users: [
        chatUser(bot.userId, {
          roles: ['device-admin'],
          tokens: [{ secret: bot.authToken, bypassesTwoFactor: true }],
        }),
        ...people.map((person) => chatUser(person, { roles: ['user'], tokens: [] })),
      ],
      sessions: ofEach((person, index) => ({
        sessionId: `${person}${index}`,
        userId: `${person}Id`,
        loginToken: hashLoginToken(`token of ${person}${index}`),
        device: {
          type: 'browser',
          name: 'Chrome',
          longVersion: '113.0.0.0',
          version: '113.0.0',
          os: { name: 'Windows', version: '10' },
        },
        host: 'chat.example.com',
        ip: ipAddress,
        loginAt: createdAt - index * 1000,
        logoutAt: null,
        logoutBy: null,
      })),
      permissions: Object.fromEntries(
        [
          'view-device-management',
          'logout-device-management',
          'view-full-other-user-info',
          'view-d-room',
          'api-bypass-rate-limit',
        ].map((permission) => [permission, ['device-admin']]),
      ),
      settings: { ...defaultSettings },
    },
  });
  const support = await startZendeskEmulator({
    now,
    // Of limits there are tests of their own.
    settings: { rateLimit: { perMinute: 100_000, headers: '2024' } },
    world: {
      users: [
        zendeskUser({ id: 1, role: 'admin' }, 'admin@example.com'),
        ...people.map((person, index) => zendeskUser({ id: 101 + index, external_id: person })),
      ],
      sessions: ofEach((person, _, number) =>
        zendeskSession(1000 + number, 101 + people.indexOf(person), createdAt),
      ),
      oauthClients: [],
      oauthTokens: [{ token: zendeskToken, user_id: 1, scopes: ['read', 'write'], expiresAt: null }],
      apiTokens: [],
    },
  });
  const locks = await startSeamEmulator({
    now,
    world: seamWorld({
      clientSessions: ofEach((person, _, number) =>
        seamClientSession({ id: seamId(9, number), createdAt, userIdentifierKey: person }),
      ),
    }),
  });
  return {
    clerk,
    chat,
    support,
    locks,
    alive: () =>
      new Set([
        ...clerk.world.sessions.flatMap(({ id, status }) => (status === 'active' ? [`clerk ${id}`] : [])),
        ...chat.world.sessions.flatMap(({ sessionId, logoutAt }) =>
          logoutAt === null ? [`chat ${sessionId}`] : [],
        ),
        ...support.world.sessions.map(({ id }) => `support ${id}`),
        ...locks.world.clientSessions.flatMap(({ id, revokedAt }) =>
          revokedAt === null ? [`locks ${id}`] : [],
        ),
      ]),
    async close() {
      await Promise.all([clerk, chat, support, locks].map((emulator) => emulator.close()));
    },
  };
}

export function urlsOf({ clerk, chat, support, locks }: FourEmulators): ProviderUrls {
  return { clerk: clerk.url, chat: chat.url, support: support.url, locks: locks.url };
}

/** @param more keys that differ from the defaults, by the provider's id. Nobody is given up on but who is told otherwise. */
export function openFourProviders(
  urls: ProviderUrls,
  now: () => number,
  more: Readonly<Record<string, object>> = {},
): OpenProviders {
  const configs = [
    { id: 'clerk', kind: 'clerk', secretKey: clerkKey, linkBy: 'externalId', baseUrl: urls.clerk },
    { id: 'chat', kind: 'rocketchat', linkBy: 'username', baseUrl: urls.chat, ...bot },
    { id: 'support', kind: 'zendesk', bearerToken: zendeskToken, baseUrl: urls.support },
    { id: 'locks', kind: 'seam', apiKey: seamApiKey, baseUrl: urls.locks },
  ];
  return openProviders(
    configs.map((config) => providerConfig.parse({ timeoutMs: 60_000, ...config, ...more[config.id] })),
    now,
  );
}
