import { ProviderFailure } from '../../upstream/failure.ts';
import { withCapabilities } from '../capabilities.ts';
import type { ProviderDependencies } from '../dependencies.ts';
import type { AccountSessions } from '../provider.ts';
import type { LinkKey } from '../records.ts';
import { createRocketChatApi } from './api.ts';
import type { RocketChatConfig } from './config.ts';
import { revokeSession, waitOnTimer, type Wait } from './end-session.ts';
import { findAccounts, pickAccounts, type RocketChatKey } from './find-accounts.ts';
import { findSession, isOfAccount } from './find-session.ts';
import { probe } from './probe.ts';
import { readSessionPage } from './session-page.ts';
import { ownSessions, sessionsOfAccounts } from './sessions-of.ts';

/**
 * Rocket.Chat's device management. There is no `revokeAllSessions`: the only bulk call, `users.logout`, removes personal access tokens too.
 *
 * @param wait how to pass the time until an old server has written what it has confirmed.
 */
export function createRocketChat(
  config: RocketChatConfig,
  { upstream, now }: ProviderDependencies,
  wait: Wait = waitOnTimer,
) {
  const { id, access, userId, linkBy } = config;
  const name = `Rocket.Chat (${id})`;
  const api = createRocketChatApi(config, name, upstream);
  const nobodyElse = (): AccountSessions => ({
    sessions: [],
    brokenRows: 0,
    truncated: false,
    failure: null,
    observedAt: now(),
  });

  return withCapabilities(
    {
      id,
      kind: 'rocketchat',
      name,
      linkBy,
      timeoutMs: config.timeoutMs,
      maxConcurrency: config.maxConcurrency,
      freshForMs: config.freshForMs,

      async findAccounts(key, values, call) {
        const known = keyOf(key, name);
        const lookup = { api, providerId: id, providerName: name, ownUserId: userId, key: known, call };
        if (access === 'admin') return findAccounts(lookup, values);
        if (values.length === 0) return { found: new Map<string, never>(), brokenRows: 0 };
        return { found: pickAccounts(lookup, [await api.me(call)], values), brokenRows: 0 };
      },

      async sessionsOf(accountIds, call) {
        if (access === 'admin') return sessionsOfAccounts(api, accountIds, call, now);
        const own = accountIds.includes(userId) ? await ownSessions(api, call) : nobodyElse();
        return new Map(
          accountIds.map((accountId) => [accountId, accountId === userId ? own : nobodyElse()] as const),
        );
      },

      async readSession(ref, call) {
        const session = await findSession(api, access, ref.nativeId, call);
        return session !== null && isOfAccount(session, ref) ? session : null;
      },

      readSessionPage: (position, size, call) => readSessionPage(api, position, size, call),

      async countSessions(call) {
        return (await api.sessions({ offset: 0, count: 1 }, call)).total;
      },

      revokeSession: (ref, call) => revokeSession({ api, config, providerName: name, wait }, ref, call),

      probe: (call) => probe(api, config, call),
    },
    {
      tellsDevice: true,
      tellsAddresses: true,
      tellsIpAddress: true,
      tellsLocation: false,
      tellsExpiry: false,
      tellsEndedSessions: false,
      tellsCurrent: false,
      keepsOldIds: true,
    },
  );
}

function keyOf(key: LinkKey, name: string): RocketChatKey {
  if (key === 'nativeId' || key === 'email' || key === 'username') return key;
  throw new ProviderFailure(
    'NOT_SUPPORTED',
    `${name} finds accounts by nativeId, email and username, not by ${key}.`,
  );
}
