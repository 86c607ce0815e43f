/** Seam as a provider: its client sessions in the one list, and everything else that can be done with them. */
import { z } from 'zod';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { withCapabilities } from '../capabilities.ts';
import type { ProviderDependencies } from '../dependencies.ts';
import {
  maxSessionsPerAccount,
  type AccountSessions,
  type RevokeAnswer,
  type Position,
  type SessionPage,
} from '../provider.ts';
import { findSeamAccounts } from './accounts.ts';
import { createApi, isSeamId, type SeamApi } from './api.ts';
import { createClientSessions } from './client-sessions.ts';
import type { SeamConfig } from './config.ts';
import { orNull } from './failure.ts';
import { probeSeam } from './probe.ts';
import { getClientSession, listClientSessions, type ClientSessions } from './reader.ts';
import { accountIdOf, byCreation, sessionRecord, type RecordContext } from './records.ts';
import { createRevocations } from '../revocations.ts';

/** Nothing is sent until it is first asked. */
export function createSeam(config: SeamConfig, { upstream, now }: ProviderDependencies) {
  const name = `Seam (${config.id})`;
  const api = createApi(config, name, upstream);
  const context: RecordContext = {
    providerId: config.id,
    linkBy: config.linkBy,
    revocations: createRevocations(now),
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
        return record === null ? null : sessionRecord(record, context);
      },
      readSessionPage: (position, size, call) => readPage(api, position, size, context, call),
      async countSessions(call) {
        return (await listClientSessions(api, {}, context, call)).records.length;
      },
      revokeSession: (ref, call) => revokeSession(api, ref.nativeId, context, call),
      probe: (call) => probeSeam(api, config, call),
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

/** One filtered call for one account; for several, one call for the list of all, since the filter takes one value. */
async function sessionsOf(
  api: SeamApi,
  accountIds: readonly string[],
  context: RecordContext,
  call: Call,
): Promise<ReadonlyMap<string, AccountSessions>> {
  const { linkBy } = context;
  const distinct = [...new Set(accountIds)];
  const possible = distinct.filter((id) => (linkBy === 'email' ? isSeamId(id) : id !== ''));
  const [only] = possible;
  let list: ClientSessions = { records: [], brokenRows: 0, observedAt: context.now() };
  if (possible.length === 1 && only !== undefined) {
    const filter = linkBy === 'email' ? { user_identity_id: only } : { user_identifier_key: only };
    list = await listClientSessions(api, filter, context, call);
  } else if (possible.length > 1) {
    list = await listClientSessions(api, {}, context, call);
  }
  const byAccount = Map.groupBy(list.records, (record) => accountIdOf(record, linkBy));
  return new Map(
    distinct.map((accountId) => {
      const records = byAccount.get(accountId) ?? [];
      return [
        accountId,
        {
          sessions: records.slice(0, maxSessionsPerAccount).map((record) => sessionRecord(record, context)),
          // A row that cannot be read may be anybody's.
          brokenRows: list.brokenRows,
          truncated: records.length > maxSessionsPerAccount,
          failure: null,
          observedAt: list.observedAt,
        },
      ];
    }),
  );
}

const pagePosition = z.strictObject({ createdAt: z.number(), id: z.string() });

/** Seam has neither pages nor an order: the list is read whole each time, sorted by creation, and continued after the position. */
async function readPage(
  api: SeamApi,
  position: Position | null,
  size: number,
  context: RecordContext,
  call: Call,
): Promise<SessionPage> {
  const after = position === null ? null : pagePosition.safeParse(position);
  if (after?.success === false) {
    throw new ProviderFailure('REJECTED', `The position in the list of ${api.name} is not one it gave.`);
  }
  const start = after === null ? null : { createdAt: after.data.createdAt, nativeId: after.data.id };
  const { records, brokenRows, observedAt } = await listClientSessions(api, {}, context, call);
  const rest = start === null ? records : records.filter((record) => byCreation(record, start) > 0);
  const rows = rest.slice(0, size).map((record) => ({
    session: sessionRecord(record, context),
    after: { createdAt: record.createdAt, id: record.nativeId },
  }));
  return {
    rows,
    next: rest.length > size ? (rows.at(-1)?.after ?? null) : null,
    truncated: false,
    // The list comes whole with every page; its broken rows are told once.
    brokenRows: start === null ? brokenRows : 0,
    observedAt,
  };
}

/**
 * Revokes a session. Seam's answer to revoking tells nothing of the session, and it never says that one was revoked, so the session is
 * read first, and what this server revoked is remembered.
 */
async function revokeSession(
  api: SeamApi,
  nativeId: string,
  context: RecordContext,
  call: Call,
): Promise<RevokeAnswer> {
  const record = await getClientSession(api, nativeId, context, call);
  if (record === null) return { outcome: 'NOT_FOUND', session: null };
  if (record.state !== 'ACTIVE') {
    return { outcome: 'ALREADY_ENDED', session: sessionRecord(record, context) };
  }
  const answer = await orNull(api.post('/client_sessions/revoke', { client_session_id: nativeId }, call));
  if (answer === null) return { outcome: 'NOT_FOUND', session: null };
  context.revocations.remember(nativeId, record.expiresAt);
  return { outcome: 'REVOKED', session: sessionRecord({ ...record, state: 'REVOKED' }, context) };
}
