/** The reads of all providers, bound to one request. */
import type { Provider } from '../../providers/provider.ts';
import type { ProviderReads, ReadSource } from './provider-reads.ts';

export interface RequestReads {
  readonly all: readonly ProviderReads[];
  /** Throws where the provider is not one of the configured ones. */
  of(provider: Provider): ProviderReads;
  /** By its id in the configuration; null where there is none. */
  named(providerId: string): ProviderReads | null;
  /** After a change: these providers are read again, by every request, and here with the time budget of a new request. */
  invalidate(providers: Iterable<Provider>): void;
  /** Gives further reads the time budget of a new request. */
  renewTimeBudgets(): void;
}

export function createRequestReads(
  sources: ReadonlyMap<Provider, ReadSource>,
  signal: AbortSignal,
): RequestReads {
  const byProvider = new Map([...sources].map(([provider, source]) => [provider, source.forRequest(signal)]));
  const all = [...byProvider.values()];
  const reads: RequestReads = {
    all,
    of(provider) {
      const found = byProvider.get(provider);
      if (found === undefined) throw new Error(`${provider.name} is not part of this request.`);
      return found;
    },
    named: (providerId) => all.find(({ provider }) => provider.id === providerId) ?? null,
    invalidate(providers) {
      for (const provider of providers) {
        sources.get(provider)?.forget();
        reads.of(provider).forget();
      }
    },
    renewTimeBudgets() {
      for (const provider of all) provider.takeMoreTime();
    },
  };
  return reads;
}
