/** Reading client sessions: the one list, which has no pages, and one session. */
import type { Call } from '../../upstream/call.ts';
import type { ClientSessionRecord } from '../records.ts';
import { isSeamId, type SeamApi } from './api.ts';
import { orNull } from './failure.ts';
import { byCreation, clientSessionRecord, type RecordContext } from './records.ts';
import { wireClientSession } from './wire.ts';

/** The filter of `/client_sessions/list`, in Seam's spelling; `null` asks for sessions without one. */
export interface ListParameters {
  readonly client_session_id?: string;
  readonly connect_webview_id?: string | null;
  readonly user_identifier_key?: string;
  readonly user_identity_id?: string | null;
  readonly without_user_identifier_key?: boolean;
}

export interface ClientSessions {
  /** Newest first, then by id. */
  readonly records: readonly ClientSessionRecord[];
  readonly brokenRows: number;
  readonly observedAt: number;
}

export async function listClientSessions(
  api: SeamApi,
  parameters: ListParameters,
  context: RecordContext,
  call: Call,
): Promise<ClientSessions> {
  const answer = await api.post('/client_sessions/list', parameters, call);
  const { rows, brokenRows } = api.rows(answer, 'client_sessions', wireClientSession);
  const records = rows
    .map((row) => clientSessionRecord(row, answer.observedAt, context))
    .toSorted(byCreation);
  return { records, brokenRows, observedAt: answer.observedAt };
}

/** Null where Seam has no such session. Seam gives expired and revoked ones as well. */
export async function getClientSession(
  api: SeamApi,
  clientSessionId: string,
  context: RecordContext,
  call: Call,
): Promise<ClientSessionRecord | null> {
  if (!isSeamId(clientSessionId)) return null;
  const answer = await orNull(api.post('/client_sessions/get', { client_session_id: clientSessionId }, call));
  if (answer === null) return null;
  const row = api.object(answer, 'client_session', wireClientSession);
  return row.client_session_id === clientSessionId
    ? clientSessionRecord(row, answer.observedAt, context)
    : null;
}
