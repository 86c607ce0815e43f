/** Revokes or deletes a client session, which Seam keeps apart: revoked, it can still be read; deleted, it is gone. */
import type { ClientSessionsApi } from '../../providers/client-sessions-api.ts';
import type { ClientSessionRecord } from '../../providers/records.ts';
import type { Call } from '../../upstream/call.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import type { RequestContext } from '../request-context.ts';
import { noteError, type Why } from '../revoke/why.ts';
import type { ClientSession } from '../session.ts';
import { failureError, refused, type Changed, type UserError } from '../user-error.ts';
import { changeClientSession, requireWriting, targetOf, userOfKey } from './change.ts';
import { toClientSession } from './read.ts';
import { clientSessionNamed, noClientSession, type NamedSession } from './which.ts';

/** Its token stops working. Rejects with `AccessError` where the principal may not. */
export function revokeClientSession(
  context: RequestContext,
  id: string,
  why: Why,
): Promise<Changed<ClientSession>> {
  return revokeOrDelete(context, id, why, {
    name: 'revokeClientSession',
    outcome: 'REVOKED',
    send: (api, nativeId, call) => api.revoke(nativeId, call),
    valueOf: ({ provider }, record) => toClientSession(provider, { ...record, state: 'REVOKED' }),
  });
}

/** It is removed, and its token with it. Gives the id that it had. Rejects with `AccessError` where the principal may not. */
export function deleteClientSession(context: RequestContext, id: string, why: Why): Promise<Changed<string>> {
  return revokeOrDelete(context, id, why, {
    name: 'deleteClientSession',
    outcome: 'DELETED',
    send: (api, nativeId, call) => api.delete(nativeId, call),
    valueOf: () => id,
  });
}

interface Revoking<Value> {
  readonly name: string;
  readonly outcome: string;
  /** False where there was none. */
  send(api: ClientSessionsApi, nativeId: string, call: Call): Promise<boolean>;
  valueOf(found: NamedSession, before: ClientSessionRecord): Value;
}

async function revokeOrDelete<Value>(
  context: RequestContext,
  id: string,
  why: Why,
  { name, outcome, send, valueOf }: Revoking<Value>,
): Promise<Changed<Value>> {
  requireWriting(context);
  const wrong = noteError(why);
  if (wrong !== null) return refused(wrong);
  const found = clientSessionNamed(id, 'id', context.service.providers);
  if ('code' in found) return refused(found);
  const record = await readBefore(context, found);
  if ('code' in record) return refused(record);

  const { provider, api, nativeId } = found;
  const target = targetOf(found, record);
  const changed = await changeClientSession(context, {
    name,
    provider,
    why,
    subjectUser: userOfKey(provider, record.userIdentifierKey),
    input: null,
    target,
    flightKey: `${name} ${id}`,
    async send(call) {
      if (await send(api, nativeId, call)) return true;
      await confirmGone(found, call);
      return false;
    },
    madeOf: (wasThere) => ({ ...target, outcome: wasThere ? outcome : 'NOT_FOUND', message: null }),
  });
  if (changed.value === null) return changed;
  return changed.value ? { value: valueOf(found, record), userErrors: [] } : refused(noClientSession('id'));
}

/** Whose session it is goes into the record, so it is read before. */
async function readBefore(
  { signal, callOrigin }: RequestContext,
  { provider, api, nativeId }: NamedSession,
): Promise<ClientSessionRecord | UserError> {
  try {
    const deadlineAt = performance.now() + provider.timeoutMs;
    const call = { signal, deadlineAt, urgency: 'change', origin: callOrigin } as const;
    return (await api.get(nativeId, call)) ?? noClientSession('id');
  } catch (error) {
    if (error instanceof ProviderFailure) return failureError(provider, error);
    throw error;
  }
}

/** Of a session that was shown a moment ago and is said not to be there. Rejects where it is shown all the same. */
async function confirmGone({ provider, api, nativeId }: NamedSession, call: Call): Promise<void> {
  if ((await api.get(nativeId, call)) === null) return;
  throw plainFailure(
    'UNAVAILABLE',
    `${provider.name} shows this client session, and said that there is none when told to change it: ask again.`,
  );
}
