/**
 * How many calls of a limit may be sent now: at most `requests` in any `perMs` milliseconds, wherever the provider's own window begins.
 *
 * The provider counts a call when it arrives, some time between its sending and its answer. A call therefore holds its place until `perMs` after it
 * has ended: two calls that were sent far apart can arrive together, where the first is slow on its way. A provider with fixed windows never sees
 * more, either. (A token bucket would not do at all: after a pause it lets twice as many through within one window.)
 */
import type { LimitNews, RateLimit } from './rate-limits.ts';

/** All moments are on one clock that never goes back, in milliseconds; `at` is now. */
export interface RateBudget {
  /**
   * The earliest moment for a call that has `ahead` waiting calls before it. It may come to be later, since calls under way hold
   * their places until they have ended: to be asked again then.
   */
  turnAt(ahead: number, at: number): number;
  /** The same by what is known already: `turnAt` may have to ask others, and take calls from them that are lost where nothing is sent. */
  knownTurnAt(ahead: number, at: number): number;
  /** How many calls may be sent now. */
  left(at: number): number;
  /** How many may be sent in a window, as far as is known; Infinity where they are not limited. */
  requests(): number;
  /** Lets no more than so many be sent in a window, those that were sent counted; null for as many as the limit. */
  restrict(requests: number | null): void;
  /** One call is sent now; `end` must follow. */
  start(at: number): void;
  /** The call that was started last is not sent after all. */
  undo(): void;
  /** One call has ended. @param answered false where it was given up or broke off: it may still be on its way. */
  end(answered: boolean, at: number): void;
  /** What the provider says of its own count counts from now on, besides ours: others may use the same credentials. */
  correct(news: Pick<LimitNews, 'requests' | 'remaining' | 'resetMs'>, at: number): void;
}

/** How long a call that was given up may still be on its way, in milliseconds. */
const wayMs = 1000;

/** Two answers speak of the same window where its ends, as they tell them, are no further apart, in milliseconds. */
const sameWindowMs = 2000;

/** When to ask again for the turn of a call that waits for the first answer, in milliseconds: it admits those who wait. */
const firstAnswerMs = 100;

/**
 * @param isTold whether answers tell the real limit, so that a call waits for the first of them rather than be told of a turn in a window's time.
 * @param share which part of the provider's limit is ours, above 0 and at most 1; at least one call is.
 */
export function createRateBudget(limit: RateLimit, share: number, isTold = false): RateBudget {
  const { perMs } = limit;
  /** How many calls of the provider's limit are ours in a window. */
  let shared = shareOf(limit.requests, share);
  let restriction = Infinity;
  /** How many may be sent in a window. */
  let ours = shared;
  let wasTold = !isTold;
  /** When the last calls ended, oldest first. Those before `first` hold no place any more. */
  let endedAt: number[] = [];
  let first = 0;
  let underWay = 0;
  /** Places that others have taken, as far as the provider's count shows, until the end of its window. */
  let foreign = { calls: 0, until: 0 };
  /** The provider said that nothing is left before then. */
  let blockedUntil = 0;

  const dropOld = (at: number) => {
    while ((endedAt[first] ?? at) + perMs <= at) first += 1;
    if (first < 1000) return;
    endedAt = endedAt.slice(first);
    first = 0;
  };
  const foreignAt = (at: number) => (foreign.until > at ? foreign.calls : 0);
  const leftAt = (at: number) => {
    dropOld(at);
    return ours - (endedAt.length - first) - underWay - foreignAt(at);
  };

  /** When the place of the nth call from now on comes free, where no others had any: those of ended calls first, then those of calls under way. */
  const freeAt = (nth: number, at: number) => (endedAt[first + nth - 1] ?? at) + perMs;

  const turnAt = (ahead: number, at: number) => {
    const missing = ahead + 1 - leftAt(at);
    if (missing <= 0) return Math.max(at, blockedUntil);
    if (!wasTold && underWay > 0) return at + firstAnswerMs;
    // Those who wait take places again, so that after all of them are taken another window passes.
    const rounds = Math.max(0, Math.ceil((missing - Math.max(ours, endedAt.length - first)) / ours));
    const nth = missing - rounds * ours;
    const others = foreignAt(at);
    const own = freeAt(nth, at);
    const turn =
      others === 0 || own <= foreign.until
        ? own
        : Math.max(foreign.until, nth > others ? freeAt(nth - others, at) : 0);
    return Math.max(turn, blockedUntil) + rounds * perMs;
  };

  return {
    turnAt,
    knownTurnAt: turnAt,
    left: (at) => (blockedUntil > at ? 0 : Math.max(0, leftAt(at))),
    requests: () => shared,
    restrict(requests) {
      restriction = requests ?? Infinity;
      ours = Math.min(shared, restriction);
    },
    start() {
      underWay += 1;
    },
    undo() {
      underWay -= 1;
    },
    end(answered, at) {
      underWay -= 1;
      // Kept in order, which costs the calls right behind one that was given up a little of their time.
      endedAt.push(Math.max(answered ? at : at + wayMs, endedAt.at(-1) ?? 0));
    },
    correct({ requests, remaining, resetMs }, at) {
      wasTold = true;
      if (requests !== null) shared = shareOf(requests, share);
      ours = Math.min(shared, restriction);
      if (remaining === null) return;
      const until = at + Math.min(resetMs ?? perMs, perMs);
      if (remaining === 0) blockedUntil = Math.max(blockedUntil, until);
      // Answers come in another order than they were given in: the earlier of a window would show fewer of the others' calls.
      if (foreign.until > at && until < foreign.until - sameWindowMs) return;
      const isSameWindow = foreign.until > at && until <= foreign.until + sameWindowMs;
      const known = isSameWindow ? foreign.calls : 0;
      const held = endedAt.length - first + underWay;
      foreign = { calls: Math.max(known, shared - held - remaining), until };
    },
  };
}

function shareOf(requests: number, share: number): number {
  return Math.max(1, Math.floor(requests * share));
}
