/** For tests: a Rocket.Chat workspace with an adapter on it. */
import { onTestFinished } from 'vitest';
import {
  startEmulator,
  type Emulator,
  type EmulatorRequest,
  type EmulatorResponse,
} from '../../demo/emulator.ts';
import { startRocketChatEmulator, type RocketChatEmulator } from '../../demo/rocketchat/emulator.ts';
import {
  defaultSettings,
  hashLoginToken,
  type RocketChatSession,
  type RocketChatSettings,
  type RocketChatUser,
  type RocketChatWorld,
} from '../../demo/rocketchat/world.ts';
import type { Call } from '../../upstream/call.ts';
import { createDispatcher, createUpstream } from '../../upstream/client.ts';
import type { Wait } from '../../upstream/wait.ts';
import { createRocketChat } from './kind.ts';
import { rocketChatConfig } from './config.ts';

export const noon = Date.parse('2026-11-20T12:00:00.000Z');

/** The account that the adapter under test asks as. */
export const bot = { userId: 'botBotBotBotBot01', authToken: 'secret-of-the-bot-0123456789' };

export const chromeOnWindows = {
  type: 'browser',
  name: 'Chrome',
  longVersion: '113.0.0.0',
  version: '113.0.0',
  os: { name: 'Windows', version: '10' },
};

export function user(id: string, given: Partial<RocketChatUser> = {}): RocketChatUser {
  return {
    id,
    username: id.toLowerCase(),
    name: null,
    emails: [{ address: `${id.toLowerCase()}@example.com`, verified: true }],
    active: true,
    roles: ['user'],
    tokens: [],
    hasTwoFactor: false,
    lastLogin: null,
    ...given,
  };
}

export function session(
  sessionId: string,
  userId: string,
  given: Partial<RocketChatSession> = {},
): RocketChatSession {
  return {
    sessionId,
    userId,
    loginToken: hashLoginToken(`token of ${sessionId}`),
    device: chromeOnWindows,
    host: 'chat.example.com',
    ip: '172.20.0.2',
    loginAt: noon,
    logoutAt: null,
    logoutBy: null,
    ...given,
  };
}

/** Sessions `prefix0`, `prefix1`, …, each a second older than the one before, beginning a second before noon. */
export function sessions(prefix: string, userId: string, count: number): RocketChatSession[] {
  return Array.from({ length: count }, (_, index) =>
    session(`${prefix}${index}`, userId, { loginAt: noon - (index + 1) * 1000 }),
  );
}

/** A workspace where the bot may do everything, and is not limited. */
export function workspace(given: {
  readonly users?: RocketChatUser[];
  readonly sessions?: RocketChatSession[];
  readonly bot?: Partial<RocketChatUser>;
  readonly settings?: Partial<RocketChatSettings>;
}): RocketChatWorld {
  const self = user(bot.userId, {
    username: 'sessiongraph.bot',
    roles: ['device-admin'],
    tokens: [{ secret: bot.authToken, bypassesTwoFactor: true }],
    hasTwoFactor: true,
    ...given.bot,
  });
  return {
    users: [self, ...(given.users ?? [])],
    sessions: given.sessions ?? [],
    permissions: Object.fromEntries(
      [
        'view-device-management',
        'logout-device-management',
        'view-full-other-user-info',
        'view-d-room',
        'api-bypass-rate-limit',
      ].map((permission) => [permission, ['device-admin']]),
    ),
    settings: { ...defaultSettings, ...given.settings },
  };
}

export interface OpenRocketChat {
  readonly chat: ReturnType<typeof createRocketChat>;
  readonly emulator: RocketChatEmulator;
  readonly world: RocketChatWorld;
  readonly clock: { now: number };
  /** The calls of a route, without the path that all have in common: `sessions/list.all?count=100&offset=0`. */
  callsOf(route: string): readonly string[];
}

export async function openRocketChat(
  world: RocketChatWorld,
  config: Readonly<Record<string, unknown>> = {},
  wait?: Wait,
): Promise<OpenRocketChat> {
  const clock = { now: noon };
  const emulator = await startRocketChatEmulator({ world, now: () => clock.now });
  return {
    chat: openAdapter(emulator, clock, config, wait),
    emulator,
    world,
    clock,
    callsOf: (route) =>
      emulator.calls
        .map((call) => call.replace(/^[A-Z]+ \/api\/v1\//, ''))
        .filter((call) => call === route || call.startsWith(`${route}?`)),
  };
}

/** An adapter on a server of hand-made answers: the same to every request, or one for each. */
export async function openRocketChatOn(
  answer: EmulatorResponse | ((request: EmulatorRequest) => EmulatorResponse),
): Promise<ReturnType<typeof createRocketChat>> {
  const emulator = await startEmulator({
    handle: (request) => (typeof answer === 'function' ? answer(request) : answer),
    tooManyRequests: () => ({ status: 429 }),
  });
  return openAdapter(emulator, { now: noon }, {});
}

function openAdapter(
  emulator: Emulator,
  clock: { readonly now: number },
  config: Readonly<Record<string, unknown>>,
  wait?: Wait,
) {
  const dispatcher = createDispatcher();
  onTestFinished(async () => {
    await dispatcher.destroy();
    await emulator.close();
  });
  const parsed = rocketChatConfig.parse({
    id: 'chat',
    kind: 'rocketchat',
    baseUrl: emulator.url,
    ...bot,
    ...config,
  });
  const now = (): number => clock.now;
  const upstream = createUpstream({
    baseUrl: parsed.baseUrl,
    maxConcurrency: parsed.maxConcurrency,
    dispatcher,
    providerId: 'chat',
    timeoutMs: 5000,
    providerName: 'Rocket.Chat (chat)',
    now,
  });
  return createRocketChat(parsed, { upstream, now }, wait);
}

export function anyCall(): Call {
  return { signal: new AbortController().signal, deadlineAt: performance.now() + 5000 };
}

export function idsOf(list: readonly { readonly nativeId: string }[]): readonly string[] {
  return list.map(({ nativeId }) => nativeId);
}
