/** The product as it is served: `serve` with a configuration that turns nothing off: key, rates, limits, cost, ownership, deadline, audit, metrics. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodeFlags from '../bin/node-flags.json' with { type: 'json' };
import { type Guards, tokenIssuer, wideGuards } from './guards.ts';
import { type RunningServer, startServer } from './processes.ts';

/** What a checkout runs. */
export const sources = join(import.meta.dirname, '../src/main.ts');
/** Builds what a package holds. @returns what it runs. */
export function makeBundle(): string {
  execFileSync(process.execPath, [join(import.meta.dirname, '../tools/build.js')]);
  return join(import.meta.dirname, '../dist/main.js');
}

/** What `bin/sessiongraph.cjs` hands to node, so that its flags are measured too. */
export function startArguments(program: string): readonly string[] {
  return [...nodeFlags, program];
}

export interface ProductOptions {
  readonly providers: readonly object[];
  readonly guards?: Guards;
  readonly store?: object;
  /** Default: the sources. */
  readonly program?: string;
}

/** A provider entry of the configuration over an upstream in Clerk's shape. */
export function clerkAt(baseUrl: string, freshForMs: number, id = 'clerk'): object {
  return {
    id,
    kind: 'clerk',
    baseUrl,
    secretKey: 'sk_live_bench',
    linkBy: 'nativeId',
    freshForMs,
    // As many as the peers, whose pools have no bound: eight connections with twenty calls each.
    maxConcurrency: 200,
  };
}

export async function startProduct(options: ProductOptions): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sessiongraph-bench-'));
  const file = join(folder, 'sessiongraph.config.json');
  writeFileSync(file, JSON.stringify(configOf(options, folder)));
  const server = await startServer(
    [...startArguments(options.program ?? sources), 'serve', '--config', file, '--port', '0'],
    'server',
  );
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function configOf({ providers, guards = wideGuards, store }: ProductOptions, folder: string): object {
  const { keys, requestsPerMinute, depth, cost, deadlineMs } = guards;
  const rate = { requests: requestsPerMinute, cost: Number.MAX_SAFE_INTEGER };
  return {
    auth: {
      apiKeys: keys
        .filter(({ owner }) => owner === null)
        .map(({ name, sha256 }) => ({ name, sha256, scopes: ['sessions:read:any', 'users:read:any'] })),
      jwt: [tokenIssuer],
    },
    providers,
    ...(store && { store }),
    limits: { depth, cost, timeoutMs: deadlineMs, rates: { asker: rate, address: rate } },
    audit: { file: join(folder, 'audit.jsonl') },
    metrics: { port: 0 },
  };
}
