/** The address where Prometheus reads the metrics: a port of its own, so that the public one never shows them. */
import { once } from 'node:events';
import type { Registry } from 'prom-client';
import { ConfigError } from '../../../config/config.ts';
import { createServer } from '../../node-http.ts';
import { originOf } from '../../origin-of.ts';
import type { Log } from '../log.ts';

export interface MetricsServer {
  /** `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Rejects with a `ConfigError` where it cannot listen. */
export async function serveMetrics(
  registry: Registry,
  { host, port }: { readonly host: string; readonly port: number },
  log: Log,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error: unknown) => {
        log.error({ err: error }, 'the metrics could not be written');
        response.writeHead(500).end();
      },
    );
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new ConfigError([
      code === 'EADDRINUSE'
        ? `metrics.port: something else listens on ${port}; name another port`
        : `metrics: nobody can listen on this host and port (${code}); name others`,
    ]);
  });
  return {
    url: `${originOf(server)}/metrics`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
