/**
 * `node bench/profile.ts q1` shows where the CPU of a request goes, by layer and by function: of the product, or of a peer
 * (`--stack raw`, `--stack mercurius --same-work`). `--keep FILE` keeps the profile for other tools.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serviceHeaders, wideGuards } from './guards.ts';
import { layerOf } from './layers.ts';
import { startLoad } from './processes.ts';
import { questions } from './questions.ts';
import { peers, product, raw } from './stacks.ts';
import { table } from './table.ts';
import { startClerk } from './upstreams/start.ts';

/** As much as is read of V8's `.cpuprofile`. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  /** In microseconds. */
  readonly timeDeltas: readonly number[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stack: { type: 'string', default: product.name },
    'same-work': { type: 'boolean', default: false },
    'warm-up': { type: 'string', default: '10000' },
    requests: { type: 'string', default: '10000' },
    top: { type: 'string', default: '40' },
    keep: { type: 'string' },
  },
});
const question = questions.find(({ name }) => name === positionals[0]);
const stack = [product, raw, ...peers].find(
  ({ name, guarded }) => name === values.stack && (guarded === values['same-work'] || name === product.name),
);
if (question === undefined || stack === undefined)
  throw new Error(
    `usage: node bench/profile.ts ${questions.map(({ name }) => name).join(' | ')} [--stack NAME]`,
  );

const folder = mkdtempSync(join(tmpdir(), 'sessiongraph-profile-'));
const file = values.keep ?? join(folder, 'profile.cpuprofile');
const [load, upstream] = [startLoad(), await startClerk()];
const server = await stack.start(upstream.url, wideGuards);
try {
  const { bodies, connections, weight } = question;
  const job = { url: server.url, headers: serviceHeaders, bodies, connections };
  const requests = Math.ceil(Number(values.requests) / weight);
  await load.run({ ...job, requests: Math.ceil(Number(values['warm-up']) / weight) });
  // Once without the profiler, which costs a part itself.
  const before = await server.usage();
  await load.run({ ...job, requests });
  const cpuUs = ((await server.usage()).cpuMs - before.cpuMs) * (1000 / requests);
  await server.profile(file, () => load.run({ ...job, requests }));
  show(JSON.parse(readFileSync(file, 'utf8')), cpuUs);
} finally {
  await Promise.all([server.stop(), upstream.stop(), load.stop()]);
  rmSync(folder, { recursive: true });
}

/** Shares of the samples, as parts of what a request took without the profiler. */
function show(profile: Profile, cpuUs: number): void {
  const functions = new Map<number, { readonly name: string; readonly layer: string }>();
  for (const { id, callFrame } of profile.nodes) {
    const { functionName, url, lineNumber } = callFrame;
    const path = url.startsWith('file:')
      ? fileURLToPath(url).replace(join(import.meta.dirname, '../'), '')
      : url;
    const layer = layerOf(path === '' ? functionName : path);
    functions.set(id, { layer, name: `${functionName || '(anonymous)'} ${path}:${lineNumber + 1}` });
  }
  const byLayer = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let total = 0;
  for (const [index, id] of profile.samples.entries()) {
    const { name, layer } = functions.get(id) ?? { name: '?', layer: 'else' };
    if (name.startsWith('(idle)') || name.includes('node:inspector')) continue;
    const time = profile.timeDeltas[index] ?? 0;
    total += time;
    byLayer.set(layer, (byLayer.get(layer) ?? 0) + time);
    byFunction.set(name, (byFunction.get(name) ?? 0) + time);
  }
  const rows = (times: ReadonlyMap<string, number>, count: number) =>
    [...times]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, count)
      .map(([name, time]) => [name, ((time / total) * cpuUs).toFixed(1), ((time / total) * 100).toFixed(1)]);
  const shown = [
    table(['layer', 'µs a request', '%'], rows(byLayer, Infinity)),
    table(['function', 'µs a request', '%'], rows(byFunction, Number(values.top))),
  ];
  process.stdout.write(
    `${stack?.title}, ${question?.name}: ${cpuUs.toFixed(0)} µs\n\n${shown.join('\n\n')}\n`,
  );
}
