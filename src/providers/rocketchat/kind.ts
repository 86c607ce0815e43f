/** Rocket.Chat's device management: connections of chat users. */
import { withCapabilities } from '../capabilities.ts';
import { waitOnTimer, type Wait } from '../../upstream/wait.ts';
import type { ProviderDependencies } from '../dependencies.ts';
import { defineKind, providerName } from '../kind.ts';
import type { OfferSessions } from '../provider.ts';
import { findAccounts } from './accounts.ts';
import { createRocketChatApi } from './api.ts';
import { rocketChatConfig, type RocketChatConfig } from './config.ts';
import { rocketChatSession } from './details.ts';
import { rocketChatLimits } from './limits.ts';
import { probe } from './probe.ts';
import { revokeSession } from './revoke.ts';
import { readSessionPage } from './session-page.ts';
import { findSession, sessionsOf } from './sessions.ts';

const label = 'Rocket.Chat';

export const rocketchat = defineKind({
  name: 'rocketchat',
  label,
  description: 'Rocket.Chat: connections of chat users, with browser or app and IP address.',
  config: rocketChatConfig,
  limits: () => rocketChatLimits,
  create: createRocketChat,
  linkKeys: ['username', 'email', 'nativeId'],
  sessionName: 'Rocket.Chat session',
  details: rocketChatSession,
  searchedDetails: ['username', 'name', 'host', 'deviceName', 'deviceType'],
});

/**
 * Nothing is sent until it is first asked. There is no `revokeAllSessions`: the only bulk call, `users.logout`, removes personal access tokens too.
 *
 * @param wait how to pass the time until an old server has written what it has confirmed.
 */
export function createRocketChat(
  config: RocketChatConfig,
  { upstream, now }: ProviderDependencies,
  wait: Wait = waitOnTimer,
) {
  const { id, linkBy, timeoutMs, maxConcurrency, freshForMs } = config;
  const name = providerName(label, config);
  const api = createRocketChatApi(config, name, upstream, now);

  return withCapabilities(
    {
      id,
      kind: 'rocketchat',
      name,
      linkBy,
      timeoutMs,
      maxConcurrency,
      freshForMs,
      findAccounts: (key, values, call) => findAccounts(api, config, name, key, values, call),
      sessionsOf: (accountIds, call, offer?: OfferSessions) =>
        sessionsOf(api, config, accountIds, call, now, offer),
      readSession: (ref, call) => findSession(api, config, ref, call),
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
