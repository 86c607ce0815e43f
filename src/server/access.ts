/** Who may ask: decided once, before the server listens. */
import { type Config, ConfigError } from '../config.ts';
import { isLoopback } from './host.ts';

/**
 * Refuses to serve a configuration that would let anybody ask who can reach it. This version cannot check who asks, so it serves
 * a loopback address with `--insecure-no-auth`, and nothing else. Throws a `ConfigError`.
 */
export function requireSafeAccess(config: Config, insecureNoAuth: boolean): void {
  if (!insecureNoAuth) {
    throw new ConfigError([
      config.auth === undefined
        ? 'auth: is missing; to let everybody on this computer do everything, start with --insecure-no-auth'
        : 'auth: this version cannot check who is asking yet; to let everybody on this computer do everything, start with --insecure-no-auth',
    ]);
  }
  if (!isLoopback(config.server.host)) {
    throw new ConfigError([
      `server.host: must be a loopback address such as 127.0.0.1 with --insecure-no-auth (got ${JSON.stringify(config.server.host)})`,
    ]);
  }
}
