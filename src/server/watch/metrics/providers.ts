/** What this server asks providers, and how each of them is. */
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Provider } from '../../../providers/provider.ts';
import type { UpstreamObserver } from '../../../upstream/observer.ts';
import type { ReadObserver } from '../../../upstream/shared-reads.ts';
import type { UpstreamState } from '../../../upstream/state.ts';
import { childrenOf } from './children.ts';
import { durations } from './durations.ts';

const gauges: readonly (readonly [
  name: string,
  help: string,
  of: (state: UpstreamState) => number | null,
])[] = [
  [
    'sessiongraph_provider_in_flight',
    'Calls to the provider that are not answered yet.',
    ({ inFlight }) => inFlight,
  ],
  [
    'sessiongraph_provider_waiting',
    'Calls that wait for a place (maxConcurrency) or for their turn (rateLimit).',
    ({ waiting }) => waiting,
  ],
  [
    'sessiongraph_provider_budget_left',
    'Calls that the budget of the provider would let through now.',
    ({ budgetLeft }) => budgetLeft,
  ],
  [
    'sessiongraph_provider_circuit_open',
    '1 while the provider fails and is left alone, else 0.',
    ({ circuit }) => (circuit === 'closed' ? 0 : 1),
  ],
];

export function providerMetrics(registry: Registry): UpstreamObserver {
  const registers = [registry];
  const durationOf = durations(registry, {
    name: 'http_client_request_duration_seconds',
    help: 'Duration of HTTP calls to providers; each try is one. error_type is the failure as a provider report names it.',
    labelNames: ['provider', 'http_request_method', 'http_response_status_code', 'error_type'],
  });
  const refusedOf = childrenOf(
    new Counter({
      name: 'sessiongraph_provider_refused_total',
      help: 'Calls that were not sent because of a limit of this server: its budget, the circuit, the queue, or the budget of further tries.',
      labelNames: ['provider', 'reason'],
      registers,
    }),
  );
  return {
    sent({ provider, method, status, failure, durationMs }) {
      durationOf(provider, method, String(status ?? ''), failure ?? '').observe(durationMs / 1000);
    },
    refused({ provider, reason }) {
      refusedOf(provider, reason).inc();
    },
  };
}

/** Read from the providers when Prometheus asks. */
export function providerStateMetrics(registry: Registry, providers: readonly Provider[]): void {
  for (const [name, help, valueOf] of gauges) {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames: ['provider'],
        registers: [],
        collect() {
          for (const { id, state } of providers) {
            const value = state === undefined ? null : valueOf(state());
            if (value !== null) this.labels(id).set(value);
          }
        },
      }),
    );
  }
}

export function sharedReadMetrics(registry: Registry): ReadObserver {
  const readsOf = childrenOf(
    new Counter({
      name: 'sessiongraph_shared_reads_total',
      help: 'Keys that requests read of a provider: fresh from a read just before, joined to one under way, or read.',
      labelNames: ['provider', 'result'],
      registers: [registry],
    }),
  );
  return (provider, result, keys) => readsOf(provider, result).inc(keys);
}
