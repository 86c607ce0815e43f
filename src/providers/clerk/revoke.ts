/**
 * Revoking a session. Clerk's answer to it is trusted, because reads lag behind writes. What it answers for a session that has ended is not
 * documented: a refusal, or the session with the status or the time of its earlier end.
 */
import type { Call } from '../../upstream/call.ts';
import { plainFailure } from '../../upstream/failure.ts';
import { isNativeId } from '../native-id.ts';
import type { RevokeAnswer, SessionRef } from '../provider.ts';
import { hasEnded } from './records.ts';
import { asRead, type SessionSource } from './sessions.ts';

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

/** Rejects with MALFORMED where the answer is a session that has not ended, or whose status nobody knows. */
export async function revokeSession(
  source: SessionSource,
  { nativeId }: SessionRef,
  name: string,
  call: Call,
): Promise<RevokeAnswer> {
  const { api, revocations, now } = source;
  if (!isNativeId(nativeId)) return { outcome: 'NOT_FOUND', session: null };
  const revoking = await api.revokeSession(nativeId, call);
  if (revoking.kind !== 'answered') {
    const read = await api.getSession(nativeId, call);
    const session = read && asRead(read, revocations);
    if (session === null && revoking.kind === 'notFound') return { outcome: 'NOT_FOUND', session: null };
    if (session !== null && hasEnded(session.state)) return { outcome: 'ALREADY_ENDED', session };
    if (revoking.kind === 'refused') throw revoking.failure;
    // Clerk has answered 404 to what was made a moment ago (engram-app/Engram#474).
    throw plainFailure('UNAVAILABLE', `${name} shows the session but cannot find it yet: ask again.`);
  }
  const { session, answeredAt } = revoking;
  if (!hasEnded(session.state)) {
    throw plainFailure(
      'MALFORMED',
      `${name} accepted the revoking but did not say that the session has ended: ask again.`,
    );
  }
  const changedAt = session.details.updatedAt;
  const endedBefore =
    session.state !== 'REVOKED' ||
    (answeredAt !== null && changedAt !== null && answeredAt - changedAt > revokingTakes);
  if (session.state === 'REVOKED') await revocations.remember(nativeId, now() + readsLagFor);
  return { outcome: endedBefore ? 'ALREADY_ENDED' : 'REVOKED', session };
}
