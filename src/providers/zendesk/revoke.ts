/** Revoking sessions. Only 204 says that it was done. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { RevokeAnswer, SessionRef } from '../provider.ts';
import type { ZendeskApi } from './api.ts';
import { failureOf, isRecordNotFound } from './errors.ts';
import type { Reach } from './reach.ts';
import { sessionPath, sessionsOfUser } from './sessions.ts';

/**
 * Zendesk answers 404 to a session that has ended and to one that never was. Both are NOT_FOUND here, since the other word would
 * say that an invented id had been a session.
 */
export async function revokeSession(
  api: ZendeskApi,
  reach: Reach,
  ref: SessionRef,
  call: Call,
): Promise<RevokeAnswer> {
  const accountId = await reach.ownerOf(ref, call);
  if (accountId === null) return { outcome: 'NOT_FOUND', session: null };
  const response = await api.send('DELETE', sessionPath(accountId, ref.nativeId), call);
  if (isRecordNotFound(response, accountId, ref.nativeId)) {
    // An earlier try may have revoked it. It was there when it was read for this, and now it is not.
    return { outcome: response.isRepeat ? 'ALREADY_ENDED' : 'NOT_FOUND', session: null };
  }
  if (response.status !== 204) throw failureOf(response, api.name);
  return { outcome: 'REVOKED', session: null };
}

export async function revokeAllSessions(
  api: ZendeskApi,
  reach: Reach,
  accountId: string,
  call: Call,
): Promise<'REVOKED'> {
  if (!(await reach.includes(accountId, call))) {
    throw new ProviderFailure(
      'NOT_FOUND',
      `${api.name} has no such account within these credentials' reach.`,
    );
  }
  const response = await api.send('DELETE', sessionsOfUser(accountId).path, call);
  if (response.status !== 204) throw failureOf(response, api.name);
  return 'REVOKED';
}
