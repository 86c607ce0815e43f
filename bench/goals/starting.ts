/** What it takes of the processor from the command to the first answer. */
import { ask } from '../ask.ts';
import { serviceHeaders } from '../guards.ts';
import { type RunningServer, startServer } from '../processes.ts';
import { clerkAt, startArguments, startProduct } from '../product.ts';
import { askedOf, userId } from '../questions.ts';
import { median } from '../statistics.ts';
import { startClerk } from '../upstreams/start.ts';
import { atMost, type Goal } from './goal.ts';

const times = 5;

export async function startingGoals(): Promise<readonly Goal[]> {
  const upstream = await startClerk();
  try {
    const serve = await cpuToFirstAnswer(
      () => startProduct({ providers: [clerkAt(upstream.url, 1000)] }),
      askedOf(userId(1)),
      serviceHeaders,
    );
    const demo = await cpuToFirstAnswer(
      () => startServer([...startArguments, 'demo', '--port', '0'], 'server'),
      '{"query":"{ sessions(first: 10) { nodes { displayName } } }"}',
    );
    return [
      atMost('CPU from the start of `serve` to its first answer', serve, 400, 'ms'),
      atMost('CPU from the start of the demo to its first answer', demo, 600, 'ms'),
    ];
  } finally {
    await upstream.stop();
  }
}

/** In milliseconds, the median of several starts after one that fills node's compile cache, where it is used. */
async function cpuToFirstAnswer(
  start: () => Promise<RunningServer>,
  body: string,
  headers?: Readonly<Record<string, string>>,
): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time <= times; time += 1) {
    const server = await start();
    try {
      const { data, text } = await ask(server.url, body, headers);
      if (data === null) throw new Error(`the first answer is ${text}`);
      taken.push((await server.usage()).cpuMs);
    } finally {
      await server.stop();
    }
  }
  return median(taken.slice(1));
}
