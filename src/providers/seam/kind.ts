/** Seam: client sessions in the one list, and everything else that can be done with them. */
import { withCapabilities } from '../capabilities.ts';
import type { ProviderDependencies } from '../dependencies.ts';
import { defineKind, providerName } from '../kind.ts';
import type { ClientSessionRecord } from '../records.ts';
import { createRevocations } from '../revocations.ts';
import { findSeamAccounts } from './accounts.ts';
import { createApi } from './api.ts';
import { createClientSessions } from './client-sessions.ts';
import { seamConfig, type SeamConfig } from './config.ts';
import { seamLimits } from './limits.ts';
import { probeSeam } from './probe.ts';
import { sessionRecord, type RecordContext } from './records.ts';
import { revokeSession } from './revoke.ts';
import { getClientSession, readAllSessions, readSessionPage, sessionsOf } from './sessions.ts';

const label = 'Seam';

export const seam = defineKind<SeamConfig, ClientSessionRecord>({
  name: 'seam',
  label,
  description: 'Seam: client sessions, which let an app control locks, thermostats and other hardware.',
  config: seamConfig,
  limits: () => seamLimits,
  create: createSeam,
  linkKeys: ['userIdentifierKey', 'email'],
  sessionName: 'Seam client session',
  details: 'ClientSession',
  searchedDetails: ['userIdentifierKey', 'userIdentityId', 'customerKey'],
});

/** Nothing is sent until it is first asked. */
export function createSeam(
  config: SeamConfig,
  { upstream, now, revocations = createRevocations(now) }: ProviderDependencies,
) {
  const name = providerName(label, config);
  const api = createApi(config, name, upstream);
  const context: RecordContext = {
    providerId: config.id,
    linkBy: config.linkBy,
    revocations,
    now,
  };

  return withCapabilities(
    {
      id: config.id,
      kind: 'seam',
      name,
      linkBy: config.linkBy,
      timeoutMs: config.timeoutMs,
      maxConcurrency: config.maxConcurrency,
      freshForMs: config.freshForMs,
      findAccounts: (key, values, call) => findSeamAccounts(api, context, key, values, call),
      sessionsOf: (accountIds, call) => sessionsOf(api, accountIds, context, call),
      async readSession(ref, call) {
        const record = await getClientSession(api, ref.nativeId, context, call);
        return record === null ? null : sessionRecord(record, config.linkBy);
      },
      readAllSessions: (call) => readAllSessions(api, context, call),
      readSessionPage: (position, size, call) => readSessionPage(api, position, size, context, call),
      async countSessions(call) {
        return (await readAllSessions(api, context, call)).total;
      },
      revokeSession: (ref, call) => revokeSession(api, ref.nativeId, context, call),
      probe: (call) => probeSeam(api, config, context, call),
      clientSessions: createClientSessions(api, context),
    },
    {
      tellsDevice: false,
      tellsAddresses: config.linkBy === 'email',
      tellsIpAddress: false,
      tellsLocation: false,
      tellsExpiry: true,
      // Sessions stay in the list after they expire or are revoked, until they are deleted.
      tellsEndedSessions: true,
      tellsCurrent: false,
      keepsOldIds: false,
    },
  );
}
