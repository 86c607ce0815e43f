/** Reads under way, and those who wait for them. */
import type { Call } from './call.ts';
import { ProviderFailure } from './failure.ts';

/** What a read says of a key: its value, or why it has none. */
export type Told<Value> = Value | ProviderFailure;

/**
 * Reads the keys that are neither fresh nor being read. Keys are told apart by the strings that they stand at.
 *
 * @param offer takes what gives callers who cannot wait for the end as much as is known before.
 */
export type ReadMissing<Key, Value> = (
  missing: ReadonlyMap<string, Key>,
  call: Call,
  offer: (soFar: SoFar<Value>) => void,
) => Promise<ReadonlyMap<string, Told<Value>>>;

/** What a read that goes on knows of a key; null where that is nothing. @param late why it is not waited for, where a value can say so. */
export type SoFar<Value> = (key: string, late: ProviderFailure) => Told<Value> | null;

export interface Flight<Value> {
  readonly keys: readonly string[];
  readonly origin: Call['origin'];
  readonly controller: AbortController;
  readonly waiters: Set<Waiter<Value>>;
  readonly place: Place<Value>;
  soFar: SoFar<Value>;
}

/**
 * Stands in the map for a flight, and is emptied when it lands. V8 keeps what the earlier tables of a long-lived `Map` held until the next full
 * collection: of whole flights, with the requests that wait for them, that took a tenth of the processor's time and 100 MB.
 */
interface Place<Value> {
  flight: Flight<Value> | null;
}

export interface Waiter<Value> {
  landed(flight: Flight<Value>, told: ReadonlyMap<string, Told<Value>>): void;
  /** With anything but a `ProviderFailure`, which would be of its keys. */
  crashed(error: unknown): void;
}

export interface Flights<Value> {
  /** The flight that brings the key; null where there is none, or where it departed before a change. */
  with(key: string): Flight<Value> | null;
  /** A flight that has not departed, and that nobody waits for yet. */
  prepare(keys: readonly string[], origin: Call['origin']): Flight<Value>;
  depart<Key>(
    flight: Flight<Value>,
    missing: ReadonlyMap<string, Key>,
    read: ReadMissing<Key, Value>,
  ): Promise<void>;
  /** The waiter waits no more. @param reason why the read is aborted, where nobody else waits for it. */
  leave(flight: Flight<Value>, waiter: Waiter<Value>, reason: unknown): void;
  /** Nobody who comes later is to be given what flights bring of these keys. */
  invalidate(isTouched: (key: string) => boolean): void;
}

const nothing = () => null;

/**
 * @param timeoutMs how long one read may take, in milliseconds.
 * @param onLanded told of each flight that succeeds: its keys, but for those that were invalidated, and what it brought.
 */
export function createFlights<Value>(
  timeoutMs: number,
  onLanded: (keys: readonly string[], told: ReadonlyMap<string, Told<Value>>) => void,
): Flights<Value> {
  const byKey = new Map<string, Place<Value>>();

  /** Takes the flight's keys down; those that were invalidated meanwhile are not its own any more. */
  const land = (flight: Flight<Value>): readonly string[] => {
    const own = flight.keys.filter((key) => byKey.get(key) === flight.place);
    for (const key of own) byKey.delete(key);
    flight.place.flight = null;
    return own;
  };

  return {
    with: (key) => byKey.get(key)?.flight ?? null,
    prepare: (keys, origin) => ({
      keys,
      origin,
      controller: new AbortController(),
      waiters: new Set(),
      place: { flight: null },
      soFar: nothing,
    }),
    async depart(flight, missing, read) {
      const { keys, origin, controller, waiters, place } = flight;
      place.flight = flight;
      for (const key of keys) byKey.set(key, place);
      try {
        const call = { signal: controller.signal, deadlineAt: performance.now() + timeoutMs, origin };
        const told = await read(missing, call, (soFar) => {
          flight.soFar = soFar;
        });
        onLanded(land(flight), told);
        for (const waiter of waiters) waiter.landed(flight, told);
      } catch (error) {
        land(flight);
        const told = error instanceof ProviderFailure ? new Map(keys.map((key) => [key, error])) : null;
        for (const waiter of waiters) {
          if (told === null) waiter.crashed(error);
          else waiter.landed(flight, told);
        }
        // Stops what the read has left running.
        controller.abort(error);
      }
    },
    leave(flight, waiter, reason) {
      flight.waiters.delete(waiter);
      if (flight.waiters.size > 0) return;
      // Nobody may join what is being aborted.
      land(flight);
      flight.controller.abort(reason);
    },
    invalidate(isTouched) {
      for (const key of byKey.keys()) if (isTouched(key)) byKey.delete(key);
    },
  };
}
