/** All metrics of the process, and what tells them. Their names and labels are a contract with dashboards: see `docs/watching.md`. */
import { Registry } from 'prom-client';
import packageJson from '../../../../package.json' with { type: 'json' };
import type { Provider } from '../../../providers/provider.ts';
import type { Audit } from '../../../sessions/audit/audit.ts';
import type { UpstreamObserver } from '../../../upstream/observer.ts';
import type { ReadObserver } from '../../../upstream/shared-reads.ts';
import type { Config } from '../../../config/config.ts';
import type { Store } from '../../../store/store.ts';
import type { Log } from '../log.ts';
import type { RequestListener } from '../watch.ts';
import { auditFailureMetric, countingRevocations } from './changes.ts';
import { serveMetrics } from './metrics-server.ts';
import { processMetrics } from './process.ts';
import { providerMetrics, providerStateMetrics, sharedReadMetrics } from './providers.ts';
import { requestMetrics } from './requests.ts';
import { simpleGauge } from './simple-gauge.ts';

export interface Metrics {
  /** Where they are read. */
  readonly url: string;
  readonly requests: RequestListener;
  readonly upstream: UpstreamObserver;
  readonly sharedRead: ReadObserver;
  auditFailed(): void;
  countRevocations(audit: Audit): Audit;
  /** Shows how these providers are, whenever Prometheus asks. */
  showProviders(providers: readonly Provider[]): void;
  /** Shows whether the store can be reached. */
  showStore(store: Store): void;
  close(): Promise<void>;
}

/** Measures from now on, and serves what it measures. Rejects with a `ConfigError` where it cannot listen. */
export async function openMetrics(
  { revision, ...address }: NonNullable<Config['metrics']>,
  log: Log,
): Promise<Metrics> {
  const registry = new Registry();
  const server = await serveMetrics(registry, address, log);
  const stopWatching = processMetrics(registry, packageJson.version, revision);
  return {
    url: server.url,
    requests: requestMetrics(registry),
    upstream: providerMetrics(registry),
    sharedRead: sharedReadMetrics(registry),
    auditFailed: auditFailureMetric(registry),
    countRevocations: countingRevocations(registry),
    showProviders: (providers) => providerStateMetrics(registry, providers),
    showStore: (store) =>
      simpleGauge(registry, 'sessiongraph_store_up', '1 while the store can be reached, else 0.', () =>
        store.isUp ? 1 : 0,
      ),
    async close() {
      stopWatching();
      await server.close();
    },
  };
}
