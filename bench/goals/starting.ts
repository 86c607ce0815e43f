/** How long it takes from the command to the first answer. */
import { join } from 'node:path';
import { type RunningServer, startServer } from '../processes.ts';
import { headers, main, startProduct } from '../product.ts';
import { q1 } from '../questions.ts';
import { median } from '../statistics.ts';
import { atMost, type Goal } from './goal.ts';

const times = 5;

export async function startingGoals(): Promise<readonly Goal[]> {
  const upstream = await startServer([join(import.meta.dirname, '../upstream.ts')], 'load');
  try {
    const demo = await firstAnswer(
      () => startServer([main, 'demo', '--port', '0'], 'server'),
      {},
      '{"query":"{ sessions(first: 10) { nodes { displayName } } }"}',
    );
    const serve = await firstAnswer(
      () => startProduct({ upstreams: [upstream.url], freshForMs: 1000 }),
      headers,
      q1.body(1),
    );
    return [
      atMost('start of the demo to its first answer', demo, 1500, 'ms'),
      atMost('start of `serve` to its first answer', serve, 800, 'ms'),
    ];
  } finally {
    await upstream.stop();
  }
}

/** In milliseconds, the median of several starts. */
async function firstAnswer(
  start: () => Promise<RunningServer>,
  credentials: Readonly<Record<string, string>>,
  body: string,
): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const server = await start();
    try {
      const began = performance.now();
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { ...credentials, 'content-type': 'application/json' },
        body,
      });
      const { data } = (await response.json()) as { readonly data?: unknown };
      if (data === undefined || data === null) throw new Error(`no answer (HTTP ${response.status})`);
      taken.push(server.startedInMs + performance.now() - began);
    } finally {
      await server.stop();
    }
  }
  return median(taken);
}
