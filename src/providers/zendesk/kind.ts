/** Zendesk: the sessions of one account's users, seen by an admin, or one user's own (`access: self`). */
import { ProviderFailure } from '../../upstream/failure.ts';
import { createKnownRows } from '../batch-plan.ts';
import { withCapabilities } from '../capabilities.ts';
import type { ProviderDependencies } from '../dependencies.ts';
import { defineKind, providerName } from '../kind.ts';
import type { OfferSessions } from '../provider.ts';
import { findAccounts, findOwnAccount } from './accounts.ts';
import { createZendeskApi } from './api.ts';
import { zendeskConfig, type ZendeskConfig } from './config.ts';
import { createCredentials } from './credentials.ts';
import { zendeskSession } from './details.ts';
import { createIdentity } from './identity.ts';
import { zendeskLimits } from './limits.ts';
import { probeZendesk } from './probe.ts';
import { createReach } from './reach.ts';
import { isZendeskId } from './records.ts';
import { revokeAllSessions, revokeSession } from './revoke.ts';
import { createSessionLists } from './session-lists.ts';
import { readPage } from './session-pages.ts';
import { allSessions, countSessions, noSessions, readByPlan, readOneSession, readOwn } from './sessions.ts';

const label = 'Zendesk';

export const zendesk = defineKind({
  name: 'zendesk',
  label,
  description: 'Zendesk: sign-ins of agents, admins and end users, with times only.',
  config: zendeskConfig,
  limits: (config) => zendeskLimits(config),
  create: createZendesk,
  linkKeys: ['externalId', 'email'],
  sessionName: 'Zendesk session',
  details: zendeskSession,
  searchedDetails: [],
});

/** Nothing is sent until it is first asked. */
export function createZendesk(config: ZendeskConfig, { upstream, now, observer }: ProviderDependencies) {
  const { id, linkBy, access, timeoutMs, maxConcurrency, freshForMs } = config;
  const name = providerName(label, config);
  const isSelf = access === 'self';
  const credentials = createCredentials(config, name, upstream, now, (durationMs) =>
    observer?.tokenRenewed?.({ provider: id, durationMs }),
  );
  const api = createZendeskApi(upstream, credentials, name);
  const identity = createIdentity(api, now);
  const lists = createSessionLists(api, id);
  const reach = createReach(access, identity);
  const source = {
    lists,
    identity,
    knownRows: createKnownRows(now),
    callsLeft: () => upstream.callsLeft({ method: 'GET', path: allSessions.path }),
    now,
  };

  return withCapabilities(
    {
      id,
      kind: 'zendesk',
      name,
      linkBy,
      timeoutMs,
      maxConcurrency,
      freshForMs,

      async findAccounts(key, values, call) {
        if (key !== 'nativeId' && key !== 'email' && key !== 'externalId') {
          throw new ProviderFailure(
            'NOT_SUPPORTED',
            `${name} finds accounts by nativeId, email and externalId, not by ${key}.`,
          );
        }
        if (values.length === 0) return { found: new Map<string, never>(), brokenRows: 0 };
        if (!isSelf) return findAccounts(api, id, key, values, call);
        return findOwnAccount(api, id, key, values, await api.me(call), call);
      },
      async sessionsOf(accountIds, call, offer?: OfferSessions) {
        const known = [...new Set(accountIds)].filter(isZendeskId);
        const read = await (isSelf ? readOwn : readByPlan)(source, known, call, offer);
        return new Map(accountIds.map((accountId) => [accountId, read.get(accountId) ?? noSessions(now())]));
      },
      async readSession(ref, call) {
        const accountId = await reach.ownerOf(ref, call);
        return accountId === null ? null : readOneSession(api, id, ref.nativeId, accountId, call);
      },
      async readSessionPage(position, size, call) {
        const page = await readPage(lists, name, await reach.wholeList(call), position, size, call);
        // Sessions of one person are all that anybody but an admin would be shown.
        const showOnePerson = () => new Set(page.rows.map(({ accountId }) => accountId)).size < 2;
        if (!isSelf && position === null && showOnePerson()) await identity.confirmAdmin(call);
        return page;
      },
      async countSessions(call) {
        if (!isSelf) await identity.confirmAdmin(call);
        return countSessions(api, await reach.wholeList(call), call);
      },
      revokeSession: (ref, call) => revokeSession(api, reach, ref, call),
      revokeAllSessions: (accountId, call) => revokeAllSessions(api, reach, accountId, call),
      probe: (call) => probeZendesk({ config, api, credentials, now }, call),
    },
    {
      tellsDevice: false,
      tellsAddresses: true,
      tellsIpAddress: false,
      tellsLocation: false,
      tellsExpiry: false,
      tellsEndedSessions: false,
      tellsCurrent: false,
      keepsOldIds: false,
    },
  );
}
