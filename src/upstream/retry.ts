/**
 * Whether and when a call that failed is tried again: where the failure is one that passes, where trying twice does no harm, and where there is time.
 * A budget keeps an outage from multiplying the load: a fifth of the calls may be tried again, and ten more in ten seconds.
 */
import { RollingSum } from './rolling-sum.ts';

/** At most two more tries. */
const maxTries = 3;
/** The longest wait before the first further try where the provider did not say, in milliseconds; before the second it is twice as long. */
const backoffMs = 200;

export interface FailedTry {
  /** 1 for the first. */
  readonly attempt: number;
  /** The HTTP status; null where the connection failed. */
  readonly status: number | null;
  /** How long the provider wants to be left alone, in milliseconds; null where it did not say. */
  readonly retryAfterMs: number | null;
  /** How long the caller goes on waiting, in milliseconds. */
  readonly msLeft: number;
}

/** Statuses that say "not now": too many requests, and those of gateways. A 500 is an answer, and the same again most likely. */
const passing: ReadonlySet<number | null> = new Set([429, 502, 503, 504, null]);

/**
 * How long to wait before the next try, in milliseconds; null where there is to be none.
 *
 * @param random from 0 to 1: those who failed together do not come back together.
 */
export function pauseBefore(
  { attempt, status, retryAfterMs, msLeft }: FailedTry,
  random: number,
): number | null {
  if (attempt >= maxTries || !passing.has(status)) return null;
  const pause =
    retryAfterMs === null
      ? backoffMs * attempt * (0.5 + random / 2)
      : Math.max(0, retryAfterMs) + (backoffMs * random) / 2;
  return pause < msLeft ? pause : null;
}

/** In fifths of a try, so that sums stay whole. */
const tryCosts = 5;
const atRest = 10 * tryCosts;

export interface RetryBudget {
  /** A call is sent for the first time. Moments are on a clock in milliseconds that never goes back. */
  deposit(atMs: number): void;
  /** False where the budget is used up, and nothing may be tried again. */
  withdraw(atMs: number): boolean;
}

export function createRetryBudget(): RetryBudget {
  const sum = new RollingSum();
  return {
    deposit: (atMs) => sum.add(1, atMs),
    withdraw(at) {
      if (atRest + sum.at(at) < tryCosts) return false;
      sum.add(-tryCosts, at);
      return true;
    },
  };
}
