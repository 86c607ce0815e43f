import { loadConfig } from '../config.ts';
import { requireSafeAccess } from '../server/access.ts';
import { createLog } from '../server/log.ts';
import { start } from '../server/start.ts';
import { isPortTaken, serveUntilSignal, watchFaults } from './lifetime.ts';

export interface ServeCommand {
  readonly config?: string;
  readonly port?: number;
  readonly insecureNoAuth: boolean;
}

/** Serves a configuration until a signal. Rejects with a `ConfigError` before it listens, where it must not serve. */
export async function serve(command: ServeCommand): Promise<void> {
  const log = createLog();
  watchFaults(log);
  const config = await loadConfig({ named: command.config, directory: process.cwd() });
  const served = requireSafeAccess(config, command.insecureNoAuth);
  if (config.auth !== undefined && served.auth === undefined)
    log.warn('auth is not applied: --insecure-no-auth lets every asker do everything');
  const { host } = config.server;
  const port = command.port ?? config.server.port;
  try {
    const server = await start({ config: served, port, log, graphiqlTabs: [] });
    serveUntilSignal(server, log);
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    process.stderr.write(
      `sessiongraph: something else listens on ${host}:${port}; name another port by --port\n`,
    );
    process.exitCode = 1;
  }
}
