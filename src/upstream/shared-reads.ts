/**
 * Equal reads become one: callers that ask for a key while it is being read, or shortly after it was, get that answer. Whoever may see
 * it is decided later, on the objects, so callers of different people share.
 */
import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';
import { createFlights, type Flight, type ReadMissing, type Told, type Waiter } from './flights.ts';
import { startJoinSpan } from './spans.ts';
import { watchCall } from './watch-call.ts';

export interface SharedReads<Value> {
  /**
   * Each key's value, or why it has none. A key that the read did not answer is missing. Keys that are neither fresh nor being read are read
   * together, in one `read` with a call of its own: its deadline is the provider's and not a caller's, and it is aborted only when everybody
   * who waits for it has left. Its origin is that of the caller who started it.
   *
   * A read that rejects with a `ProviderFailure` costs its own keys. At `call.deadlineAt` the caller is given what is there: what reads that go on
   * know so far, and TIMED_OUT for their other keys. They go on for whoever asks next. A read that another caller began may run out of its own
   * time before that: then its keys are read again. Rejects with the reason of `call.signal`, or with any other error of a read.
   */
  readMany<Key>(
    keys: ReadonlyMap<string, Key>,
    read: ReadMissing<Key, Value>,
    call: Call,
  ): Promise<ReadonlyMap<string, Told<Value>>>;
  /**
   * After a change: later callers read again, and what a read that began before finds is not kept.
   *
   * @param isTouched which keys the change touched; all of them where left out.
   */
  invalidate(isTouched?: (key: string) => boolean): void;
}

/** Of so many keys the answer was fresh, was being read for another caller, or had to be read. Must not throw. */
export type ReadObserver = (provider: string, result: 'fresh' | 'joined' | 'read', keys: number) => void;

/**
 * @param options.providerId its id in the configuration.
 * @param options.providerName for messages: "Zendesk (support)".
 * @param options.timeoutMs how long one read may take, in milliseconds.
 * @param options.freshForMs how long an answer may be given again, from when it came.
 * @param options.maxEntries how many answers are held; the oldest go first.
 * @param options.now a clock in milliseconds that never goes back; default `performance.now()`.
 * @param options.observe told of what every caller finds.
 * @param options.keep whether a value may be given again: an incomplete one should not.
 */
