/** One user at four providers that take 20 ms each, at half of the load that the server can take. */
import { join } from 'node:path';
import { startServer } from '../processes.ts';
import { headers, startProduct } from '../product.ts';
import { q1 } from '../questions.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';

const latencyMs = 20;
const connections = 200;

export async function fourProviderGoals({ seconds, load }: GoalOptions): Promise<readonly Goal[]> {
  const script = join(import.meta.dirname, '../upstream.ts');
  const upstream = await startServer([script, String(latencyMs)], 'load');
  const { url } = upstream;
  const server = await startProduct({ upstreams: [url, url, url, url], freshForMs: 0 });
  try {
    const job = { url: server.url, headers, question: q1.name, connections, seconds };
    await load.run(job);
    const { perSecond } = await load.run(job);
    const rate = perSecond / 2;
    // First without counting: what the load before left unfinished has to be put away.
    await load.run({ ...job, rate, seconds: 2 });
    const own = await load.run({ ...job, rate });
    // As often as the server asks it.
    const asked = { url: `${url}/v1/sessions?user_id=user_000001`, headers, question: null };
    const slowest = await load.run({ ...asked, connections, seconds, rate: rate * 4 });
    const at = `four providers of ${latencyMs} ms at ${rate.toFixed(0)} req/s`;
    return [
      atMost(`${at}: p50 above the provider's`, own.p50 - slowest.p50, 3, 'ms'),
      atMost(`${at}: p99 above the provider's`, own.p99 - slowest.p99, 15, 'ms'),
    ];
  } finally {
    await Promise.all([server.stop(), upstream.stop()]);
  }
}
