import { decodeId } from '../id.ts';
import type { RequestContext } from '../request-context.ts';
import { sessionOf, type Session } from '../session.ts';

/** Null where it is not there, or not for the principal to see. Rejects with an `InputError` for a malformed id or one of another type. */
export async function findSession(context: RequestContext, id: string): Promise<Session | null> {
  const { access, reads } = context;
  const { providerId, ref } = decodeId(id, 'Session');
  const asked = reads.named(providerId);
  if (asked === null || !(await access.reachesSession(asked.provider, ref.accountId))) return null;
  const { provider } = asked;
  const record = await asked.session(ref);
  if (record === null) return null;
  const session = sessionOf(provider, record, null);
  // An id names a session together with its account: one that was put together by hand names nothing.
  if (session.id !== id) return null;
  return (await access.seesSession(session)) ? session : null;
}
