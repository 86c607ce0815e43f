/** Everything a configuration needs, opened and wired: audit, providers, graph, server. */
import type { AuthConfig, Config } from '../config/config.ts';
import type { GraphiqlTab } from './doors/pages/graphiql.ts';
import { shareRevocations } from '../providers/shared-revocations.ts';
import { createIdentify, identifyVisitors } from './identity/identify.ts';
import { createGatewayCheck, identifyThroughGateway } from './identity/through-gateway.ts';
import type { Log } from './watch/log.ts';
import { openAudit } from './open-audit.ts';
import { openGraph } from './open-graph.ts';
import { createRates } from './limits/rates.ts';
import { openProviders } from './open-providers.ts';
import { openStore } from './open-store.ts';
import { createServer, type RunningServer, type ServerOptions } from './server.ts';
import { readDocuments } from './operations/trusted-documents.ts';

export interface StartOptions {
  readonly config: Config;
  /** Instead of the configuration's port; 0 for any free one. */
  readonly port?: number | undefined;
  readonly log: Log;
  readonly graphiqlTabs: readonly GraphiqlTab[];
  readonly handleRequest?: ServerOptions['handleRequest'];
  /** For the demo, where nobody has to sign in: by what a visitor may do so all the same. */
  readonly visitors?: AuthConfig;
  readonly page?: ServerOptions['page'];
}

/**
 * Starts to serve. Rejects with node's error where it cannot listen, such as EADDRINUSE, and with a `ConfigError` where the audit
 * cannot be kept; leaves nothing open then.
 */
export async function start({
  config,
  port,
  log,
  graphiqlTabs,
  handleRequest,
  visitors,
  page,
}: StartOptions): Promise<RunningServer> {
  const { host, publicUrl, cors, trustedProxies } = config.server;
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
    const { audit, close: closeAudit } = await openAudit(config.audit, Date.now, log);
    opened.push({ close: closeAudit });
    const store = await openStore(config.store, Date.now, log);
    opened.push(store);
    const providerIds = config.providers.map(({ id }) => id);
    const revocations = await shareRevocations(store, providerIds, Date.now);
    const { providers, close } = openProviders(config.providers, Date.now, { revocations });
    opened.push({ close });
    const { schema, contextFor, settled } = await openGraph(
      providers,
      config.federation,
      audit,
      store,
      Date.now,
      log,
    );
    const server = await createServer({
      schema,
      contextFor,
      host,
      port: port ?? config.server.port,
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
      graphiqlTabs: offersGraphiql(config) ? graphiqlTabs : null,
      handleRequest,
      page,
      log,
    });
    return {
      url: server.url,
      async close(graceMs) {
        await server.close(graceMs);
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

function gatewayCheckOf({ enabled, gatewaySecret }: Config['federation']): ServerOptions['isGateway'] {
  return enabled && gatewaySecret !== undefined ? createGatewayCheck(gatewaySecret) : () => false;
}
