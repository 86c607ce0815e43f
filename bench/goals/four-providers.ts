/** One user at four providers that take 20 ms each, at half of the load that the server can take. */
import { serviceHeaders } from '../guards.ts';
import { clerkAt } from '../product.ts';
import type { LoadResult } from '../load-job.ts';
import { q1, userId } from '../questions.ts';
import { median } from '../statistics.ts';
import { startClerk } from '../upstreams/start.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';
import { withProduct } from './product-run.ts';

const latencyMs = 20;
const instances = [1, 2, 3, 4];
const connections = 200;
const leastSeconds = 3;

export async function fourProviderGoals({
  rounds,
  requests,
  warmUp,
  load,
}: GoalOptions): Promise<readonly Goal[]> {
  const upstream = await startClerk({ latencyMs });
  const providers = instances.map((number) => clerkAt(`${upstream.url}/${number}`, 0, `clerk${number}`));
  return withProduct(upstream, { providers }, async (server) => {
    const job = { url: server.url, headers: serviceHeaders, bodies: q1.bodies, connections };
    await load.run({ ...job, requests: warmUp });
    const { perSecond } = await load.run({ ...job, requests });
    const rate = perSecond / 2;
    const seconds = Math.max(leastSeconds, requests / rounds / rate);
    // The provider alone, asked as often as the server asks it: one call, though the slowest of four is what a request waits for.
    const path = `/1/v1/sessions?user_id=${userId(1)}&limit=500&offset=0&paginated=true`;
    const asked = { url: upstream.url + path, headers: {}, bodies: null, connections };
    // First without counting: what the load before left unfinished has to be put away.
    await load.run({ ...job, rate, seconds: leastSeconds });
    const own: LoadResult[] = [];
    const alone: LoadResult[] = [];
    for (let round = 0; round < rounds; round += 1) {
      own.push(await load.run({ ...job, rate, seconds }));
      alone.push(await load.run({ ...asked, rate: rate * instances.length, seconds }));
    }
    // Against the quietest turn of the provider alone: what disturbed the others of its turns must not count for the server.
    const above = (quantile: 'p50' | 'p99') =>
      median(own.map((turn) => turn[quantile])) - Math.min(...alone.map((turn) => turn[quantile]));
    const at = `${instances.length} providers of ${latencyMs} ms at ${rate.toFixed(0)} req/s`;
    return [
      atMost(`${at}: p50 above the provider's`, above('p50'), 3, 'ms'),
      atMost(`${at}: p99 above the provider's`, above('p99'), 15, 'ms'),
    ];
  });
}
