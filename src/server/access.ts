/** Who may ask: decided once, before the server listens. */
import { type Config, ConfigError } from '../config/config.ts';
import { isLoopback } from './doors/host.ts';

/**
 * The configuration as it may be served: with `auth` anywhere, without it on a loopback address and with `--insecure-no-auth`, which
 * takes `auth` away. Throws a `ConfigError` where anybody could ask who can reach the server.
 */
export function requireSafeAccess(config: Config, insecureNoAuth: boolean): Config {
  if (!insecureNoAuth) {
    if (config.auth !== undefined) return config;
    throw new ConfigError([
      'auth: is missing; name keys (see "sessiongraph key") or token issuers there, or, to let everybody on this computer do everything, start with --insecure-no-auth',
    ]);
  }
  if (!isLoopback(config.server.host)) {
    throw new ConfigError([
      'server.host: must be a loopback address such as 127.0.0.1 with --insecure-no-auth',
    ]);
  }
  const { auth: _, ...open } = config;
  return open;
}
