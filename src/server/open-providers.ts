/** Makes the configured providers and the connections they share. */
import type { Provider } from '../providers/provider.ts';
import type { CommonProviderConfig } from '../providers/config.ts';
import { providerName } from '../providers/kind.ts';
import { createProvider, kindNamed, limitsOf } from '../providers/registry.ts';
import type { Revocations } from '../providers/revocations.ts';
import { createDispatcher, createUpstream, type UpstreamOptions } from '../upstream/client.ts';
import { tellAll, type UpstreamObserver } from '../upstream/observer.ts';
import { shareLimits } from '../upstream/shared-limits.ts';
import type { Store } from '../store/store.ts';

export interface OpenProviders {
  readonly providers: readonly Provider[];
  /** Cuts every connection; no call is under way any more, or nobody waits for it. */
  close(): Promise<void>;
}

/** What all providers are given, where it is there. */
export interface Shared {
  /** Those who watch the calls. */
  readonly observers?: readonly UpstreamObserver[];
  /** Where processes share limits; each process has them for itself where left out. */
  readonly store?: Store;
  /** By the provider's id; each provider has its own in memory where left out. */
  readonly revocations?: ReadonlyMap<string, Revocations>;
  /** See `UpstreamOptions`. */
  readonly openCircuit?: UpstreamOptions['openCircuit'] | undefined;
}

/** Nothing is sent before a provider is first asked. @param now the wall clock, in epoch milliseconds. */
export function openProviders(
  configs: readonly CommonProviderConfig[],
  now: () => number,
  { observers = [], revocations, store, openCircuit }: Shared = {},
): OpenProviders {
  const dispatcher = createDispatcher();
  const observer = tellAll(observers);
  const providers = configs.map((config) => {
    const { baseUrl, maxConcurrency, rateLimit, limitShare, timeoutMs, propagateTrace } = config;
    const name = providerName(kindNamed(config.kind).label, config);
    const upstream = createUpstream({
      baseUrl,
      maxConcurrency,
      rateLimit,
      limits: limitsOf(config),
      limitShare,
      shared: store ? shareLimits(store, config.id, now) : null,
      timeoutMs,
      dispatcher,
      providerId: config.id,
      providerName: name,
      now,
      propagateTrace,
      observers,
      openCircuit,
    });
    const revoked = revocations?.get(config.id);
    return createProvider(config, { upstream, now, observer, ...(revoked && { revocations: revoked }) });
  });
  return { providers, close: () => dispatcher.destroy() };
}
