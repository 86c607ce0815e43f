/** The product and its peers, each a process before the same upstream. */
import { join } from 'node:path';
import { type Guards, personalKeyHeaders, personalTokenHeaders } from './guards.ts';
import { type RunningServer, startServer } from './processes.ts';
import { clerkAt, startProduct } from './product.ts';

export interface Stack {
  /** As the command line has it; a peer's two variants have the same. */
  readonly name: string;
  readonly title: string;
  /** Whether it does the product's work too, beside answering. */
  readonly guarded: boolean;
  /** With which headers the person asks. */
  readonly personalHeaders: () => Readonly<Record<string, string>>;
  start(upstream: string, guards: Guards): Promise<RunningServer>;
}

/** Shares no answer that has come, as no peer does. */
export const product: Stack = {
  name: 'product',
  title: '**sessiongraph**, everything on',
  guarded: true,
  personalHeaders: personalTokenHeaders,
  start: (upstream, guards) => startProduct({ providers: [clerkAt(upstream, 0)], guards }),
};

export const raw: Stack = peer('raw', 'raw server, by hand', false);

export const peers: readonly Stack[] = [
  ['mercurius', 'mercurius + fastify, JIT'] as const,
  ['grafast', 'grafast + grafserv'] as const,
  ['yoga', 'yoga + Pothos'] as const,
  ['apollo', 'Apollo Server'] as const,
].flatMap(([name, title]) => [peer(name, `${title}, bare`, false), peer(name, `${title}, same work`, true)]);

function peer(name: string, title: string, guarded: boolean): Stack {
  const script = join(import.meta.dirname, 'peers', `${name}.js`);
  return {
    name,
    title,
    guarded,
    personalHeaders: () => personalKeyHeaders,
    start: (upstream, guards) =>
      startServer([script, upstream, ...(guarded ? [JSON.stringify(guards)] : [])], 'server'),
  };
}
