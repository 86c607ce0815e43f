/** What one principal may take from the server: keys with defaults under which a frontend notices nothing. */
import { z } from 'zod';

/** What may be used up in a window: requests, and the cost of the operations in them. */
function allowance(requests: number, cost: number) {
  return z
    .strictObject({
      requests: z.int().min(1).default(requests),
      cost: z.int().min(1).default(cost),
    })
    .prefault({});
}

export const limitsConfig = z.strictObject({
  /** The largest body of a request, in bytes; long documents with large variables stay well below the default. */
  bodyBytes: z.int().min(1000).max(20_000_000).default(200_000),
  /** Words and signs of a document; GraphiQL's introspection query has 200. */
  tokens: z.int().min(100).max(100_000).default(2000),
  /** Fields within fields; introspection goes to 13. */
  depth: z.int().min(5).max(100).default(16),
  /** Renamed fields of an operation, its fragments counted each time they are used. */
  aliases: z.int().min(0).max(10_000).default(50),
  directives: z.int().min(0).max(10_000).default(50),
  /** Of one operation, counted before it runs: see `cost` in an answer's extensions. */
  cost: z.int().min(100).default(150_000),
  /** The largest answer, in bytes: what is longer is given up while it is made. */
  answerBytes: z.int().min(10_000).max(16_000_000).default(10_000_000),
  /** How long an operation may run, in milliseconds. */
  timeoutMs: z.int().min(100).max(600_000).default(30_000),
  /** Of all replicas together: each lets through its part. */
  rates: z
    .strictObject({
      enabled: z.boolean().default(true),
      windowSeconds: z.int().min(1).max(86_400).default(60),
      /** For each person and each API key. */
      asker: allowance(600, 5_000_000),
      /** For each IPv4 address and each IPv6 /64, behind which a whole office may be. */
      address: allowance(6000, 50_000_000),
    })
    .prefault({}),
});

export type Limits = z.output<typeof limitsConfig>;

/** What holds where nothing is configured. */
export const defaultLimits: Limits = limitsConfig.parse({});
