/** One session by its id. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { maxSessionsPerAccount, type SessionRef } from '../provider.ts';
import type { SessionRecord } from '../records.ts';
import type { RocketChatApi } from './api.ts';
import type { RocketChatConfig } from './config.ts';
import { walkSessions } from './sessions-of.ts';

/**
 * The session with this id, or null where none is logged in. `sessions/info.admin` takes the id for a regular expression over a text that
 * holds more than ids, and so may give another session; `sessions/info` gives the credentials' own, but with the hash of its login token.
 * Where the first is not enough, and instead of the second, the list is filtered by the id. (The account's own list would not do: it shows
 * only the newest connection of a device, while the ids of older ones stay valid.)
 */
export async function findSession(
  api: RocketChatApi,
  access: RocketChatConfig['access'],
  sessionId: string,
  call: Call,
): Promise<SessionRecord | null> {
  if (!isSessionId(sessionId)) return null;
  if (access === 'admin') {
    const session = await api.sessionLike(sessionId, call);
    if (session === null || session.nativeId === sessionId) return session;
  }
  const walk = await walkSessions(api, sessionId, maxSessionsPerAccount, call);
  const session = walk.rows.find((row) => row.nativeId === sessionId);
  if (session !== undefined) return session;
  if (walk.failure !== null) throw walk.failure;
  if (walk.brokenRows === 0) return null;
  throw new ProviderFailure(
    'MALFORMED',
    'Rocket.Chat sends a session that may be this one in a form that its API does not document.',
  );
}

/** Ids are made of letters and digits (Meteor's `Random.id`); what could be a regular expression is none of them. */
export function isSessionId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}

/** Whether the session is where the reference says it is. */
export function isOfAccount(session: SessionRecord, { accountId }: SessionRef): boolean {
  return accountId === null || session.accountId === accountId;
}
