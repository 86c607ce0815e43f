/** Clerk: sessions of web and mobile apps, read user by user. */
import { withCapabilities } from '../capabilities.ts';
import type { ProviderDependencies } from '../dependencies.ts';
import { defineKind, providerName } from '../kind.ts';
import type { OfferSessions } from '../provider.ts';
import { createRevocations } from '../revocations.ts';
import { cannotFindBy, findAccounts } from './accounts.ts';
import { createClerkApi } from './api.ts';
import { clerkConfig, type ClerkConfig } from './config.ts';
import { clerkSession } from './details.ts';
import { clerkLimits } from './limits.ts';
import { probeClerk } from './probe.ts';
import { revokeSession } from './revoke.ts';
import { readOneSession, sessionsBy, sessionsOf } from './sessions.ts';

const label = 'Clerk';

export const clerk = defineKind({
  name: 'clerk',
  label,
  description:
    'Clerk: sign-ins to web and mobile apps, with browser, IP address and place of the latest activity.',
  config: clerkConfig,
  limits: (config) => clerkLimits(config),
  create: createClerk,
  linkKeys: ['nativeId', 'externalId', 'email'],
  sessionName: 'Clerk session',
  details: clerkSession,
  searchedDetails: [],
});

/** Nothing is sent until it is first asked. */
export function createClerk(
  config: ClerkConfig,
  { upstream, now, revocations = createRevocations(now) }: ProviderDependencies,
) {
  const { id, linkBy, secretKey, tokenIssuer, timeoutMs, maxConcurrency, freshForMs } = config;
  const name = providerName(label, config);
  const api = createClerkApi(upstream, secretKey, id, name);
  const source = { api, revocations, now };

  return withCapabilities(
    {
      id,
      kind: 'clerk',
      name,
      linkBy,
      ...(tokenIssuer !== undefined && { tokenIssuer }),
      timeoutMs,
      maxConcurrency,
      freshForMs,

      async findAccounts(key, values, call) {
        if (key === 'nativeId' || key === 'email' || key === linkBy)
          return findAccounts(api, key, values, call);
        throw cannotFindBy(name, linkBy, key);
      },
      sessionsOf: (accountIds, call, offer?: OfferSessions) => sessionsOf(source, accountIds, call, offer),
      sessionsOfDevice: (deviceId, call) => sessionsBy(source, 'client_id', deviceId, call),
      readSession: (ref, call) => readOneSession(source, ref, call),
      revokeSession: (ref, call) => revokeSession(source, ref, name, call),
      probe: (call) => probeClerk(api, secretKey, call),
    },
    {
      tellsDevice: true,
      tellsAddresses: true,
      tellsIpAddress: true,
      tellsLocation: true,
      tellsExpiry: true,
      tellsEndedSessions: true,
      tellsCurrent: true,
      keepsOldIds: false,
    },
  );
}
