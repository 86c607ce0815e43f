/** Calls that a provider counts together pass one gate: they keep to its limits, and wait where the provider told them to. */
import type { RateBudget } from './rate-budget.ts';
import type { LimitNews } from './rate-limits.ts';
import { longestWaitMs } from './status-failure.ts';

export interface Gate {
  /** See `RateBudget`. */
  turnAt(ahead: number): number;
  /** See `RateBudget`. */
  knownTurnAt(ahead: number): number;
  /** Infinity where nothing is limited. */
  left(): number;
  start(): void;
  /** See `RateBudget`. */
  undo(): void;
  end(answered: boolean): void;
  /** What an answer said of these calls. @returns for how long the provider refuses them, in milliseconds; null where it did not. */
  hear(news: LimitNews): number | null;
  /** Lets no call pass for so many milliseconds. */
  close(forMs: number): void;
}

/**
 * @param provided of the provider's own limit; null where none is known.
 * @param configured of the operator's; null for none.
 * @param now a clock in milliseconds that never goes back.
 */
export function createGate(
  provided: RateBudget | null,
  configured: RateBudget | null,
  now: () => number,
): Gate {
  const budgets = [provided, configured].filter((budget) => budget !== null);
  let closedUntil = 0;
  const close = (forMs: number) => {
    closedUntil = Math.max(closedUntil, now() + Math.min(forMs, longestWaitMs));
  };

  const knownTurnAt = (ahead: number) =>
    Math.max(now(), closedUntil, ...budgets.map((budget) => budget.knownTurnAt(ahead)));

  return {
    turnAt(ahead) {
      const known = knownTurnAt(ahead);
      if (known > now()) return known;
      // One after the other, so that nothing is taken of a limit while another lets nothing pass.
      for (const budget of budgets) {
        const turn = budget.turnAt(ahead);
        if (turn > now()) return turn;
      }
      return now();
    },
    knownTurnAt,
    left() {
      if (closedUntil > now()) return 0;
      return Math.min(...budgets.map((budget) => budget.left()));
    },
    start() {
      for (const budget of budgets) budget.start();
    },
    undo() {
      for (const budget of budgets) budget.undo();
    },
    end(answered) {
      for (const budget of budgets) budget.end(answered);
    },
    hear(news) {
      const { remaining, resetMs, refusesForMs } = news;
      provided?.correct(news);
      // Of a limit that is not documented, it is known only that it is used up.
      const waitMs = refusesForMs ?? (provided === null && remaining === 0 ? resetMs : null);
      if (waitMs === null) return null;
      close(waitMs);
      return Math.min(waitMs, longestWaitMs);
    },
    close,
  };
}
