/** Clerk as a provider: sessions are read user by user, since its API lists none without naming one. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { withCapabilities } from '../capabilities.ts';
import type { ProviderDependencies } from '../dependencies.ts';
import { walkOffsets } from '../offset-walk.ts';
import {
  maxSessionsPerAccount,
  type AccountSessions,
  type RevokeAnswer,
  type SessionRef,
} from '../provider.ts';
import type { SessionRecord } from '../records.ts';
import { createRevocations } from '../revocations.ts';
import { createClerkApi, offsetPage } from './api.ts';
import type { ClerkConfig } from './config.ts';
import { findAccounts, isUserId } from './link.ts';
import { probeClerk } from './probe.ts';
import { sessionRecord } from './records.ts';
import type { WireSession } from './wire.ts';

const sessionIdForm = /^sess_\w+$/;
const clientIdForm = /^client_\w+$/;

/**
 * How much older than Clerk's answer to a revoking the session's last change may be, in milliseconds, to be the revoking itself: the
 * `Date` header counts whole seconds.
 */
const revokingTakes = 5000;

/**
 * For how long after this server revoked a session a read that calls it alive is taken to lag behind, in milliseconds. Clerk gives no bound;
 * its reads have been seen to lag by some 20 seconds (engram-app/Engram#978).
 */
const readsLagFor = 60_000;

export function createClerk(config: ClerkConfig, { upstream, now }: ProviderDependencies) {
  const { id: providerId, linkBy } = config;
  const name = `Clerk (${providerId})`;
  const api = createClerkApi(upstream, config.secretKey, name);
  const revocations = createRevocations(now);

  /** A session as it was read: one that this server revoked a moment ago is not alive, whatever a lagging read says. */
  function readRecord(session: WireSession, observedAt: number): SessionRecord {
    const record = sessionRecord(session, providerId, observedAt);
    return isAlive(record) && revocations.revokedAt(record.nativeId) !== null
      ? { ...record, state: 'REVOKED', nativeState: 'revoked' }
      : record;
  }

  /** All sessions of a user, or of a client, which is one browser or app. */
  async function sessionsBy(
    filter: 'user_id' | 'client_id',
    owner: string,
    call: Call,
  ): Promise<AccountSessions> {
    const nothing = { sessions: [], brokenRows: 0, truncated: false, failure: null, observedAt: now() };
    if (filter === 'user_id' ? !isUserId(owner) : !clientIdForm.test(owner)) return nothing;
    let observedAt: number | null = null;
    const fetchPage = async (offset: number) => {
      const page = await api.listSessions(filter, owner, offset, call);
      observedAt ??= page.receivedAt;
      return offsetPage(page, offset, (session) => readRecord(session, page.receivedAt));
    };
    try {
      const walk = await walkOffsets(fetchPage, (session) => session.nativeId, maxSessionsPerAccount);
      const { rows: sessions, brokenRows, truncated, failure } = walk;
      return { sessions, brokenRows, truncated, failure, observedAt: observedAt ?? now() };
    } catch (error) {
      if (error instanceof ProviderFailure) return { ...nothing, failure: error };
      throw error;
    }
  }

  /** Lists tell more of a session than asking by its id (clerk/clerk-sdk-python#120), so one is picked from a list. */
  async function pickFromList(
    filter: 'user_id' | 'client_id',
    owner: string,
    sessionId: string,
    call: Call,
  ): Promise<SessionRecord | null> {
    const { rows, receivedAt } = await api.listSessions(filter, owner, 0, call);
    const session = rows.find((row) => row?.id === sessionId) ?? null;
    return session && readRecord(session, receivedAt);
  }

  async function readSession({ nativeId, accountId }: SessionRef, call: Call): Promise<SessionRecord | null> {
    if (!sessionIdForm.test(nativeId)) return null;
    if (accountId !== null && isUserId(accountId)) {
      const listed = await pickFromList('user_id', accountId, nativeId, call);
      if (listed !== null) return listed;
    }
    const read = await api.getSession(nativeId, call);
    if (read === null || (accountId !== null && read.session.user_id !== accountId)) return null;
    const listed = await pickFromList('client_id', read.session.client_id, nativeId, call);
    return listed ?? readRecord(read.session, read.receivedAt);
  }

  /**
   * Clerk's answer to the revoking is trusted, because reads lag behind writes. What it answers for a session that has ended is not
   * documented: a refusal, or the session with the status or the time of its earlier end.
   */
  async function revokeSession({ nativeId }: SessionRef, call: Call): Promise<RevokeAnswer> {
    if (!sessionIdForm.test(nativeId)) return { outcome: 'NOT_FOUND', session: null };
    const revoking = await api.revokeSession(nativeId, call);
    if (revoking.kind !== 'answered') {
      const read = await api.getSession(nativeId, call);
      const session = read && readRecord(read.session, read.receivedAt);
      if (session === null && revoking.kind === 'notFound') return { outcome: 'NOT_FOUND', session: null };
      if (session !== null && !isAlive(session)) return { outcome: 'ALREADY_ENDED', session };
      if (revoking.kind === 'refused') throw revoking.failure;
      // Clerk has answered 404 to what was made a moment ago (engram-app/Engram#474).
      throw new ProviderFailure(
        'UNAVAILABLE',
        `${name} shows the session but cannot find it yet: ask again.`,
      );
    }
    const session = sessionRecord(revoking.session, providerId, revoking.receivedAt);
    if (isAlive(session)) {
      throw new ProviderFailure(
        'MALFORMED',
        `${name} accepted the revoking but left the session alive: ask again.`,
      );
    }
    const { answeredAt } = revoking;
    const changedAt = revoking.session.updated_at;
    const endedBefore =
      session.state !== 'REVOKED' ||
      (answeredAt !== null && changedAt !== null && answeredAt - changedAt > revokingTakes);
    if (session.state === 'REVOKED') revocations.remember(nativeId, now() + readsLagFor);
    return { outcome: endedBefore ? 'ALREADY_ENDED' : 'REVOKED', session };
  }

  return withCapabilities(
    {
      id: providerId,
      kind: 'clerk',
      name,
      linkBy,
      timeoutMs: config.timeoutMs,
      maxConcurrency: config.maxConcurrency,
      freshForMs: config.freshForMs,

      async findAccounts(key, values, call) {
        if (key === 'nativeId' || key === 'email' || key === linkBy)
          return findAccounts(api, providerId, key, values, call);
        throw new ProviderFailure(
          'NOT_SUPPORTED',
          `${name} finds accounts by nativeId, email and its linkBy, ${linkBy}, but not by ${key}.`,
        );
      },

      async sessionsOf(accountIds, call) {
        const entries = [...new Set(accountIds)].map(
          async (accountId) => [accountId, await sessionsBy('user_id', accountId, call)] as const,
        );
        return new Map(await Promise.all(entries));
      },

      sessionsOfDevice: (deviceId, call) => sessionsBy('client_id', deviceId, call),

      readSession,

      revokeSession,

      probe: (call) => probeClerk(api, config.secretKey, call),
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

function isAlive({ state }: SessionRecord): boolean {
  return state === 'ACTIVE' || state === 'PENDING';
}
