/**
 * How often a provider may be asked: at most `requests` calls in any `perMs` milliseconds, wherever the provider's own window begins.
 *
 * The provider counts a call when it arrives, some time between its sending and its answer. A call therefore holds its place until
 * `perMs` after it has ended: two calls that were sent far apart can arrive together, where the first is slow on its way. (A token bucket would not do at
 * all: after a pause it lets twice as many through within one window.)
 */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

export interface RateBudget {
  /**
   * The earliest moment, on the budget's clock, for a call that has `ahead` waiting calls before it. It may come to be later, since calls under way hold
   * their places until they have ended: to be asked again then.
   */
  turnAt(ahead: number): number;
  /** How many calls may be sent now. */
  left(): number;
  /** One call is sent now; `end` must follow. */
  start(): void;
  /** One call has been answered, or given up. */
  end(): void;
}

/** @param now a clock in milliseconds that never goes back. */
export function createRateBudget({ requests, perMs }: RateLimit, now: () => number): RateBudget {
  /** When the last calls ended, oldest first; at most `requests` of them. */
  const endedAt: number[] = [];
  let underWay = 0;

  return {
    turnAt(ahead) {
      const moment = now();
      const held = endedAt.filter((ended) => ended + perMs > moment);
      const precedent = held.length + underWay + (ahead % requests) - requests;
      const rounds = Math.floor(ahead / requests) * perMs;
      if (precedent < 0) return moment + rounds;
      return (held[precedent] ?? moment) + perMs + rounds;
    },
    left() {
      const moment = now();
      const held = endedAt.filter((ended) => ended + perMs > moment);
      return Math.max(0, requests - underWay - held.length);
    },
    start() {
      underWay += 1;
    },
    end() {
      underWay -= 1;
      endedAt.push(now());
      if (endedAt.length > requests) endedAt.shift();
    },
  };
}
