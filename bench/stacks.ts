/** The product and its peers, each a process before the same upstream. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningServer, startServer } from './processes.ts';
import { startProduct } from './product.ts';

export interface Stack {
  readonly name: string;
  readonly title: string;
  start(upstream: string): Promise<RunningServer>;
}

export const product: Stack = {
  name: 'product',
  title: '**sessiongraph**, served with key, limits and audit',
  start: (upstream) => startProduct({ upstreams: [upstream], freshForMs: 0 }),
};

export const raw: Stack = peer('raw', 'raw server, by hand, undici `dispatch`');

export const stacks: readonly Stack[] = [
  raw,
  product,
  peer('mercurius', 'mercurius + fastify, JIT'),
  peer('grafast', 'grafast + grafserv'),
  peer('yoga', 'yoga + Pothos, defaults'),
  peer('apollo', 'Apollo Server + RESTDataSource'),
];

function peer(name: string, title: string): Stack {
  const script = join(import.meta.dirname, 'peers', `${name}.js`);
  if (!existsSync(script)) throw new Error(`there is no ${script}`);
  return { name, title, start: (upstream) => startServer([script, upstream], 'server') };
}
