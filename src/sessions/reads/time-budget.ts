/**
 * How long one request waits for one provider. Only the time in which the provider is being asked counts, so that another one that hangs
 * does not use it up: an answer is often read in several steps (who the person is, their sessions, the accounts behind them), and each step
 * waits for all the providers of the one before.
 */
import type { Call, Caller } from '../../upstream/call.ts';

export interface TimeBudget {
  /** Runs a read with the time that is left. Reads at the same time share it. */
  during<Value>(read: (call: Call) => Promise<Value>): Promise<Value>;
  /** Gives reads that begin from now on the time that a new request would have. */
  renew(): void;
}

/**
 * @param timeoutMs how long the provider may be asked in all, in milliseconds.
 * @param now the clock of `Call.deadlineAt`.
 */
export function createTimeBudget(
  { signal, origin }: Caller,
  timeoutMs: number,
  now: () => number = () => performance.now(),
): TimeBudget {
  let left = timeoutMs;
  let underWay = 0;
  /** When the first of the reads under way began. */
  let since = 0;
  let call: Call | null = null;
  return {
    async during(read) {
      if (underWay === 0) since = now();
      underWay += 1;
      const deadlineAt = since + left;
      // Reads at the same time are one call, which is watched once.
      if (call?.deadlineAt !== deadlineAt) call = { signal, deadlineAt, origin };
      try {
        return await read(call);
      } finally {
        underWay -= 1;
        if (underWay === 0) left -= now() - since;
      }
    },
    renew() {
      left = timeoutMs;
      since = now();
    },
  };
}