export function createSharedReads<Value>(options: {
  readonly providerId: string;
  readonly providerName: string;
  readonly timeoutMs: number;
  readonly freshForMs: number;
  readonly maxEntries: number;
  readonly now?: () => number;
  readonly observe?: ReadObserver | undefined;
  readonly keep: (value: Value) => boolean;
}): SharedReads<Value> {
  const { providerId, providerName, timeoutMs, freshForMs, maxEntries, keep, observe } = options;
  const { now = () => performance.now() } = options;
  const lateMessage = `${providerName} did not answer in time.`;
  /** In the order they were answered, so the oldest stands first. */
  const kept = new Map<string, { readonly value: Value; readonly answeredAt: number }>();
  const dropOld = (at: number) => {
    for (const [key, { answeredAt }] of kept) {
      if (kept.size <= maxEntries && at - answeredAt < freshForMs) return;
      kept.delete(key);
    }
  };

  let forgets: NodeJS.Timeout | undefined;
  /** Old answers are let go also while nobody asks. */
  const forgetLater = () => {
    if (kept.size === 0) return;
    forgets ??= setTimeout(() => {
      forgets = undefined;
      dropOld(now());
      forgetLater();
    }, freshForMs).unref();
  };

  const inFlight = createFlights<Value>(timeoutMs, (landed, told) => {
    const answeredAt = now();
    for (const key of landed) {
      const value = told.get(key);
      if (freshForMs === 0 || value === undefined) continue;
      if (value instanceof ProviderFailure || !keep(value)) continue;
      kept.delete(key);
      kept.set(key, { value, answeredAt });
    }
    dropOld(answeredAt);
    forgetLater();
  });

  /** Waits for all the flights, each with the keys that are wanted of it, or for the end of the call. Adds to the result what they bring. */
  const collect = (
    flights: Map<Flight<Value>, readonly string[]>,
    result: Map<string, Told<Value>>,
    call: Call,
  ) =>
    new Promise<ReadonlyMap<string, Told<Value>>>((resolve, reject) => {
      const leaveAll = (reason: unknown) => {
        for (const flight of flights.keys()) inFlight.leave(flight, waiter, reason);
        reject(reason);
      };
      const stopWatching = watchCall(call, lateMessage, (reason) => {
        if (call.signal.aborted || !(reason instanceof ProviderFailure)) return leaveAll(reason);
        for (const flight of flights.keys()) flight.waiters.delete(waiter);
        giveSoFar(flights, result, reason);
        resolve(result);
      });
      const waiter: Waiter<Value> = {
        landed(flight, told) {
          for (const key of flights.get(flight) ?? []) {
            const value = told.get(key);
            if (value !== undefined) result.set(key, value);
          }
          flights.delete(flight);
          if (flights.size > 0) return;
          stopWatching();
          resolve(result);
        },
        crashed(error) {
          stopWatching();
          leaveAll(error);
        },
      };
      for (const flight of flights.keys()) flight.waiters.add(waiter);
    });

  const shared: SharedReads<Value> = {
    async readMany<Key>(keys: ReadonlyMap<string, Key>, read: ReadMissing<Key, Value>, call: Call) {
      call.signal.throwIfAborted();
      const at = now();
      const result = new Map<string, Told<Value>>();
      const flights = new Map<Flight<Value>, string[]>();
      const missing = new Map<string, Key>();
      for (const [key, asked] of keys) {
        const entry = kept.get(key);
        const flight = inFlight.with(key);
        if (entry !== undefined && at - entry.answeredAt < freshForMs) {
          result.set(key, entry.value);
        } else if (flight === null) {
          missing.set(key, asked);
        } else {
          const joined = flights.get(flight);
          if (joined === undefined) flights.set(flight, [key]);
          else joined.push(key);
        }
      }
      if (missing.size + flights.size > 0 && performance.now() >= call.deadlineAt) {
        const late = new ProviderFailure('TIMED_OUT', lateMessage);
        for (const key of missing.keys()) result.set(key, late);
        giveSoFar(flights, result, late);
        return result;
      }
      const joined = [...flights.keys()];
      if (observe !== undefined) {
        if (result.size > 0) observe(providerId, 'fresh', result.size);
        if (missing.size > 0) observe(providerId, 'read', missing.size);
        if (joined.length > 0) observe(providerId, 'joined', keys.size - result.size - missing.size);
      }
      let departing: Flight<Value> | null = null;
      if (missing.size > 0) {
        const rest = [...missing.keys()];
        departing = inFlight.prepare(rest, call.origin);
        flights.set(departing, rest);
      }
      if (flights.size === 0) return result;
      const origins = joined.map(({ origin }) => origin);
      const span = joined.length === 0 ? null : startJoinSpan(providerId, call.origin, origins);
      const found = collect(flights, result, call);
      if (departing !== null) void inFlight.depart(departing, missing, read);
      if (span === null) return found;
      await found.finally(() => span.end());
      // What this caller began itself is not read again.
      const late = new Map([...keys].filter(([key]) => !missing.has(key) && isLate(result.get(key))));
      if (late.size === 0 || performance.now() >= call.deadlineAt) return result;
      return new Map([...result, ...(await shared.readMany(late, read, call))]);
    },
    invalidate(isTouched = () => true) {
      for (const key of kept.keys()) if (isTouched(key)) kept.delete(key);
      inFlight.invalidate(isTouched);
    },
  };
  return shared;
}

function isLate(told: unknown): boolean {
  return told instanceof ProviderFailure && told.status === 'TIMED_OUT';
}

/** For a caller who leaves before the flights have landed: what their reads know so far, and of other keys the failure. */
function giveSoFar<Value>(
  flights: ReadonlyMap<Flight<Value>, readonly string[]>,
  result: Map<string, Told<Value>>,
  failure: ProviderFailure,
): void {
  for (const [flight, keys] of flights) {
    for (const key of keys) result.set(key, flight.soFar(key, failure) ?? failure);
  }
}
