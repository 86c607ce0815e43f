/** What operators see of a running server, and how it ends: `log`, `metrics` and `shutdown` of the configuration. */
import { z } from 'zod';
import { port } from './port.ts';

const access = z.union([z.enum(['all', 'off']), z.number().min(0).max(1)], {
  error: 'must be all, off, or the share of requests that get a line, from 0 to 1',
});

export const logConfig = z.strictObject({
  /** Which requests to `/graphql` get a line. What this server fails to answer (status 500 and above) gets one whatever the share. */
  access: access.default('all'),
  /** Adds the user's id to the access line; without it a line names the key, or the issuer of the token. */
  userIds: z.boolean().default(false),
});

export const metricsConfig = z.strictObject({
  /** For Prometheus: loopback by default, since the figures are nobody's but the operator's. */
  host: z.string().trim().min(1, 'must not be empty').default('127.0.0.1'),
  port: port.default(9464),
  /** Which sources run, for `sessiongraph_build_info`: such as `${GIT_COMMIT}`. */
  revision: z.string().trim().max(100).default(''),
});

export const shutdownConfig = z.strictObject({
  /**
   * After SIGTERM, how long requests are still answered while `/ready` says 503, so that a load balancer can look elsewhere. In milliseconds.
   * Nobody waits for it where `/ready` was not asked in the last minute, or after Ctrl-C.
   */
  noticeMs: z.int().min(0).max(600_000).default(5_000),
  /** How long requests under way may then take to finish, in milliseconds; orchestrators commonly kill after 30 s. */
  graceMs: z.int().min(0).max(600_000).default(10_000),
});
