/**
 * A limit that several processes share: each takes its calls from the store in leases. A lease holds its calls until a window after its end, whatever
 * was used of them, so it is short, and as large as what was sent in the last second or waits now.
 *
 * Where the store cannot be reached, the process goes on with its share, the limit divided by the replicas that lived last; what it sent before counts in it. In
 * the window after a loss all together may send more than the limit, by what some of them had leased above their share. They keep to their shares until a
 * window after the store is back, since it knows nothing of what they sent meanwhile.
 */
import type { Store } from '../store/store.ts';
import { createRateBudget, type RateBudget } from './rate-budget.ts';
import type { RateLimit } from './rate-limits.ts';

export interface Leases extends Pick<Store, 'lease' | 'replicas'> {
  /** Hears when the store was away from any process, so that calls were sent of which it knows nothing. */
  onGap(hear: () => void): void;
}

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

/** @param now the clock of the moments, in milliseconds; for the store's answers, which come when they do. */
export function createLeasedBudget(options: LeasedBudgetOptions, now: () => number): RateBudget {
  const { limit, share, isTold, key, leases, onAnswer, wallClock } = options;
  const own = createRateBudget(limit, share, isTold);
  /** A call is some time on its way after its lease has ended. */
  const wayMs = Math.min(1000, limit.perMs / 20);
  const lastSecond = createSecondCount();
  let lease = { calls: 0, until: 0 };
  let isAsking = false;
  let isLost = false;
  let askAgainAt = 0;
  /** Until then calls count that were sent without a lease, here and by others, of which the store knows nothing. */
  let unleasedUntil = 0;
  /** How many calls were seen to need a lease since the store was last asked. */
  let waiting = 0;

  const keepToShare = () => {
    const isKept = unleasedUntil > now();
    own.restrict(isKept ? Math.max(1, Math.floor(own.requests() / leases.replicas())) : null);
  };
  const countUnleased = () => {
    unleasedUntil = now() + limit.perMs + wayMs;
    keepToShare();
  };
  leases.onGap(() => {
    // The store is back: what is sent from now on must be known to it, or would count for longer than the others expect.
    if (isLost) askAgainAt = now();
    countUnleased();
  });

  const usable = (at: number) => (lease.until > at ? lease.calls : 0);

  const ask = async () => {
    isAsking = true;
    const askedAt = now();
    const fairShare = own.requests() / leases.replicas();
    const wanted = Math.max(waiting, lastSecond.count(askedAt), 1);
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
    if (isLost) countUnleased();
    else keepToShare();
    if (answer.state === 'granted') lease = { calls: answer.calls, until: askedAt + usableMs };
    if (answer.state === 'refused') askAgainAt = now() + Math.max(1, answer.retryAt - wallClock());
    if (answer.state === 'unavailable') askAgainAt = now() + lostMs;
    onAnswer();
  };

  /** When the store may give calls again, where it has refused them; 0 where it can be asked. */
  const refusedUntil = (missing: number, at: number) =>
    askAgainAt <= at ? 0 : askAgainAt + Math.floor((missing - 1) / own.requests()) * limit.perMs;

  return {
    turnAt(ahead, at) {
      const turn = own.turnAt(ahead, at);
      // Whether the store is back is found out also by a call that is beyond the share. A store that is still away says so at once.
      if (isLost && at >= askAgainAt) {
        if (!isAsking) void ask();
        return at + answerMs;
      }
      if (turn > at || own.requests() === Infinity) return turn;
      const missing = ahead + 1 - usable(at);
      if (missing <= 0) return turn;
      waiting = Math.max(waiting, missing);
      if (isLost) return turn;
      if (at < askAgainAt) return refusedUntil(missing, at);
      if (!isAsking) void ask();
      return at + answerMs;
    },
    knownTurnAt(ahead, at) {
      if (isLost && at >= askAgainAt) return 0;
      const turn = own.turnAt(ahead, at);
      const missing = ahead + 1 - usable(at);
      return isLost || missing <= 0 ? turn : Math.max(turn, refusedUntil(missing, at));
    },
    left(at) {
      const isRefused = !isLost && askAgainAt > at;
      return isRefused ? Math.min(usable(at), own.left(at)) : own.left(at);
    },
    requests: () => own.requests(),
    restrict: (requests) => own.restrict(requests),
    start(at) {
      if (usable(at) > 0) lease.calls -= 1;
      lastSecond.add(at);
      own.start(at);
    },
    // Its lease is as good as over.
    undo: () => own.undo(),
    end: (answered, at) => own.end(answered, at),
    correct: (news, at) => own.correct(news, at),
  };
}

/** Counts about the last second: this one so far, or the one before where that had more. */
function createSecondCount(): { add(at: number): void; count(at: number): number } {
  let second = 0;
  let [before, current] = [0, 0];
  const turn = (at: number) => {
    const thisSecond = Math.floor(at / 1000);
    if (thisSecond === second) return;
    before = thisSecond === second + 1 ? current : 0;
    current = 0;
    second = thisSecond;
  };
  return {
    add(at) {
      turn(at);
      current += 1;
    },
    count(at) {
      turn(at);
      return Math.max(before, current);
    },
  };
}
