/** A change of a client session: recorded, sent, recorded again. It is not tied to the connection that asked, so nobody has to guess whether it happened. */
import type { Provider } from '../../providers/provider.ts';
import type { ClientSessionRecord } from '../../providers/records.ts';
import { detachedCall, type Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { AccessError } from '../access-error.ts';
import { AuditUnavailable } from '../audit/audit.ts';
import type { AuditTarget } from '../audit/record.ts';
import { sessionIdOf } from '../id.ts';
import type { RequestContext } from '../request-context.ts';
import type { Why } from '../revoke/why.ts';
import { failureError, refused, type Changed } from '../user-error.ts';
import type { SeamProvider } from './which.ts';

export interface ClientSessionChange<Value> {
  /** The mutation. */
  readonly name: string;
  readonly provider: Provider;
  readonly why: Why;
  readonly subjectUser: string | null;
  /** What is asked for; without any secret. */
  readonly input: Readonly<Record<string, unknown>> | null;
  /** The session, as far as it is known before. */
  readonly target: AuditTarget;
  /** Equal changes at the same time, which have the same key, are one call to the provider; null where each is its own. */
  readonly flightKey: string | null;
  send(call: Call): Promise<Value>;
  /** The session and what became of it. */
  madeOf(value: Value): AuditTarget;
}

/** Throws `AccessError` where the principal lacks the scope. */
export function requireWriting({ principal }: RequestContext): void {
  if (principal.scopes.has('client-sessions:write')) return;
  throw new AccessError(
    'FORBIDDEN',
    'Changing client sessions takes the scope client-sessions:write. Your own are revoked by revokeSession.',
  );
}

/**
 * Where equal changes are one call, each principal's change has its own two records all the same: each of them is given the token, and so
 * each has to answer for it. The call goes out only when the record of the one who began it is written.
 */
export function changeClientSession<Value>(
  context: RequestContext,
  change: ClientSessionChange<Value>,
): Promise<Changed<Value>> {
  const { service, reads } = context;
  const { name, provider, why, subjectUser, target, flightKey } = change;
  const input = change.input === null ? null : { ...change.input };
  const described = { name, reason: why.reason ?? null, note: why.note ?? null, subjectUser, input };
  return service.finish(async () => {
    const begun = service.audit.begin(described, context, [target]);
    const send = async () => {
      await begun;
      return change.send(detachedCall(provider.timeoutMs, context.callOrigin));
    };
    const [recorded, sent] = await Promise.allSettled([
      begun,
      flightKey === null ? send() : service.singleFlight(flightKey, send),
    ]);
    const made = sent.status === 'fulfilled' ? change.madeOf(sent.value) : target;
    const touched = [target, made].map(({ accountId }) => ({ provider, accountId }));
    reads.invalidateAccounts(touched);
    service.tellChanged(touched);
    if (recorded.status === 'rejected') return refusedBy(recorded.reason, provider);
    if (sent.status === 'fulfilled') {
      await recorded.value.end([made]);
      return { value: sent.value, userErrors: [] };
    }
    const isKnown = sent.reason instanceof ProviderFailure || sent.reason instanceof AuditUnavailable;
    await recorded.value.end([
      isKnown
        ? { ...target, outcome: 'FAILED', message: sent.reason.message }
        : { ...target, outcome: 'UNKNOWN', message: null },
    ]);
    return refusedBy(sent.reason, provider);
  });
}

/** Throws what is no reason to report. */
function refusedBy(reason: unknown, provider: Provider): Changed<never> {
  if (reason instanceof ProviderFailure) return refused(failureError(provider, reason));
  if (!(reason instanceof AuditUnavailable)) throw reason;
  return refused({
    code: 'UNAVAILABLE',
    message: reason.message,
    field: null,
    providerId: null,
    retryable: true,
  });
}

/** In the audit a client session goes by the same ids as where it is revoked as one of the list. */
export function targetOf({ provider, api }: SeamProvider, record: ClientSessionRecord): AuditTarget {
  const session = api.toSession(record);
  const { nativeId, accountId } = session;
  return { sessionId: sessionIdOf(provider, session), provider: provider.id, nativeId, accountId };
}

/** One of which no more is known than whom it is for, if that. */
export function targetFor(provider: Provider, userIdentifierKey: string | null): AuditTarget {
  const accountId = userOfKey(provider, userIdentifierKey);
  return { sessionId: null, provider: provider.id, nativeId: null, accountId };
}

/** The user that a key names, where keys are the operator's own ids. */
export function userOfKey({ linkBy }: Provider, userIdentifierKey: string | null): string | null {
  return linkBy === 'userIdentifierKey' ? userIdentifierKey : null;
}
