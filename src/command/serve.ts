import { isIP } from 'node:net';
import { ConfigError, configFile, loadConfig } from '../config/config.ts';
import { requireSafeAccess } from '../server/access.ts';
import { createLog } from '../server/watch/log.ts';
import { tellStart } from '../server/watch/summary.ts';
import { start } from '../server/start.ts';
import { openConfiguredPage } from './devices-page.ts';
import { isPortTaken, startLifetime, watchFaults } from './lifetime.ts';

export interface ServeCommand {
  readonly config?: string;
  readonly port?: number;
  readonly insecureNoAuth: boolean;
}

/** Serves a configuration until a signal. Rejects with a `ConfigError` before it listens, where it must not serve. */
export async function serve(command: ServeCommand): Promise<void> {
  const log = createLog();
  watchFaults(log);
  const lifetime = startLifetime(log);
  const source = { named: command.config, directory: process.cwd() };
  const config = await loadConfig(source);
  const served = requireSafeAccess(config, command.insecureNoAuth);
  if (config.auth !== undefined && served.auth === undefined)
    log.warn('auth is not applied: --insecure-no-auth lets every asker do everything');
  if (config.page !== undefined && served.auth === undefined)
    log.warn('page is not shown: nobody signs in with --insecure-no-auth');
  const { host } = config.server;
  const port = command.port ?? config.server.port;
  try {
    const pages = await openConfiguredPage(served);
    const server = await start({ config: served, port, log, pages });
    tellStart(
      {
        ...server,
        config: served,
        source: configFile(source) ?? '',
        pagePath: pages?.path ?? null,
        wantedPort: port,
      },
      log,
    );
    lifetime.serve(server, config.shutdown);
  } catch (error) {
    if (!isPortTaken(error)) throw unusableAddress(error, host, port) ?? error;
    process.stderr.write(
      `sessiongraph: something else listens on ${host}:${port}; name another port by --port\n`,
    );
    process.exitCode = 1;
  }
}

/** Why nobody can listen there, where it is the operator's to put right. */
function unusableAddress(error: unknown, host: string, port: number): ConfigError | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
      return new ConfigError([
        // A name is not repeated: it may be a secret that was put into the wrong key.
        `server.host: ${isIP(host) === 0 ? '' : `"${host}" `}is no address of this computer; 0.0.0.0 stands for all it has`,
      ]);
    case 'EACCES':
      return new ConfigError([
        `server.port: this user may not listen on ${port}; take a port from 1024 to 65535`,
      ]);
    default:
      return null;
  }
}
