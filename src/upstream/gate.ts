/** Calls that a provider counts together pass one gate: they keep to its limits, and wait where the provider told them to. */
import type { RateBudget } from './rate-budget.ts';
import type { LimitNews } from './rate-limits.ts';
import { longestWaitMs } from './status-failure.ts';

/** All moments are on one clock that never goes back, in milliseconds; `at` is now. */
export interface Gate {
  /** See `RateBudget`. */
  turnAt(ahead: number, at: number): number;
  /** See `RateBudget`. */
  knownTurnAt(ahead: number, at: number): number;
  /** Infinity where nothing is limited. */
  left(at: number): number;
  start(at: number): void;
  /** See `RateBudget`. */
  undo(): void;
  end(answered: boolean, at: number): void;
  /** What an answer said of these calls. @returns for how long the provider refuses them, in milliseconds; null where it did not. */
  hear(news: LimitNews, at: number): number | null;
  /** Lets no call pass for so many milliseconds. */
  close(forMs: number, at: number): void;
}

/**
 * @param provided of the provider's own limit; null where none is known.
 * @param configured of the operator's; null for none.
 */
export function createGate(provided: RateBudget | null, configured: RateBudget | null): Gate {
  const budgets = [provided, configured].filter((budget) => budget !== null);
  let closedUntil = 0;
  const close = (forMs: number, at: number) => {
    closedUntil = Math.max(closedUntil, at + Math.min(forMs, longestWaitMs));
  };

  const knownTurnAt = (ahead: number, at: number) => {
    let turn = Math.max(at, closedUntil);
    for (const budget of budgets) turn = Math.max(turn, budget.knownTurnAt(ahead, at));
    return turn;
  };

  return {
    turnAt(ahead, at) {
      const known = knownTurnAt(ahead, at);
      if (known > at) return known;
      // One after the other, so that nothing is taken of a limit while another lets nothing pass.
      for (const budget of budgets) {
        const turn = budget.turnAt(ahead, at);
        if (turn > at) return turn;
      }
      return at;
    },
    knownTurnAt,
    left(at) {
      if (closedUntil > at) return 0;
      return Math.min(...budgets.map((budget) => budget.left(at)));
    },
    start(at) {
      for (const budget of budgets) budget.start(at);
    },
    undo() {
      for (const budget of budgets) budget.undo();
    },
    end(answered, at) {
      for (const budget of budgets) budget.end(answered, at);
    },
    hear(news, at) {
      const { remaining, resetMs, refusesForMs } = news;
      provided?.correct(news, at);
      // Of a limit that is not documented, it is known only that it is used up.
      const waitMs = refusesForMs ?? (provided === null && remaining === 0 ? resetMs : null);
      if (waitMs === null) return null;
      close(waitMs, at);
      return Math.min(waitMs, longestWaitMs);
    },
    close,
  };
}
