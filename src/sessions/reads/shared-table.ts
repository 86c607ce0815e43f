/** What requests share of one provider: for each read of the table its answers, for `freshForMs`, and the reads under way. */
import type { Provider } from '../../providers/provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { createSharedReads, type ReadObserver, type SharedReads } from '../../upstream/shared-reads.ts';
import { type Read, table } from './table.ts';

const maxSharedEntries = 10_000;

/** Told of every failure that a request meets when it reads. */
export type FailureObserver = (provider: Provider, failure: ProviderFailure) => void;

export interface SharedTable {
  readonly provider: Provider;
  readonly onFailure: FailureObserver | undefined;
  of<Key extends readonly unknown[], Value>(read: Read<Key, Value>): SharedReads<Value>;
  /** After a change of sessions. @param accountIds whose sessions changed; null where that is not known. */
  invalidate(accountIds: ReadonlySet<string> | null): void;
}

/** @param observe told of what every request finds. */
export function createSharedTable(
  provider: Provider,
  observe?: ReadObserver,
  onFailure?: FailureObserver,
): SharedTable {
  const shared = new Map<unknown, Pick<SharedReads<unknown>, 'invalidate'>>();
  return {
    provider,
    onFailure,
    of<Key extends readonly unknown[], Value>(read: Read<Key, Value>) {
      // What stands at a read was made for it, below.
      const known = shared.get(read) as SharedReads<Value> | undefined;
      if (known !== undefined) return known;
      const { id, name, timeoutMs, freshForMs } = provider;
      const made = createSharedReads<Value>({
        providerId: id,
        providerName: name,
        timeoutMs,
        freshForMs,
        maxEntries: maxSharedEntries,
        observe,
        keep: read.isWhole,
      });
      shared.set(read, made);
      return made;
    },
    invalidate(accountIds) {
      for (const read of Object.values(table)) {
        const reads = shared.get(read);
        if (read.changesWith === 'no session') continue;
        if (read.changesWith === 'any account' || accountIds === null) reads?.invalidate();
        else reads?.invalidate((key) => accountIds.has(key));
      }
    },
  };
}

/** One string for each key of a read: equal keys, equal strings. */
export function encodeKey(key: readonly unknown[]): string {
  const [only] = key;
  return key.length === 1 && typeof only === 'string' ? only : JSON.stringify(key);
}
