import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';
import { type Wait, Waits } from './waits.ts';

/**
 * Ends a wait when nobody needs its result any more: calls `onEnd` once, with the signal's reason or with a TIMED_OUT failure that says
 * `lateMessage`. The call must not be over yet (see `throwIfOver`).
 *
 * @returns stops watching; to be called when the wait has ended by itself, so that nothing stays on a long-lived signal.
 */
export function watchCall(call: Call, lateMessage: string, onEnd: (reason: unknown) => void): () => void {
  let { waits } = call;
  // A copy of a call may have another signal.
  if (waits?.signal !== call.signal || waits.deadlineAt !== call.deadlineAt)
    call.waits = waits = new Waits(call.signal, call.deadlineAt);
  const joined = waits;
  const wait: Wait = { lateMessage, onEnd };
  joined.add(wait);
  return () => joined.delete(wait);
}

/** Throws the signal's reason, or a TIMED_OUT failure that says `lateMessage`, when the call is over already. */
export function throwIfOver(call: Call, lateMessage: string): void {
  call.signal.throwIfAborted();
  if (performance.now() >= call.deadlineAt) throw new ProviderFailure('TIMED_OUT', lateMessage);
}
