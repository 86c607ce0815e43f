/** Everything a configuration needs, opened and wired: audit, providers, graph, metrics, server. */
import type { AuthConfig, Config } from '../config/config.ts';
import type { GraphiqlTab } from './doors/pages/graphiql.ts';
import { startingTabs } from './doors/pages/starting-tabs.ts';
import { shareRevocations } from '../providers/shared-revocations.ts';
import { createIdentify, identifyVisitors } from './identity/identify.ts';
import { createGatewayCheck, identifyThroughGateway } from './identity/through-gateway.ts';
import type { Provider } from '../providers/provider.ts';
import type { UpstreamOptions } from '../upstream/client.ts';
import { createAccessLog } from './watch/access-log.ts';
import { createFailureLog } from './watch/failure-log.ts';
import type { Log } from './watch/log.ts';
import type { Metrics } from './watch/metrics/metrics.ts';
import { createWatch } from './watch/watch.ts';
import { openAudit } from './open-audit.ts';
import { openGraph } from './open-graph.ts';
import { createRates } from './limits/rates.ts';
import { openProviders } from './open-providers.ts';
import { openStore } from './open-store.ts';
import { createServer, type RunningServer, type Site, type SiteOptions } from './server.ts';
import { readDocuments } from './operations/trusted-documents.ts';

export interface OpenOptions {
  readonly config: Config;
  readonly log: Log;
  /** Those of the demo; without them the tabs have nobody's data in them. */
  readonly graphiqlTabs?: readonly GraphiqlTab[];
  readonly handleRequest?: SiteOptions['handleRequest'];
  /** For the demo, where nobody has to sign in: by what a visitor may do so all the same. */
  readonly visitors?: AuthConfig;
  readonly pages?: SiteOptions['pages'];
  /** See `UpstreamOptions`. */
  readonly openCircuit?: UpstreamOptions['openCircuit'] | undefined;
}

export interface StartOptions extends OpenOptions {
  /** Instead of the configuration's port; 0 for any free one. */
  readonly port?: number | undefined;
}

export interface OpenSite extends Pick<Site, 'close'> {
  readonly providers: readonly Provider[];
  /** Where Prometheus reads; null where nothing is measured. */
  readonly metricsUrl: string | null;
  readonly hasGraphiql: boolean;
}

export type StartedServer = RunningServer & OpenSite;

/**
 * Starts to serve. Rejects with node's error where it cannot listen, such as EADDRINUSE, and with a `ConfigError` where the audit
 * cannot be kept; leaves nothing open then.
 */
export function start({ port, ...options }: StartOptions): Promise<StartedServer> {
  const { server } = options.config;
  return openSite(options, (site) => createServer({ ...site, host: server.host, port: port ?? server.port }));
}

/** Opens all, and hands it to `serve`. Rejects as `start` does. */
export async function openSite<Served extends Pick<Site, 'close'>>(
  { config, log, graphiqlTabs, handleRequest, visitors, pages, openCircuit }: OpenOptions,
  serve: (options: SiteOptions) => Served | Promise<Served>,
): Promise<Served & OpenSite> {
  const { publicUrl, cors, trustedProxies } = config.server;
  const { trustedDocuments } = config;
  const isGateway = gatewayCheckOf(config.federation);
  const identify =
    visitors === undefined
      ? createIdentify(config.auth, Date.now, log)
      : identifyVisitors(visitors, Date.now, log);
  const opened: { close(): Promise<void> }[] = [];
  const closeAll = async () => {
    for (const one of opened.toReversed()) await one.close();
  };
  try {
    const metrics = await openMetrics(config.metrics, log);
    if (metrics !== null) opened.push(metrics);
    const kept = await openAudit(config.audit, Date.now, log, metrics?.auditFailed);
    opened.push(kept);
    const audit = metrics?.countRevocations(kept.audit) ?? kept.audit;
    const store = await openStore(config.store, Date.now, log);
    opened.push(store);
    metrics?.showStore(store);
    const providerIds = config.providers.map(({ id }) => id);
    const revocations = await shareRevocations(store, providerIds, Date.now);
    const observers = [createFailureLog(log), ...(metrics === null ? [] : [metrics.upstream])];
    const { providers, close } = openProviders(config.providers, Date.now, {
      revocations,
      observers,
      store,
      openCircuit,
    });
    opened.push({ close });
    metrics?.showProviders(providers);
    const { schema, contextFor, settled } = await openGraph(
      providers,
      config.federation,
      audit,
      store,
      Date.now,
      log,
      metrics?.sharedRead,
    );
    const hasGraphiql = offersGraphiql(config);
    const asksForKey = config.auth !== undefined;
    const served = await serve({
      schema,
      contextFor,
      corsOrigins: cors,
      onlyLocalHosts:
        config.auth === undefined
          ? { publicHost: publicUrl === undefined ? null : new URL(publicUrl).host }
          : null,
      identify: identifyThroughGateway(identify, isGateway),
      isGateway,
      trustedProxies,
      limits: config.limits,
      // Where nobody signs in, everybody is the same principal on the same computer.
      rates:
        config.auth === undefined || !config.limits.rates.enabled
          ? null
          : createRates(config.limits.rates, store.replicas),
      providerCount: config.providers.length,
      documents: trustedDocuments ? await readDocuments(trustedDocuments.manifest, schema) : new Map(),
      onlyDocuments: trustedDocuments?.only ?? false,
      graphiql: hasGraphiql ? { tabs: graphiqlTabs ?? startingTabs(asksForKey), asksForKey } : null,
      handleRequest,
      pages,
      watch: createWatch([
        ...createAccessLog(config.log, log),
        ...(metrics === null ? [] : [metrics.requests]),
      ]),
      log,
    });
    return {
      ...served,
      providers,
      metricsUrl: metrics?.url ?? null,
      hasGraphiql,
      async close(graceMs, noticeMs) {
        await served.close(graceMs, noticeMs);
        // A change is carried to its end even where its client was cut off.
        await settled();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function offersGraphiql({ graphiql, auth }: Config): boolean {
  return graphiql === 'signedIn' || (graphiql === 'demo' && auth === undefined);
}

/** Loaded where it is wanted, since it takes a part of the time of a start. */
async function openMetrics(config: Config['metrics'], log: Log): Promise<Metrics | null> {
  return config === undefined ? null : (await import('./watch/metrics/metrics.ts')).openMetrics(config, log);
}

function gatewayCheckOf({ enabled, gatewaySecret }: Config['federation']): SiteOptions['isGateway'] {
  return enabled && gatewaySecret !== undefined ? createGatewayCheck(gatewaySecret) : () => false;
}
