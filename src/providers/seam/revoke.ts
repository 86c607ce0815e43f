/** Taking client sessions away: revoking, which leaves them readable, and deleting. */
import type { Call } from '../../upstream/call.ts';
import type { RevokeAnswer } from '../provider.ts';
import { readKey } from '../text.ts';
import type { SeamApi } from './api.ts';
import { orNull } from './errors.ts';
import { sessionRecord, type RecordContext } from './records.ts';
import { getClientSession } from './sessions.ts';

/**
 * Revokes a session. Seam's answer to revoking tells nothing of the session, and it hardly ever says that one was revoked, so the session is
 * read first, and what this server revoked is remembered.
 */
export async function revokeSession(
  api: SeamApi,
  nativeId: string,
  context: RecordContext,
  call: Call,
): Promise<RevokeAnswer> {
  const record = await getClientSession(api, nativeId, context, call);
  if (record === null) return { outcome: 'NOT_FOUND', session: null };
  // Whether one in an unknown state lives, revoking it settles.
  if (record.state === 'EXPIRED' || record.state === 'REVOKED') {
    return { outcome: 'ALREADY_ENDED', session: sessionRecord(record, context.linkBy) };
  }
  if (!(await change(api, '/client_sessions/revoke', nativeId, call))) {
    return { outcome: 'NOT_FOUND', session: null };
  }
  await context.revocations.remember(nativeId, record.expiresAt);
  const revoked = { ...record, state: 'REVOKED', revokedAt: context.now() } as const;
  return { outcome: 'REVOKED', session: sessionRecord(revoked, context.linkBy) };
}

/** False where Seam has no such session. */
export async function revokeClientSession(
  api: SeamApi,
  nativeId: string,
  context: RecordContext,
  call: Call,
): Promise<boolean> {
  if (!(await change(api, '/client_sessions/revoke', nativeId, call))) return false;
  await context.revocations.remember(nativeId, null);
  return true;
}

/** False where Seam has no such session. */
export function deleteClientSession(api: SeamApi, nativeId: string, call: Call): Promise<boolean> {
  return change(api, '/client_sessions/delete', nativeId, call);
}

async function change(api: SeamApi, path: string, nativeId: string, call: Call): Promise<boolean> {
  if (readKey(nativeId) === null) return false;
  const asked = api.change(path, { client_session_id: nativeId }, 'removal', call);
  return (await orNull(asked, ['client_session_id'])) !== null;
}
