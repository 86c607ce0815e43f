/**
 * The door in front of one provider: how many calls run at once, how often one may start, and which of those that wait goes next. Waiting goes by
 * `performance.now()`, as deadlines do.
 */
import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';
import { createFairQueue, type QueuePlace } from './fair-queue.ts';
import { createGates, type GateOptions, type Routed } from './gates.ts';
import type { UpstreamState } from './state.ts';
import type { UpstreamResponse } from './upstream.ts';
import { watchCall } from './watch-call.ts';

export interface Admission {
  /** What the provider counts such calls as; see `ProviderLimits`. */
  routeOf(request: Routed): string;
  /**
   * Resolves when the call may be sent; `leave` must follow. Rejects with the signal's reason, with TIMED_OUT when the deadline passes in
   * the queue, and with RATE_LIMITED and `retryAt` when the budget cannot have it sent before its deadline: at once, or, where calls that go
   * before it came later, at its deadline.
   */
  enter(call: Call, route: string): Promise<void>;
  /** Lets the call in where it need not wait, which costs less than a promise. @returns whether it did; `leave` must follow then. */
  enterAtOnce(route: string): boolean;
  /**
   * @param answer null where none came. What it says of the provider's limits counts from now on.
   * @returns the limit headers of the answer, by name, whose values cannot be.
   */
  leave(route: string, answer: UpstreamResponse | null): readonly string[];
  /** In place of `leave`, for a call that is not sent after all: it uses up nothing of the budget. */
  undo(route: string): void;
  /** Refuses all that wait, in the order in which they would go. @param failure a new one for each. */
  refuseWaiting(failure: () => ProviderFailure): void;
  /** How many calls like this one could be sent now; Infinity where nothing is limited. */
  left(route: string): number;
  /** How many calls were let in and have not left, how many wait, and how many more the budget would let in now; null without one. */
  state(): Pick<UpstreamState, 'inFlight' | 'waiting' | 'budgetLeft'>;
}

export interface AdmissionOptions extends GateOptions {
  readonly maxConcurrency: number;
  readonly providerName: string;
}

interface Waiting {
  readonly route: string;
  readonly admit: () => void;
  readonly refuse: (failure: ProviderFailure) => void;
}

export function createAdmission(options: AdmissionOptions): Admission {
  const { maxConcurrency, providerName, now } = options;
  const gates = createGates(
    options,
    () => admitWaiting(),
    () => performance.now(),
  );
  const lateMessage = `${providerName} was not asked in time: too many calls were before this one (maxConcurrency, rateLimit).`;
  const queue = createFairQueue<Waiting>();
  let running = 0;
  let timer: NodeJS.Timeout | undefined;

  const start = (route: string, at: number) => {
    running += 1;
    gates.start(route, at);
  };

  /** The next that may go now, or when one may. */
  const nextOrTurn = (at: number): Waiting | number => {
    const anyAt = gates.anyTurnAt(at);
    if (anyAt > at) return anyAt;
    let turnAt = Infinity;
    const next = queue.next(({ route }) => {
      const turn = gates.turnAt(route, 0, 0, at);
      turnAt = Math.min(turnAt, turn);
      return turn <= at;
    });
    return next ?? turnAt;
  };

  const admitWaiting = () => {
    clearTimeout(timer);
    for (;;) {
      // Where places are what is missing, a call that leaves admits the next.
      if (queue.size === 0 || running >= maxConcurrency) return;
      const at = performance.now();
      const next = nextOrTurn(at);
      if (typeof next === 'number') {
        timer = setTimeout(admitWaiting, Math.ceil(next - at));
        return;
      }
      start(next.route, at);
      next.admit();
    }
  };

  /** The moment when a new call could go, if nobody else came. */
  const turnOf = (route: string, place: QueuePlace, at: number): number =>
    gates.turnAt(
      route,
      queue.ahead(place, () => true),
      queue.ahead(place, (waiting) => waiting.route === route),
      at,
    );

  const rateLimited = (turnAt: number) =>
    new ProviderFailure(
      'RATE_LIMITED',
      `${providerName} was not asked: as many calls as it allows (rateLimit, or its own limit) were made; ask again later.`,
      { retryAt: Math.ceil(now() + turnAt - performance.now()) },
    );

  const startAtOnce = (route: string): boolean => {
    if (queue.size > 0 || running >= maxConcurrency) return false;
    const at = performance.now();
    if (gates.turnAt(route, 0, 0, at) > at) return false;
    start(route, at);
    return true;
  };

  return {
    routeOf: gates.routeOf,
    enterAtOnce: startAtOnce,
    async enter(call, route) {
      if (startAtOnce(route)) return;
      const place = { principal: call.origin?.principal ?? '', urgency: call.urgency ?? 'read' };
      // Where the last of all would be in time, nobody needs to be counted.
      const at = performance.now();
      if (gates.turnAt(route, queue.size, queue.size, at) > call.deadlineAt) {
        const turnAt = turnOf(route, place, at);
        if (turnAt > call.deadlineAt) throw rateLimited(turnAt);
      }
      return new Promise<void>((resolve, reject) => {
        const stopWatching = watchCall(call, lateMessage, (reason) => {
          queue.delete(waiting, place);
          admitWaiting();
          const endedAt = performance.now();
          const turnAt = gates.turnAt(route, 0, 0, endedAt);
          const isLimited = turnAt > endedAt && !call.signal.aborted;
          reject(isLimited ? rateLimited(turnAt) : reason);
        });
        const waiting: Waiting = {
          route,
          admit() {
            stopWatching();
            resolve();
          },
          refuse(failure) {
            stopWatching();
            reject(failure);
          },
        };
        queue.add(waiting, place);
        admitWaiting();
      });
    },
    leave(route, answer) {
      running -= 1;
      const ignored = gates.end(route, answer, performance.now());
      admitWaiting();
      return ignored;
    },
    undo(route) {
      running -= 1;
      gates.undo(route);
      admitWaiting();
    },
    refuseWaiting(failure) {
      clearTimeout(timer);
      for (let next = queue.next(() => true); next !== undefined; next = queue.next(() => true)) {
        next.refuse(failure());
      }
    },
    left: (route) => gates.left(route, performance.now()),
    state() {
      const left = gates.least(performance.now());
      return { inFlight: running, waiting: queue.size, budgetLeft: left === Infinity ? null : left };
    },
  };
}
