/** What our client of providers costs on a call that succeeds: pool, queue, deadline, size limit, over undici's bare `dispatch`. */
import { join } from 'node:path';
import { startServer } from '../processes.ts';
import { userId } from '../questions.ts';
import { median } from '../statistics.ts';
import { startClerk } from '../upstreams/start.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';
import { cpuMsOf } from './product-run.ts';

export const sessionsTarget = `/v1/sessions?user_id=${userId(1)}&limit=500&offset=0&paginated=true`;

export async function upstreamEngineGoals({
  rounds,
  requests,
  warmUp,
}: GoalOptions): Promise<readonly Goal[]> {
  const upstream = await startClerk();
  const script = join(import.meta.dirname, 'upstream-engine-server.ts');
  const server = await startServer([script, upstream.url], 'server');
  try {
    const cpuUs = async (which: string, calls: number) =>
      ((await cpuMsOf(server, () => fetch(`${server.url}/${which}/${calls}`))) * 1000) / calls;
    const differences: number[] = [];
    // The difference is small, so many short turns are taken.
    for (let round = 0; round <= rounds * 8; round += 1) {
      const calls = round === 0 ? warmUp : requests;
      const [bare, engine] = [await cpuUs('bare', calls), await cpuUs('engine', calls)];
      // The first warms up.
      if (round > 0) differences.push(engine - bare);
    }
    return [atMost('our upstream client over a bare dispatch, CPU a call', median(differences), 3, 'µs')];
  } finally {
    await Promise.all([server.stop(), upstream.stop()]);
  }
}
