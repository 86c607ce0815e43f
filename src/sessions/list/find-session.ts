import { decodeId, sessionIdOf } from '../id.ts';
import type { RequestContext } from '../request-context.ts';
import type { Session } from '../session.ts';

/** Null where it is not there, or not for the principal to see. Rejects with an `InputError` for a malformed id or one of another type. */
export async function findSession(context: RequestContext, id: string): Promise<Session | null> {
  const { access, reads } = context;
  const { providerId, ref } = decodeId(id, 'Session');
  const asked = reads.named(providerId);
  if (asked === null || !(await access.reachesSession(asked.provider, ref.accountId))) return null;
  const { provider } = asked;
  const record = await asked.session(ref);
  if (record === null) return null;
  // An id names a session together with its account: one that was put together by hand names nothing.
  if (sessionIdOf(provider, record) !== id) return null;
  const session: Session = { id, provider, record, user: null };
  return (await access.seesSession(session)) ? session : null;
}
