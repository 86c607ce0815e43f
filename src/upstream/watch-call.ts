import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';

/** The longest delay that Node's timers take; a longer one would fire at once. */
const longestDelay = 2 ** 31 - 1;

interface Wait {
  readonly lateMessage: string;
  onEnd(reason: unknown): void;
}

/** Those who wait by one signal until one moment. However many, they have one timer and one listener, each of which costs more than a wait. */
export class Waits {
  readonly deadlineAt: number;
  readonly signal: AbortSignal;
  readonly #all = new Set<Wait>();
  #timer: NodeJS.Timeout | undefined;
  readonly #onAbort = () => {
    for (const { onEnd } of this.#end()) onEnd(this.signal.reason);
  };
  readonly #onLate = () => {
    for (const { onEnd, lateMessage } of this.#end()) onEnd(new ProviderFailure('TIMED_OUT', lateMessage));
  };

  constructor({ signal, deadlineAt }: Call) {
    this.signal = signal;
    this.deadlineAt = deadlineAt;
  }

  add(wait: Wait): void {
    if (this.#all.size === 0) {
      const remaining = Math.ceil(this.deadlineAt - performance.now());
      this.#timer = setTimeout(this.#onLate, Math.min(Math.max(remaining, 0), longestDelay)).unref();
      this.signal.addEventListener('abort', this.#onAbort);
    }
    this.#all.add(wait);
  }

  delete(wait: Wait): void {
    if (this.#all.delete(wait) && this.#all.size === 0) this.#stop();
  }

  #end(): readonly Wait[] {
    const all = [...this.#all];
    this.#all.clear();
    this.#stop();
    return all;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.signal.removeEventListener('abort', this.#onAbort);
  }
}

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
    call.waits = waits = new Waits(call);
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

/** Waits for what goes on by itself, and rejects with the signal's reason once that aborts. */
export function unlessLeft<Value>(goingOn: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    void goingOn.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
