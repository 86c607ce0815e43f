/** The two ends of a client session, which Seam keeps apart: revoked, it stays to be read; deleted, it is gone. */
import type { ClientSessionsApi } from '../../providers/client-sessions-api.ts';
import type { ClientSessionRecord } from '../../providers/records.ts';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Why } from '../revoke/why.ts';
import { toClientSession } from '../client-sessions/read.ts';
import { noteError } from '../revoke/why.ts';
import type { RequestContext } from '../request-context.ts';
import type { ClientSession } from '../session.ts';
import { failureError, refused, type Changed, type UserError } from '../user-error.ts';
import { named, notFound, targetOf, userOfKey, type NamedSession } from './named.ts';
import { makeRecorded } from './recorded.ts';
import { requireWriting } from './require-writing.ts';

/** Its token stops working. Rejects with `AccessError` where the asker may not. */
export function revokeClientSession(
  context: RequestContext,
  id: string,
  why: Why,
): Promise<Changed<ClientSession>> {
  return end(context, id, why, {
    name: 'revokeClientSession',
    outcome: 'REVOKED',
    send: (api, nativeId, call) => api.revoke(nativeId, call),
    valueOf: ({ provider }, record) => toClientSession(provider, { ...record, state: 'REVOKED' }),
  });
}

/** It is removed, and its token with it. Gives the id that it had. Rejects with `AccessError` where the asker may not. */
export function deleteClientSession(context: RequestContext, id: string, why: Why): Promise<Changed<string>> {
  return end(context, id, why, {
    name: 'deleteClientSession',
    outcome: 'DELETED',
    send: (api, nativeId, call) => api.delete(nativeId, call),
    valueOf: () => id,
  });
}

interface Ending<Value> {
  readonly name: string;
  readonly outcome: string;
  /** False where there was none. */
  send(api: ClientSessionsApi, nativeId: string, call: Call): Promise<boolean>;
  valueOf(found: NamedSession, before: ClientSessionRecord): Value;
}

async function end<Value>(
  context: RequestContext,
  id: string,
  why: Why,
  { name, outcome, send, valueOf }: Ending<Value>,
): Promise<Changed<Value>> {
  requireWriting(context.principal);
  const problem = noteError(why);
  if (problem !== null) return refused(problem);
  const found = named(id, 'id', context.service.providers);
  if ('code' in found) return refused(found);
  const record = await readBefore(found);
  if ('code' in record) return refused(record);

  const { provider, api, nativeId } = found;
  const target = targetOf(found, record);
  const changed = await makeRecorded(
    {
      name,
      provider,
      why,
      subjectUser: userOfKey(provider, record.userIdentifierKey),
      input: null,
      target,
      joinKey: null,
      send: (call) => send(api, nativeId, call),
      madeOf: (wasThere) => ({ ...target, outcome: wasThere ? outcome : 'NOT_FOUND', message: null }),
    },
    context,
  );
  if (changed.value === null) return changed;
  return changed.value ? { value: valueOf(found, record), userErrors: [] } : refused(notFound('id'));
}

/** Whose session it is goes into the record, so it is read before it is ended. */
async function readBefore({
  provider,
  api,
  nativeId,
}: NamedSession): Promise<ClientSessionRecord | UserError> {
  try {
    const call = { signal: new AbortController().signal, deadlineAt: performance.now() + provider.timeoutMs };
    return (await api.get(nativeId, call)) ?? notFound('id');
  } catch (error) {
    if (error instanceof ProviderFailure) return failureError(provider, error);
    throw error;
  }
}
