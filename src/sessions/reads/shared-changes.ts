/** A change at one replica makes what the others have read old. */
import { z } from 'zod';
import type { Provider } from '../../providers/provider.ts';
import type { Store } from '../../store/store.ts';
import type { SharedTable } from './shared-table.ts';

export interface Touched {
  readonly provider: Provider;
  /** Null where it is not known: then what was read of any account is old. */
  readonly accountId: string | null;
}

/** So many accounts of a provider are named; where more changed, every account's sessions are read again. */
const maxNamed = 100;

const messageText = z.object({ providerId: z.string(), accountIds: z.array(z.string()).nullable() });

/** Invalidates what this replica has read when others tell it of changes. @returns tells the others of changes here. */
export function shareChanges(
  store: Store,
  shared: ReadonlyMap<Provider, SharedTable>,
): (touched: Iterable<Touched>) => void {
  store.subscribe('changed', {
    heard(message) {
      const { providerId, accountIds } = messageText.parse(JSON.parse(message));
      for (const [provider, table] of shared) {
        if (provider.id === providerId) table.invalidate(accountIds && new Set(accountIds));
      }
    },
    missed() {
      for (const table of shared.values()) table.invalidate(null);
    },
  });
  return (touched) => {
    for (const [provider, accountIds] of accountsByProvider(touched)) {
      const isNamed = accountIds !== null && accountIds.size <= maxNamed;
      const message = { providerId: provider.id, accountIds: isNamed ? [...accountIds] : null };
      store.publish('changed', JSON.stringify(message));
    }
  };
}

/** Null where an account is not known. */
export function accountsByProvider(
  touched: Iterable<Touched>,
): ReadonlyMap<Provider, ReadonlySet<string> | null> {
  const grouped = Map.groupBy(touched, ({ provider }) => provider);
  return new Map(
    Array.from(grouped, ([provider, accounts]) => {
      const ids = accounts.flatMap(({ accountId }) => accountId ?? []);
      return [provider, ids.length === accounts.length ? new Set(ids) : null];
    }),
  );
}
