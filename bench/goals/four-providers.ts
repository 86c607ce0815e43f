/** One user at four providers that take 20 ms each, at half of the load that the server can take. */
import { serviceHeaders } from '../guards.ts';
import { clerkAt } from '../product.ts';
import { q1, userId } from '../questions.ts';
import { startClerk } from '../upstreams/start.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';
import { withProduct } from './product-run.ts';

const latencyMs = 20;
const instances = [1, 2, 3, 4];
const connections = 200;

export async function fourProviderGoals({ requests, warmUp, load }: GoalOptions): Promise<readonly Goal[]> {
  const upstream = await startClerk({ latencyMs });
  const providers = instances.map((number) => clerkAt(`${upstream.url}/${number}`, 0, `clerk${number}`));
  return withProduct(upstream, { providers }, async (server) => {
    const job = { url: server.url, headers: serviceHeaders, bodies: q1.bodies, connections };
    await load.run({ ...job, requests: warmUp });
    const { perSecond } = await load.run({ ...job, requests });
    const rate = perSecond / 2;
    const seconds = Math.ceil(requests / rate);
    // First without counting: what the load before left unfinished has to be put away.
    await load.run({ ...job, rate, seconds: 2 });
    const own = await load.run({ ...job, rate, seconds });
    // The provider alone, asked as often as the server asks it.
    const path = `/1/v1/sessions?user_id=${userId(1)}&limit=500&offset=0&paginated=true`;
    const asked = { url: upstream.url + path, headers: {}, bodies: null, connections };
    const slowest = await load.run({ ...asked, seconds, rate: rate * instances.length });
    const at = `${instances.length} providers of ${latencyMs} ms at ${rate.toFixed(0)} req/s`;
    return [
      atMost(`${at}: p50 above the provider's`, own.p50 - slowest.p50, 3, 'ms'),
      atMost(`${at}: p99 above the provider's`, own.p99 - slowest.p99, 15, 'ms'),
    ];
  });
}
