/** One change of a client session: recorded, sent, recorded again. It is not tied to the connection that asked, so nobody has to guess whether it happened. */
import type { Provider } from '../../providers/provider.ts';
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { AuditUnavailable } from '../audit/audit.ts';
import type { AuditTarget } from '../audit/record.ts';
import type { RequestContext } from '../request-context.ts';
import type { Why } from '../revoke/why.ts';
import { failureError, refused, type Changed } from '../user-error.ts';

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
  /** Equal changes at the same time that share this key are one call to the provider; null where each is its own. */
  readonly joinKey: string | null;
  send(call: Call): Promise<Value>;
  /** The session and what became of it. */
  madeOf(value: Value): AuditTarget;
}

/**
 * Where equal changes are joined, the provider is told once, but each principal's change has its own two records: each of them is given the
 * token, and so each has to answer for it. The call goes out only when the record of the one who began it is written.
 */
export function makeRecorded<Value>(
  change: ClientSessionChange<Value>,
  { service, principal, reads }: RequestContext,
): Promise<Changed<Value>> {
  const { name, provider, why, subjectUser, target, joinKey } = change;
  const input = change.input === null ? null : { ...change.input };
  const described = { name, reason: why.reason ?? null, note: why.note ?? null, subjectUser, input };
  return service.finish(async () => {
    const begun = service.audit.begin(described, principal, [target]);
    const send = async () => {
      await begun;
      return change.send({
        signal: new AbortController().signal,
        deadlineAt: performance.now() + provider.timeoutMs,
      });
    };
    const [recorded, sent] = await Promise.allSettled([
      begun,
      joinKey === null ? send() : service.singleFlight(joinKey, send),
    ]);
    reads.invalidate([provider]);
    if (recorded.status === 'rejected') return refusedBy(recorded.reason, provider);
    if (sent.status === 'fulfilled') {
      await recorded.value.end([change.madeOf(sent.value)]);
      return { value: sent.value, userErrors: [] };
    }
    const known = sent.reason instanceof ProviderFailure || sent.reason instanceof AuditUnavailable;
    await recorded.value.end([
      known
        ? { ...target, outcome: 'FAILED', message: sent.reason.message }
        : { ...target, outcome: 'UNKNOWN', message: null },
    ]);
    return refusedBy(sent.reason, provider);
  });
}

/** Throws what is no reason to tell. */
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
