/** Calls that a provider counts together pass one gate: they keep to its limits, and wait where the provider told them to. */
import { createRateBudget, type RateBudget } from './rate-budget.ts';
import type { LimitNews, RateLimit } from './rate-limits.ts';
import { longestWaitMs } from './status-failure.ts';

export interface Gate {
  /** See `RateBudget`. */
  turnAt(ahead: number): number;
  /** Infinity where nothing is limited. */
  left(): number;
  start(): void;
  end(answered: boolean): void;
  /** What an answer said of these calls. */
  hear(news: LimitNews): void;
}

export interface GateLimits {
  /** What the provider documents; null where nothing is known. */
  readonly documented: RateLimit | null;
  /** What the operator set; null where they set nothing. */
  readonly configured: RateLimit | null;
  /** Which part of the documented limit is ours. */
  readonly share: number;
}

/** @param now a clock in milliseconds that never goes back. */
export function createGate({ documented, configured, share }: GateLimits, now: () => number): Gate {
  const provided = documented && createRateBudget(documented, share, now);
  const own = configured && createRateBudget(configured, 1, now);
  const budgets: readonly RateBudget[] = [provided, own].filter((budget) => budget !== null);
  let refusedUntil = 0;

  return {
    turnAt(ahead) {
      let turn = Math.max(now(), refusedUntil);
      for (const budget of budgets) turn = Math.max(turn, budget.turnAt(ahead));
      return turn;
    },
    left() {
      if (refusedUntil > now()) return 0;
      return Math.min(...budgets.map((budget) => budget.left()));
    },
    start() {
      for (const budget of budgets) budget.start();
    },
    end(answered) {
      for (const budget of budgets) budget.end(answered);
    },
    hear(news) {
      const { remaining, resetMs, refusesForMs } = news;
      provided?.correct(news);
      // Of a limit that is not documented, it is known only that it is used up.
      const waitMs = refusesForMs ?? (provided === null && remaining === 0 ? resetMs : null);
      if (waitMs !== null) refusedUntil = Math.max(refusedUntil, now() + Math.min(waitMs, longestWaitMs));
    },
  };
}
