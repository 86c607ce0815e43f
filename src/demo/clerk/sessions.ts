/** Clerk's `/v1/sessions`: lists by user or client, one by id, and revoking. */
import type { EmulatorResponse } from '../emulator.ts';
import { errorAnswer, invalidParameter, isAnswer, notFound, readWindow } from './answers.ts';
import type { ClerkSession, ClerkWorld } from './world.ts';

/** The filter knows no `pending`, although a session can have that status (clerk/openapi-specs, bapi/2026-05-12.yml). */
const filterStatuses = ['abandoned', 'active', 'ended', 'expired', 'removed', 'replaced', 'revoked'];

/** What Clerk answers to the revoking of a session that has ended is not documented: the row as it is, or a refusal. */
export type RevokeOfEnded = 'answersAsItIs' | 'refuses';

export interface SessionsBehaviour {
  /** For how many further reads a session looks as it did before it was revoked. */
  readsBehindRevoke: number;
  revokeOfEnded: RevokeOfEnded;
}

export interface SessionsEndpoints {
  list(query: URLSearchParams): EmulatorResponse;
  get(id: string): EmulatorResponse;
  revoke(id: string): EmulatorResponse;
}

export function createSessionsEndpoints(
  world: ClerkWorld,
  behaviour: SessionsBehaviour,
  now: () => number,
): SessionsEndpoints {
  const outdated = new Map<string, { readonly row: ClerkSession; reads: number }>();

  function asRead(session: ClerkSession): ClerkSession {
    const old = outdated.get(session.id);
    if (old === undefined || old.reads === 0) return session;
    old.reads -= 1;
    return old.row;
  }

  return {
    list(query) {
      const userId = query.get('user_id');
      const clientId = query.get('client_id');
      if (userId === null && clientId === null) {
        return errorAnswer(400, 'missing_query_parameter', 'Missing query parameter', {
          longMessage: 'Either of the following query parameters must be provided: client_id, user_id',
        });
      }
      const status = query.get('status');
      if (status !== null && !filterStatuses.includes(status)) {
        return invalidParameter('status', `one of ${filterStatuses.join(', ')}`);
      }
      const window = readWindow(query);
      if (isAnswer(window)) return window;

      const rows = world.sessions
        .filter((session) => userId === null || session.user_id === userId)
        .filter((session) => clientId === null || session.client_id === clientId)
        .toSorted((a, b) => b.created_at - a.created_at || compareIds(b, a))
        .map(asRead)
        .filter((session) => status === null || session.status === status);
      const page = rows.slice(window.offset, window.offset + window.limit);
      const json = query.get('paginated') === 'true' ? { data: page, total_count: rows.length } : page;
      return { status: 200, json };
    },

    get(id) {
      const session = world.sessions.find((candidate) => candidate.id === id);
      return session === undefined
        ? notFound('Session', id)
        : { status: 200, json: withoutActivity(asRead(session)) };
    },

    revoke(id) {
      const session = world.sessions.find((candidate) => candidate.id === id);
      if (session === undefined) return notFound('Session', id);
      const alive = session.status === 'active' || session.status === 'pending';
      if (!alive && behaviour.revokeOfEnded === 'refuses') {
        return errorAnswer(400, 'invalid_action_for_session', 'Invalid action for session');
      }
      if (alive) {
        if (behaviour.readsBehindRevoke > 0) {
          outdated.set(id, { row: { ...session }, reads: behaviour.readsBehindRevoke });
        }
        session.status = 'revoked';
        session.updated_at = now();
      }
      return { status: 200, json: withoutActivity(session) };
    },
  };
}

/** Ids are KSUIDs, which sort by time; a plain comparison of code units, as a database does. */
function compareIds(a: ClerkSession, b: ClerkSession): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** Only lists tell the latest activity: by id the key is missing altogether (clerk/clerk-sdk-python#120). */
function withoutActivity(session: ClerkSession): object {
  const { latest_activity: _, ...rest } = session;
  return rest;
}
