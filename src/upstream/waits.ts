/** Those who wait for the end of one call. */
import { longestDelayMs } from './due-watch.ts';
import { ProviderFailure } from './failure.ts';

export interface Wait {
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

  constructor(signal: AbortSignal, deadlineAt: number) {
    this.signal = signal;
    this.deadlineAt = deadlineAt;
  }

  add(wait: Wait): void {
    if (this.#all.size === 0) {
      const remaining = Math.ceil(this.deadlineAt - performance.now());
      this.#timer = setTimeout(this.#onLate, Math.min(Math.max(remaining, 0), longestDelayMs)).unref();
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
