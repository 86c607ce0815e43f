/** The same user asked by many, with answers that are given again for a second: how often the provider is called, and what a request costs. */
import { setTimeout } from 'node:timers/promises';
import { serviceHeaders } from '../guards.ts';
import { clerkAt } from '../product.ts';
import { askedOf, q1, userId } from '../questions.ts';
import { startClerk } from '../upstreams/start.ts';
import { atLeast, atMost, type Goal, type GoalOptions } from './goal.ts';
import { cpuMsOf, withProduct } from './product-run.ts';

const viewers = 32;
const freshForMs = 1000;

export async function popularGoals({ requests, warmUp, load }: GoalOptions): Promise<readonly Goal[]> {
  const upstream = await startClerk();
  return withProduct(upstream, { providers: [clerkAt(upstream.url, freshForMs)] }, async (server) => {
    const job = { url: server.url, headers: serviceHeaders, connections: viewers, requests };
    const popular = { ...job, bodies: [askedOf(userId(0))] };
    const others = { ...job, bodies: q1.bodies };
    for (const warming of [others, popular]) await load.run({ ...warming, requests: warmUp });

    const alone = await cpuMsOf(server, () => load.run(others));
    const shared = await cpuMsOf(server, () => load.run(popular));

    // Until nothing is fresh.
    await setTimeout(freshForMs * 1.5);
    const before = await upstream.calls();
    await load.run({ ...popular, requests: viewers });
    const calls = (await upstream.calls()) - before;
    return [
      atMost(`provider calls for ${viewers} viewers of a popular user at once`, calls, 1),
      atLeast("a popular user's CPU: q1's ÷ its", alone / shared, 1.5),
    ];
  });
}
