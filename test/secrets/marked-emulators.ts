/** Clerk, Rocket.Chat and Zendesk with two people in them, in which everything that is secret is marked. */
import { startClerkEmulator } from '../../src/demo/clerk/emulator.ts';
import { clerkSession, clerkUser } from '../../src/demo/clerk/world.ts';
import { startRocketChatEmulator } from '../../src/demo/rocketchat/emulator.ts';
import { defaultSettings, hashLoginToken, type RocketChatUser } from '../../src/demo/rocketchat/world.ts';
import { startZendeskEmulator } from '../../src/demo/zendesk/emulator.ts';
import { zendeskSession, zendeskUser } from '../../src/demo/zendesk/world.ts';
import { emailOf, people, type StartMarked } from './marked-provider.ts';

export const startMarkedClerk: StartMarked = async (marks, startedAt) => {
  const secretKey = marks.make("Clerk's secret key", 'sk_live_');
  const makeSessions = () =>
    people.flatMap((person) =>
      [1, 2].map((number) =>
        clerkSession({
          id: `sess_${person}${number}`,
          user_id: `user_${person}`,
          created_at: startedAt,
          latest_activity: {
            object: 'session_activity',
            id: `sess_activity_${person}${number}`,
            is_mobile: false,
            browser_name: 'Chrome',
            browser_version: '138.0.0.0',
            ip_address: '203.0.113.7',
            city: 'Vienna',
            country: 'AT',
          },
        }),
      ),
    );
  const emulator = await startClerkEmulator({
    world: {
      secretKey,
      users: people.map((person) => ({
        ...clerkUser({ id: `user_${person}`, external_id: person, created_at: startedAt }, emailOf(person)),
        private_metadata: { licence: marks.make("Clerk's private_metadata") },
        unsafe_metadata: { note: marks.make("Clerk's unsafe_metadata") },
        public_metadata: { note: marks.make("Clerk's public_metadata") },
      })),
      sessions: makeSessions(),
    },
  });
  return {
    label: 'Clerk',
    kind: 'clerk',
    emulator,
    entriesAt: (baseUrl) => [{ id: 'clerk', kind: 'clerk', baseUrl, linkBy: 'externalId', secretKey }],
    ann: { session: 'sess_ann1', account: 'user_ann' },
    ownError: (text, code = 'resource_not_found') => ({
      errors: [{ message: text, long_message: text, code, meta: { param_name: text } }],
      clerk_trace_id: text,
    }),
    reseed: () => void (emulator.world.sessions = makeSessions()),
    issued: () => [],
  };
};

