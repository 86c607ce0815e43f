/** What it takes of the processor from the command to the first answer: of a package's bundle, and of a checkout's sources. */
import { ask } from '../ask.ts';
import { serviceHeaders } from '../guards.ts';
import { type RunningServer, startServer } from '../processes.ts';
import { clerkAt, makeBundle, sources, startArguments, startProduct } from '../product.ts';
import { askedOf, userId } from '../questions.ts';
import { median } from '../statistics.ts';
import { startClerk } from '../upstreams/start.ts';
import { atMost, type Goal } from './goal.ts';

const times = 5;

export async function startingGoals(): Promise<readonly Goal[]> {
  const bundle = makeBundle();
  const upstream = await startClerk();
  const serve = (program: string) =>
    cpuToFirstAnswer(
      () => startProduct({ providers: [clerkAt(upstream.url, 1000)], program }),
      askedOf(userId(1)),
      serviceHeaders,
    );
  const goalOf = async (what: string, limitMs: number, start: typeof serve): Promise<Goal> => {
    const goal = atMost(
      `CPU from the start of ${what} to its first answer`,
      await start(bundle),
      limitMs,
      'ms',
    );
    return { ...goal, measured: `${goal.measured} (from sources: ${(await start(sources)).toFixed(0)} ms)` };
  };
  try {
    return [await goalOf('`serve`', 400, serve), await goalOf('the demo', 600, startDemo)];
  } finally {
    await upstream.stop();
  }
}

function startDemo(program: string): Promise<number> {
  return cpuToFirstAnswer(
    () => startServer([...startArguments(program), 'demo', '--port', '0'], 'server'),
    '{"query":"{ sessions(first: 10) { nodes { displayName } } }"}',
  );
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
