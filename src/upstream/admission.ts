/** The door in front of one provider: how many calls run at once, and how often one may start. First come, first served. */
import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';
import type { UpstreamState } from './state.ts';
import { createRateBudget, type RateLimit } from './rate-budget.ts';
import { watchCall } from './watch-call.ts';

export interface Admission {
  /**
   * Resolves when the call may be sent; `leave` must follow. Rejects with the signal's reason, with TIMED_OUT when the deadline passes in
   * the queue, and at once with RATE_LIMITED when the budget cannot have it sent before its deadline.
   */
  enter(call: Call): Promise<void>;
  leave(): void;
  /** How many calls were let in and have not left, how many wait, and how many more the budget would let in now; null without one. */
  state(): Pick<UpstreamState, 'inFlight' | 'waiting' | 'budgetLeft'>;
}

/** @param now the wall clock, for `retryAt`; waiting itself goes by `performance.now()`, as deadlines do. */
export function createAdmission(options: {
  readonly maxConcurrency: number;
  readonly rateLimit: RateLimit | undefined;
  readonly providerName: string;
  readonly now: () => number;
}): Admission {
  const { maxConcurrency, rateLimit, providerName, now } = options;
  const budget = rateLimit && createRateBudget(rateLimit, () => performance.now());
  const lateMessage = `${providerName} was not asked in time: too many calls were before this one (maxConcurrency, rateLimit).`;
  const waiting = new Set<() => void>();
  let running = 0;
  let budgetTimer: NodeJS.Timeout | undefined;

  const msUntilTurn = (ahead: number) => (budget ? budget.turnAt(ahead) - performance.now() : 0);

  const start = () => {
    running += 1;
    budget?.start();
  };

  const admitWaiting = () => {
    clearTimeout(budgetTimer);
    for (const admit of waiting) {
      if (running >= maxConcurrency) return;
      const ms = msUntilTurn(0);
      if (ms > 0) {
        budgetTimer = setTimeout(admitWaiting, Math.ceil(ms));
        return;
      }
      waiting.delete(admit);
      start();
      admit();
    }
  };

  return {
    async enter(call) {
      const ms = msUntilTurn(waiting.size);
      if (waiting.size === 0 && running < maxConcurrency && ms <= 0) return start();
      if (rateLimit && performance.now() + ms > call.deadlineAt) {
        throw new ProviderFailure(
          'RATE_LIMITED',
          `${providerName} was not asked: its budget of ${rateLimit.requests} calls in ${rateLimit.perMs} ms (rateLimit) is used up; ask again later.`,
          { retryAt: Math.ceil(now() + ms) },
        );
      }
      return new Promise<void>((resolve, reject) => {
        const stopWatching = watchCall(call, lateMessage, (reason) => {
          waiting.delete(admit);
          admitWaiting();
          reject(reason);
        });
        const admit = () => {
          stopWatching();
          resolve();
        };
        waiting.add(admit);
        admitWaiting();
      });
    },
    leave() {
      running -= 1;
      budget?.end();
      admitWaiting();
    },
    state: () => ({ inFlight: running, waiting: waiting.size, budgetLeft: budget?.left() ?? null }),
  };
}
