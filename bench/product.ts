/** The product as it is served: `serve` with a configuration, an API key, all limits and the audit. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, type RunningServer, startServer } from './processes.ts';

const key = 'sgk_bench_not_a_secret';

/** Sent to the peers as well, which do not look at it. */
export const headers = { authorization: `Bearer ${key}` };

export const main = join(import.meta.dirname, '../src/main.ts');

export interface ProductOptions {
  /** Of a provider each, in Clerk's shape. */
  readonly upstreams: readonly string[];
  /** 0 shares no answer that has come. */
  readonly freshForMs: number;
}

export async function startProduct(options: ProductOptions, core: Core = 'server'): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sessiongraph-bench-'));
  const file = join(folder, 'sessiongraph.config.json');
  writeFileSync(file, JSON.stringify(configOf(options, folder)));
  const server = await startServer([main, 'serve', '--config', file, '--port', '0'], core);
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function configOf({ upstreams, freshForMs }: ProductOptions, folder: string): object {
  return {
    auth: {
      apiKeys: [
        {
          name: 'bench',
          sha256: createHash('sha256').update(key).digest('hex'),
          scopes: ['sessions:read:any', 'users:read:any'],
        },
      ],
    },
    providers: upstreams.map((baseUrl, index) => ({
      id: index === 0 ? 'clerk' : `clerk${index + 1}`,
      kind: 'clerk',
      baseUrl,
      secretKey: 'sk_test_bench',
      linkBy: 'nativeId',
      freshForMs,
      // As many as the peers, whose pools have no bound: eight connections with twenty calls each.
      maxConcurrency: 200,
    })),
    // The load is one asker with one address, whom the rates would refuse.
    limits: { rates: { enabled: false } },
    audit: { file: join(folder, 'audit.jsonl') },
  };
}
