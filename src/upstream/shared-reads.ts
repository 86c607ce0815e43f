/**
 * Equal reads become one: callers that ask for a key while it is being read, or shortly after it was, get that answer. Whoever may see
 * it is decided later, on the objects, so callers of different people share.
 */
import type { Call } from './call.ts';
import { startJoinSpan } from './spans.ts';
import { throwIfOver, watchCall } from './watch-call.ts';

export interface SharedReads<Value> {
  /**
   * The values of the keys; a key that the read did not answer is missing. Keys that are neither fresh nor being read are read
   * together, in one `read` with a call of its own: its deadline is the provider's and not a caller's, and it is aborted only when everybody
   * who waits for it has left. Its origin is that of the caller who started it.
   *
   * Rejects with what a read rejected with, with the reason of `call.signal`, or with TIMED_OUT at `call.deadlineAt`.
   */
  readMany<Key>(
    keys: ReadonlyMap<string, Key>,
    read: ReadMissing<Key, Value>,
    call: Call,
  ): Promise<ReadonlyMap<string, Value>>;
  /**
   * After a change: later callers read again, and what a read that began before finds is not kept.
   *
   * @param isTouched which keys the change touched; all of them where left out.
   */
  invalidate(isTouched?: (key: string) => boolean): void;
}

/** Reads the keys that are neither fresh nor being read. Keys are told apart by the strings that they stand at. */
export type ReadMissing<Key, Value> = (
  missing: ReadonlyMap<string, Key>,
  call: Call,
) => Promise<ReadonlyMap<string, Value>>;

/** Of so many keys the answer was fresh, was being read for another caller, or had to be read. Must not throw. */
export type ReadObserver = (provider: string, result: 'fresh' | 'joined' | 'read', keys: number) => void;

/** A read in flight and those who wait for it. */
interface Flight<Value> {
  readonly keys: readonly string[];
  readonly origin: Call['origin'];
  readonly controller: AbortController;
  readonly waiters: Set<Waiter<Value>>;
  readonly place: Place<Value>;
}

/**
 * Stands in the map for a flight, and is emptied when it lands. V8 keeps what the earlier tables of a long-lived `Map` held until the next full
 * collection: of whole flights, with the requests that wait for them, that took a tenth of the processor's time and 100 MB.
 */
interface Place<Value> {
  flight: Flight<Value> | null;
}

interface Waiter<Value> {
  answered(flight: Flight<Value>, values: ReadonlyMap<string, Value>): void;
  failed(error: unknown): void;
}

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
  const inFlight = new Map<string, Place<Value>>();

  const dropOld = (at: number) => {
    for (const [key, { answeredAt }] of kept) {
      if (kept.size <= maxEntries && at - answeredAt < freshForMs) return;
      kept.delete(key);
    }
  };

  /** Takes the flight's keys down; those that were forgotten meanwhile are not its own any more. */
  const land = (flight: Flight<Value>, values: ReadonlyMap<string, Value> | null) => {
    const answeredAt = now();
    for (const key of flight.keys) {
      if (inFlight.get(key) !== flight.place) continue;
      inFlight.delete(key);
      const value = values?.get(key);
      if (freshForMs === 0 || value === undefined || !keep(value)) continue;
      kept.delete(key);
      kept.set(key, { value, answeredAt });
    }
    flight.place.flight = null;
    dropOld(answeredAt);
  };

  const depart = async <Key>(
    flight: Flight<Value>,
    missing: ReadonlyMap<string, Key>,
    read: ReadMissing<Key, Value>,
  ): Promise<void> => {
    const { origin } = flight;
    const { place } = flight;
    place.flight = flight;
    for (const key of flight.keys) inFlight.set(key, place);
    try {
      const deadlineAt = performance.now() + timeoutMs;
      const values = await read(missing, { signal: flight.controller.signal, deadlineAt, origin });
      land(flight, values);
      for (const waiter of flight.waiters) waiter.answered(flight, values);
    } catch (error) {
      land(flight, null);
      for (const waiter of flight.waiters) waiter.failed(error);
    }
  };

  const leave = (flight: Flight<Value>, waiter: Waiter<Value>, reason: unknown) => {
    flight.waiters.delete(waiter);
    if (flight.waiters.size > 0) return;
    // Nobody may join what is being aborted. After a failure this stops what the read has left running.
    land(flight, null);
    flight.controller.abort(reason);
  };

  return {
    async readMany<Key>(keys: ReadonlyMap<string, Key>, read: ReadMissing<Key, Value>, call: Call) {
      throwIfOver(call, lateMessage);
      const at = now();
      const result = new Map<string, Value>();
      const flights = new Map<Flight<Value>, string[]>();
      const missing = new Map<string, Key>();
      for (const [key, asked] of keys) {
        const entry = kept.get(key);
        const flight = inFlight.get(key)?.flight ?? null;
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
      const joined = [...flights.keys()];
      if (observe !== undefined) {
        if (result.size > 0) observe(providerId, 'fresh', result.size);
        if (missing.size > 0) observe(providerId, 'read', missing.size);
        if (joined.length > 0) observe(providerId, 'joined', keys.size - result.size - missing.size);
      }
      let departing: Flight<Value> | null = null;
      if (missing.size > 0) {
        const rest = [...missing.keys()];
        departing = {
          keys: rest,
          origin: call.origin,
          controller: new AbortController(),
          waiters: new Set(),
          place: { flight: null },
        };
        flights.set(departing, rest);
      }
      if (flights.size === 0) return result;

      const origins = joined.map(({ origin }) => origin);
      const span = joined.length === 0 ? null : startJoinSpan(providerId, call.origin, origins);
      const found = new Promise<ReadonlyMap<string, Value>>((resolve, reject) => {
        const leaveAll = (reason: unknown) => {
          for (const flight of flights.keys()) leave(flight, waiter, reason);
          reject(reason);
        };
        const stopWatching = watchCall(call, lateMessage, leaveAll);
        const waiter: Waiter<Value> = {
          answered(flight, values) {
            for (const key of flights.get(flight) ?? []) {
              const value = values.get(key);
              if (value !== undefined) result.set(key, value);
            }
            flights.delete(flight);
            if (flights.size > 0) return;
            stopWatching();
            resolve(result);
          },
          failed(error) {
            stopWatching();
            leaveAll(error);
          },
        };
        for (const flight of flights.keys()) flight.waiters.add(waiter);
        if (departing !== null) void depart(departing, missing, read);
      });
      return span === null ? found : found.finally(() => span.end());
    },
    invalidate(isTouched = () => true) {
      for (const key of kept.keys()) if (isTouched(key)) kept.delete(key);
      for (const key of inFlight.keys()) if (isTouched(key)) inFlight.delete(key);
    },
  };
}
