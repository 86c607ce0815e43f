/** What the server, as a package brings it, holds after many requests once all garbage is gone, and whether that grows. */
import { setTimeout } from 'node:timers/promises';
import { serviceHeaders } from '../guards.ts';
import { clerkAt, makeBundle } from '../product.ts';
import { q1 } from '../questions.ts';
import { startClerk } from '../upstreams/start.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';
import { withProduct } from './product-run.ts';

const allRequests = 100_000;
const freshForMs = 1000;

export async function heapGoals({ warmUp, scale, load }: GoalOptions): Promise<readonly Goal[]> {
  const upstream = await startClerk();
  const product = { providers: [clerkAt(upstream.url, freshForMs)], program: makeBundle() };
  return withProduct(upstream, product, async (server) => {
    const { bodies, connections } = q1;
    const run = (requests: number) =>
      load.run({ url: server.url, headers: serviceHeaders, bodies, connections, requests });
    const heapAtRest = async () => {
      // Answers that may be given again are held until then, and looked through as often.
      await setTimeout(freshForMs * 3);
      return (await server.heap()).heapMb;
    };
    await run(warmUp);
    const before = await heapAtRest();
    const requests = Math.ceil(allRequests * scale);
    await run(requests);
    const { rssMb } = await server.usage();
    const after = await heapAtRest();
    return [
      atMost(`RSS at the end of ${requests} requests`, rssMb, 260, 'MB'),
      atMost('heap after all garbage is collected', after, 40, 'MB'),
      // Caches fill, and V8 keeps a little more or less.
      atMost(`its growth over ${requests} requests`, after - before, 1, 'MB'),
    ];
  });
}
