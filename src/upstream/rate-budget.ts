/**
 * How often a provider may be asked: at most `requests` sendings in any `perMs` milliseconds, wherever the provider's own window begins.
 * A token bucket would not do: after a pause it lets twice as many through within one window.
 */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

export interface RateBudget {
  /** The earliest moment, on the budget's clock, for a call that has `ahead` waiting calls before it. */
  turnAt(ahead: number): number;
  /** Counts one call as sent now. */
  take(): void;
}

/** @param now a clock in milliseconds that never goes back. */
export function createRateBudget({ requests, perMs }: RateLimit, now: () => number): RateBudget {
  // A ring of the last `requests` sendings; once it is full, `oldest` is where its oldest one stands.
  const sentAt: number[] = [];
  let oldest = 0;

  return {
    turnAt(ahead) {
      const rounds = Math.floor(ahead / requests);
      const precedent = sentAt.length + (ahead % requests) - requests;
      const sent = precedent < 0 ? undefined : sentAt[(oldest + precedent) % sentAt.length];
      const turn = sent === undefined ? now() : Math.max(now(), sent + perMs);
      return turn + rounds * perMs;
    },
    take() {
      if (sentAt.length < requests) {
        sentAt.push(now());
      } else {
        sentAt[oldest] = now();
        oldest = (oldest + 1) % requests;
      }
    },
  };
}
