/** A read of the table as a DataLoader of one request: what it asks in one turn of the loop, less what others asked just now, is one question. */
import DataLoader from 'dataloader';
import { ProviderFailure } from '../../upstream/failure.ts';
import { encodeKey, type SharedTable } from './shared-table.ts';
import type { Read } from './table.ts';
import type { TimeBudget } from './time-budget.ts';

export function createLoader<Key extends readonly unknown[], Value>(
  read: Read<Key, Value>,
  shared: SharedTable,
  budget: TimeBudget,
  scheduleBatch: ScheduleBatch,
): DataLoader<Key, Value, string> {
  const { provider } = shared;
  const reads = shared.of(read);

  async function load(keys: readonly Key[]): Promise<readonly (Value | Error)[]> {
    const byString = new Map<string, Key>();
    const strings = keys.map((key) => {
      const string = encodeKey(key);
      byString.set(string, key);
      return string;
    });
    const reading = budget.during((call) =>
      reads.readMany(
        byString,
        async (missing, joined, offer) => {
          const valueOf = await read.read(provider, [...missing.values()], joined, (soFar) =>
            offer((string, late) => {
              const key = missing.get(string);
              return key === undefined ? null : soFar(key, late);
            }),
          );
          const found = new Map<string, Value | ProviderFailure>();
          for (const [string, key] of missing) {
            const value = valueOf(key);
            if (value !== undefined) found.set(string, value);
          }
          return found;
        },
        call,
      ),
    );
    const values = await reading.catch((error: unknown) => {
      throw named(error);
    });
    return strings.map((string) => {
      const value = values.get(string);
      return value === undefined
        ? new Error(`${provider.name} was read without an answer for a key.`)
        : named(value);
    });
  }

  /** A failure is told of the provider by its name, also where no report stands beside it. */
  function named<Thing>(thing: Thing): Thing {
    const failure = failureIn(thing);
    if (failure === null) return thing;
    failure.providerName = provider.name;
    shared.onFailure?.(provider, failure);
    return thing;
  }

  return gathering(
    read.isBatched
      ? load
      : async (keys) =>
          (
            await Promise.all(keys.map((key) => load([key]).catch((error: unknown) => [asError(error)])))
          ).flat(),
    scheduleBatch,
  );
}

/** What was read, or a part of it, may be a failure. */
function failureIn(thing: unknown): ProviderFailure | null {
  if (thing instanceof ProviderFailure) return thing;
  const isPart = typeof thing === 'object' && thing !== null && 'failure' in thing;
  return isPart && thing.failure instanceof ProviderFailure ? thing.failure : null;
}

/** When a batch is whole: calls `run` then. */
export type ScheduleBatch = (run: () => void) => void;

/** Answers of one upstream wave arrive in several ticks; waiting for the next turn of the loop keeps their follow-ups one batch. */
export const inNextTurn: ScheduleBatch = (run) => setImmediate(run);

export function gathering<Key extends readonly unknown[], Value>(
  load: (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>,
  scheduleBatch: ScheduleBatch,
): DataLoader<Key, Value, string> {
  return new DataLoader(load, { batchScheduleFn: scheduleBatch, cacheKeyFn: encodeKey });
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('A read failed.', { cause: error });
}
