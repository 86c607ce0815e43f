/** The reads of all providers, bound to one request. */
import type { Provider } from '../../providers/provider.ts';
import type { Caller } from '../../upstream/call.ts';
import { inNextTurn, type ScheduleBatch } from './loader.ts';
import { ProviderReads } from './provider-reads.ts';
import { accountsByProvider, type Touched } from './shared-changes.ts';
import type { SharedTable } from './shared-table.ts';

export interface RequestReads {
  readonly all: readonly ProviderReads[];
  /** Throws where the provider is not one of the configured ones. */
  of(provider: Provider): ProviderReads;
  /** By its id in the configuration; null where there is none. */
  named(providerId: string): ProviderReads | null;
  /** These providers' sessions are read again, by every request, and everything of them here, with the time budget of a new request. */
  invalidate(providers: Iterable<Provider>): void;
  /** Where only some accounts' sessions are read again, and every other account's stay shared. */
  invalidateAccounts(touched: Iterable<Touched>): void;
  /** Gives further reads the time budget of a new request. */
  renewTimeBudgets(): void;
}

export function createRequestReads(
  shared: ReadonlyMap<Provider, SharedTable>,
  caller: Caller,
  scheduleBatch: ScheduleBatch = inNextTurn,
): RequestReads {
  const all = Array.from(shared.values(), (of) => new ProviderReads(of, caller, scheduleBatch));
  const reads: RequestReads = {
    all,
    of(provider) {
      const found = all.find((asked) => asked.provider === provider);
      if (found === undefined) throw new Error(`${provider.name} is not part of this request.`);
      return found;
    },
    named: (providerId) => all.find(({ provider }) => provider.id === providerId) ?? null,
    invalidate(providers) {
      for (const provider of providers) {
        shared.get(provider)?.invalidate(null);
        reads.of(provider).invalidate();
      }
    },
    invalidateAccounts(touched) {
      for (const [provider, accountIds] of accountsByProvider(touched)) {
        shared.get(provider)?.invalidate(accountIds);
        reads.of(provider).invalidate();
      }
    },
    renewTimeBudgets() {
      for (const provider of all) provider.renewTimeBudget();
    },
  };
  return reads;
}
