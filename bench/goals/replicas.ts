/** What the store costs: one replica without and with PostgreSQL, and three with it. Answers are given again for a second, so that it is our own work that is measured. */
import { startPostgres } from '../../test/replicas/postgres.ts';
import { serviceHeaders } from '../guards.ts';
import { clerkAt, startProduct } from '../product.ts';
import { askedOf, userId } from '../questions.ts';
import { median } from '../statistics.ts';
import { startClerk } from '../upstreams/start.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';
import { cpuMsOf } from './product-run.ts';

const bodies = [askedOf(userId(0))];

export async function replicaGoals({
  rounds,
  requests,
  warmUp,
  load,
}: GoalOptions): Promise<readonly Goal[]> {
  const postgres = await startPostgres();
  const upstream = await startClerk();
  const providers = [clerkAt(upstream.url, 1000)];
  const store = { postgres: await postgres.createDatabase('bench') };
  const alone = await startProduct({ providers });
  const replicas = await Promise.all([1, 2, 3].map(() => startProduct({ providers, store })));
  const all = [alone, ...replicas];
  try {
    const ask = (server: typeof alone, count: number) =>
      load.run({ url: server.url, headers: serviceHeaders, connections: 32, requests: count, bodies });
    for (const server of all) await ask(server, warmUp);

    /** Of a request, in milliseconds. */
    const costs = new Map(all.map((server) => [server, [] as number[]]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [server, measured] of costs) {
        measured.push((await cpuMsOf(server, () => ask(server, requests))) / requests);
      }
    }
    const [cpuAlone = Number.NaN, ...cpuOfReplicas] = Array.from(costs.values(), median);
    const cpuShared = cpuOfReplicas.reduce((sum, cpu) => sum + cpu, 0) / cpuOfReplicas.length;
    const memory = await Promise.all(replicas.map(async (server) => (await server.usage()).rssMb));
    return [
      atMost('CPU of a request of three replicas at PostgreSQL ÷ of one without', cpuShared / cpuAlone, 1.1),
      atMost('CPU of a request at a replica', cpuShared, 1, 'ms'),
      atMost('memory of a replica', Math.max(...memory), 400, 'MB'),
    ];
  } finally {
    await Promise.all(all.map((server) => server.stop()));
    await upstream.stop();
    await postgres.close();
  }
}
