import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';

/** The longest delay that Node's timers take; a longer one would fire at once. */
const longestDelay = 2 ** 31 - 1;

/**
 * Ends a wait when nobody needs its result any more: calls `onEnd` once, with the signal's reason or with a TIMED_OUT failure that says
 * `lateMessage`. The call must not be over yet (see `throwIfOver`).
 *
 * @returns stops watching; to be called when the wait has ended by itself, so that nothing stays on a long-lived signal.
 */
export function watchCall(call: Call, lateMessage: string, onEnd: (reason: unknown) => void): () => void {
  const { signal, deadlineAt } = call;
  const stop = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  };
  const onAbort = () => {
    stop();
    onEnd(signal.reason);
  };
  const onLate = () => {
    stop();
    onEnd(new ProviderFailure('TIMED_OUT', lateMessage));
  };
  const remaining = Math.ceil(deadlineAt - performance.now());
  const timer = setTimeout(onLate, Math.min(Math.max(remaining, 0), longestDelay)).unref();
  signal.addEventListener('abort', onAbort);
  return stop;
}

/** Throws the signal's reason, or a TIMED_OUT failure that says `lateMessage`, when the call is over already. */
export function throwIfOver(call: Call, lateMessage: string): void {
  call.signal.throwIfAborted();
  if (performance.now() >= call.deadlineAt) throw new ProviderFailure('TIMED_OUT', lateMessage);
}