export const startMarkedRocketChat: StartMarked = async (marks, startedAt) => {
  const bot = {
    userId: marks.make("Rocket.Chat's userId"),
    authToken: marks.make("Rocket.Chat's authToken"),
  };
  const cleo = { userId: 'cleoId', authToken: marks.make("Cleo's Rocket.Chat authToken") };
  const user = (id: string, username: string, secret: string, roles: string[]): RocketChatUser => ({
    id,
    username,
    name: null,
    emails: [{ address: emailOf(username), verified: true }],
    active: true,
    roles,
    tokens: [{ secret, bypassesTwoFactor: true }],
    hasTwoFactor: true,
    lastLogin: startedAt,
  });
  const tokenOf = (name: string) => marks.make(`the login token of ${name}`);
  const makeSessions = () =>
    [...people, 'cleo'].flatMap((person) =>
      [1, 2].map((number) => {
        const loginToken = hashLoginToken(
          person === 'cleo' && number === 1 ? cleo.authToken : tokenOf(`${person}${number}`),
        );
        marks.add(`the hashed login token of ${person}${number}`, loginToken);
        return {
          sessionId: `${person}Session${number}`,
          userId: `${person}Id`,
          loginToken,
          device: {
            type: 'browser',
            name: 'Firefox',
            longVersion: '140.0.1',
            version: '140.0.1',
            os: { name: 'Linux' },
          },
          host: 'chat.example.com',
          ip: '203.0.113.8',
          loginAt: startedAt + number,
          logoutAt: null,
          logoutBy: null,
          // As `sessions/info` gives it.
          oddities: { loginToken, _user: { username: person, services: { resume: loginToken } } },
        };
      }),
    );
  const emulator = await startRocketChatEmulator({
    world: {
      users: [
        user(bot.userId, 'bot', bot.authToken, ['device-admin']),
        user(cleo.userId, 'cleo', cleo.authToken, ['user']),
        ...people.map((person) => user(`${person}Id`, person, tokenOf(`${person}1`), ['user'])),
      ],
      sessions: makeSessions(),
      permissions: Object.fromEntries(
        [
          'view-device-management',
          'logout-device-management',
          'view-full-other-user-info',
          'view-d-room',
          'api-bypass-rate-limit',
        ].map((permission) => [permission, ['device-admin']]),
      ),
      settings: { ...defaultSettings, rateLimit: null },
    },
  });
  return {
    label: 'Rocket.Chat',
    kind: 'rocketchat',
    emulator,
    entriesAt: (baseUrl) => [
      { id: 'chat', kind: 'rocketchat', baseUrl, ...bot },
      { id: 'own-chat', kind: 'rocketchat', baseUrl, access: 'self', ...cleo },
    ],
    ann: { session: 'annSession1', account: 'annId' },
    ownError: (text, errorType = 'error-action-not-allowed') => ({
      success: false,
      error: text,
      errorType,
      message: text,
      details: { method: text },
    }),
    reseed: () => void (emulator.world.sessions = makeSessions()),
    issued: () => [],
  };
};

export const startMarkedZendesk: StartMarked = async (marks, startedAt) => {
  const oauth = { clientId: 'sessiongraph', clientSecret: marks.make("Zendesk's clientSecret") };
  const bearerToken = marks.make("Zendesk's bearerToken");
  const apiToken = { email: emailOf('admin'), token: marks.make("Zendesk's apiToken") };
  // As the legacy token is sent.
  marks.add(
    "Zendesk's apiToken as Basic",
    Buffer.from(`${apiToken.email}/token:${apiToken.token}`).toString('base64'),
  );
  const makeSessions = () =>
    people.flatMap((_, index) =>
      [1, 2].map((number) => ({
        ...zendeskSession(1000 + 10 * index + number, 101 + index, startedAt),
        shownAs: { authenticity_token: marks.make("Zendesk's authenticity_token") },
      })),
    );
  const emulator = await startZendeskEmulator({
    // Every operation is asked again and again.
    settings: { rateLimit: { perMinute: 100_000, headers: '2024' } },
    world: {
      users: [
        zendeskUser({ id: 1, role: 'admin' }, apiToken.email),
        ...people.map((person, index) =>
          zendeskUser({ id: 101 + index, external_id: person }, emailOf(person)),
        ),
      ],
      sessions: makeSessions(),
      oauthClients: [
        {
          identifier: oauth.clientId,
          secret: oauth.clientSecret,
          kind: 'confidential',
          user_id: 1,
          allowed_scopes: ['read', 'write'],
        },
      ],
      oauthTokens: [{ token: bearerToken, user_id: 1, scopes: ['read', 'write'], expiresAt: null }],
      apiTokens: [apiToken.token],
    },
  });
  return {
    label: 'Zendesk',
    kind: 'zendesk',
    emulator,
    entriesAt: (baseUrl) => [
      { id: 'support', kind: 'zendesk', baseUrl, oauth },
      { id: 'helpdesk', kind: 'zendesk', baseUrl, bearerToken },
      { id: 'legacy', kind: 'zendesk', baseUrl, apiToken },
    ],
    ann: { session: '1001', account: '101' },
    ownError: (text, title = 'RecordNotFound') => ({
      error: { title, message: text },
      description: text,
      error_description: text,
    }),
    reseed: () => void (emulator.world.sessions = makeSessions()),
    issued: () =>
      emulator.world.oauthTokens.map(({ token }, index) => ({
        what: `access token ${index} of Zendesk`,
        secret: token,
      })),
  };
};
