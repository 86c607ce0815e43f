/** For tests: a Zendesk account with an adapter on it, or an adapter on a server that answers as the test says. */
import { onTestFinished } from 'vitest';
import {
  startEmulator,
  type Emulator,
  type EmulatorRequest,
  type EmulatorResponse,
} from '../../demo/emulator.ts';
import { startZendeskEmulator, type ZendeskEmulator } from '../../demo/zendesk/emulator.ts';
import {
  zendeskSession,
  zendeskUser,
  type ZendeskOAuthToken,
  type ZendeskSession,
  type ZendeskSettings,
  type ZendeskUser,
} from '../../demo/zendesk/world.ts';
import type { Call } from '../../upstream/call.ts';
import { createDispatcher, createUpstream } from '../../upstream/client.ts';
import type { AccountSessions } from '../provider.ts';
import { createZendesk } from './kind.ts';
import { zendeskConfig } from './config.ts';

export const noon = Date.parse('2026-11-20T12:00:00.000Z');
export const adminToken = 'made-elsewhere-for-the-admin';
export const agentToken = 'made-elsewhere-for-the-agent';
export const endUserToken = 'made-elsewhere-for-the-end-user';
export const clientSecret = 'af3t24tfj34h43s';
export const oauth = { oauth: { clientId: 'sessiongraph', clientSecret }, bearerToken: undefined };

/** The clock of emulator and adapter. */
export interface Clock {
  now: number;
}

/** Users 1 to 3 are an admin, an agent and an end user, each with a token of their own. */
export async function openZendesk(
  given: {
    readonly users?: readonly ZendeskUser[];
    readonly sessions?: readonly ZendeskSession[];
    readonly settings?: Partial<ZendeskSettings>;
    readonly config?: object;
  } = {},
): Promise<{ zendesk: ReturnType<typeof createZendesk>; emulator: ZendeskEmulator; clock: Clock }> {
  const clock = { now: noon };
  const emulator = await startZendeskEmulator({
    world: {
      users: [
        zendeskUser({ id: 1, role: 'admin', name: 'Ada' }, 'admin@example.com'),
        zendeskUser({ id: 2, role: 'agent', name: 'Bob' }, 'agent@example.com'),
        zendeskUser({ id: 3, name: 'Cyd', external_id: 'cyd' }, 'cyd@example.com'),
        ...(given.users ?? []),
      ],
      sessions: [...(given.sessions ?? [])],
      oauthClients: [
        {
          identifier: 'sessiongraph',
          secret: clientSecret,
          kind: 'confidential',
          user_id: 1,
          allowed_scopes: ['read', 'write'],
        },
      ],
      oauthTokens: [lastingToken(adminToken, 1), lastingToken(agentToken, 2), lastingToken(endUserToken, 3)],
      apiTokens: ['legacy-api-token'],
    },
    settings: given.settings ?? {},
    now: () => clock.now,
  });
  return { zendesk: openAdapter(emulator, clock, given.config), emulator, clock };
}

/** An adapter on a server that answers every request like this. */
export async function openZendeskOn(
  answer: (request: EmulatorRequest) => EmulatorResponse,
  config: object = {},
): Promise<{ zendesk: ReturnType<typeof createZendesk>; emulator: Emulator }> {
  const emulator = await startEmulator({ handle: answer, tooManyRequests: () => ({ status: 429 }) });
  return { zendesk: openAdapter(emulator, { now: noon }, config), emulator };
}

function openAdapter(emulator: Emulator, clock: Clock, config: object = {}) {
  const parsed = zendeskConfig.parse({
    id: 'support',
    kind: 'zendesk',
    baseUrl: emulator.url,
    bearerToken: adminToken,
    ...config,
  });
  const dispatcher = createDispatcher();
  onTestFinished(async () => {
    await dispatcher.destroy();
    await emulator.close();
  });
  const now = () => clock.now;
  const upstream = createUpstream({
    baseUrl: parsed.baseUrl,
    maxConcurrency: 10,
    dispatcher,
    providerId: 'support',
    timeoutMs: 5000,
    providerName: 'Zendesk (support)',
    now,
  });
  return createZendesk(parsed, { upstream, now });
}

function lastingToken(token: string, userId: number): ZendeskOAuthToken {
  return { token, user_id: userId, scopes: ['read', 'write'], expiresAt: null };
}

/** So many sessions of one user, with ids from `firstId` on. */
export function sessionsOfUser(userId: number, firstId: number, count: number): ZendeskSession[] {
  return Array.from({ length: count }, (_, index) => zendeskSession(firstId + index, userId, noon - 1000));
}

/** So many ids from the first on, as they are told. */
export function idRange(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(first + index));
}

export function idsOf(read: AccountSessions | undefined): string[] {
  return (read?.sessions ?? []).map(({ nativeId }) => nativeId);
}

/** End users with these ids and no more about them. */
export function plainUsers(firstId: number, count: number): ZendeskUser[] {
  return Array.from({ length: count }, (_, index) => zendeskUser({ id: firstId + index }));
}

export function anyCall(): Call {
  return { signal: new AbortController().signal, deadlineAt: performance.now() + 5000 };
}
