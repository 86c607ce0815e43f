/**
 * A limit that several processes share: each takes its calls from the store in leases. A lease holds its calls until a window after its end, whatever
 * was used of them, so it is short, and as large as what was sent in the last second or waits now.
 *
 * Where the store cannot be reached, the process goes on with its share, the limit divided by the replicas that lived last; what it sent before counts in it. In
 * the window after a loss all together may send more than the limit, by what some of them had leased above their share.
 */
import type { Store } from '../store/store.ts';
import { createRateBudget, type RateBudget } from './rate-budget.ts';
import type { RateLimit } from './rate-limits.ts';

export type Leases = Pick<Store, 'lease' | 'replicas'>;

/** For how long a lease may be used, in milliseconds. */
const usableMs = 1000;
/** The most calls of one lease. */
const maxCalls = 20;
/** When to look again whether the store has answered, in milliseconds: an answer admits those who wait. */
const answerMs = 20;
/** How long the store is not asked again after it could not be reached, in milliseconds. */
const lostMs = 1000;

export interface LeasedBudgetOptions {
  readonly limit: RateLimit;
  /** See `createRateBudget`. */
  readonly share: number;
  readonly isTold: boolean;
  /** What is limited, under one name in all processes. */
  readonly key: string;
  readonly leases: Leases;
  /** Called when the store has answered, so that turns may be other ones. */
  readonly onAnswer: () => void;
  /** The clock of leases, in epoch milliseconds. */
  readonly wallClock: () => number;
}

/** @param now a clock in milliseconds that never goes back. */
export function createLeasedBudget(options: LeasedBudgetOptions, now: () => number): RateBudget {
  const { limit, share, isTold, key, leases, onAnswer, wallClock } = options;
  const own = createRateBudget(limit, share, now, isTold);
  /** A call is some time on its way after its lease has ended. */
  const wayMs = Math.min(1000, limit.perMs / 20);
  const lastSecond = createSecondCount(now);
  let lease = { calls: 0, until: 0 };
  let isAsking = false;
  let isLost = false;
  let askAgainAt = 0;
  /** How many calls were seen to need a lease since the store was last asked. */
  let waiting = 0;

  const usable = () => (lease.until > now() ? lease.calls : 0);

  const ask = async () => {
    isAsking = true;
    const askedAt = now();
    const fairShare = own.requests() / leases.replicas();
    const wanted = Math.max(waiting, lastSecond.count(), 1);
    waiting = 0;
    const answer = await leases.lease({
      key,
      limit: own.requests(),
      windowMs: limit.perMs,
      wanted: Math.min(wanted, maxCalls, Math.ceil(2 * fairShare)),
      usableMs: usableMs + wayMs,
    });
    isAsking = false;
    isLost = answer.state === 'unavailable';
    own.restrict(isLost ? Math.max(1, Math.floor(fairShare)) : null);
    if (answer.state === 'granted') lease = { calls: answer.calls, until: askedAt + usableMs };
    if (answer.state === 'refused') askAgainAt = now() + Math.max(1, answer.retryAt - wallClock());
    if (answer.state === 'unavailable') askAgainAt = now() + lostMs;
    onAnswer();
  };

  return {
    turnAt(ahead) {
      const turn = own.turnAt(ahead);
      // Read after it: a turn that is now must not look as if it came later.
      const moment = now();
      // Whether the store is back is found out also by a call that is beyond the share.
      if (isLost && moment >= askAgainAt && !isAsking) void ask();
      if (turn > moment || own.requests() === Infinity) return turn;
      const missing = ahead + 1 - usable();
      if (missing <= 0) return turn;
      waiting = Math.max(waiting, missing);
      if (isLost) return turn;
      if (moment >= askAgainAt && !isAsking) void ask();
      if (moment >= askAgainAt) return moment + answerMs;
      return askAgainAt + Math.floor((missing - 1) / own.requests()) * limit.perMs;
    },
    left() {
      const isRefused = !isLost && askAgainAt > now();
      return isRefused ? Math.min(usable(), own.left()) : own.left();
    },
    requests: () => own.requests(),
    restrict: (requests) => own.restrict(requests),
    start() {
      if (usable() > 0) lease.calls -= 1;
      lastSecond.add();
      own.start();
    },
    end: (answered) => own.end(answered),
    correct: (news) => own.correct(news),
  };
}

/** Counts about the last second: this one so far, or the one before where that had more. */
function createSecondCount(now: () => number): { add(): void; count(): number } {
  let second = 0;
  let [before, current] = [0, 0];
  const turn = () => {
    const thisSecond = Math.floor(now() / 1000);
    if (thisSecond === second) return;
    before = thisSecond === second + 1 ? current : 0;
    current = 0;
    second = thisSecond;
  };
  return {
    add() {
      turn();
      current += 1;
    },
    count() {
      turn();
      return Math.max(before, current);
    },
  };
}
