/** Everything a configuration needs, opened and wired: providers, graph, server. */
import type { Config } from '../config.ts';
import type { GraphiqlTab } from './graphiql.ts';
import type { Log } from './log.ts';
import { openGraph } from './open-graph.ts';
import { openProviders } from './open-providers.ts';
import { createServer, type RunningServer } from './server.ts';

export interface StartOptions {
  readonly config: Config;
  /** Instead of the configuration's port; 0 for any free one. */
  readonly port?: number | undefined;
  readonly log: Log;
  readonly graphiqlTabs: readonly GraphiqlTab[];
}

/** Starts to serve. Rejects with node's error where it cannot listen, such as EADDRINUSE, and leaves nothing open then. */
export async function start({ config, port, log, graphiqlTabs }: StartOptions): Promise<RunningServer> {
  const { host, publicUrl, cors } = config.server;
  const opened = openProviders(config.providers, Date.now);
  try {
    const { schema, contextFor, settled } = await openGraph(opened.providers, Date.now, log);
    const server = await createServer({
      schema,
      contextFor,
      host,
      port: port ?? config.server.port,
      corsOrigins: cors,
      onlyLocalHosts: { publicHost: publicUrl === undefined ? null : new URL(publicUrl).host },
      graphiqlTabs,
      log,
    });
    return {
      url: server.url,
      async close(graceMs) {
        await server.close(graceMs);
        // A change is carried to its end even where its asker was cut off.
        await settled();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
