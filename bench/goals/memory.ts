/** What the server holds after many requests, and whether that grows. */
import { join } from 'node:path';
import { startServer } from '../processes.ts';
import { headers, startProduct } from '../product.ts';
import { q1 } from '../questions.ts';
import { atMost, type Goal, type GoalOptions } from './goal.ts';

const requests = 100_000;

export async function memoryGoals({ load }: GoalOptions): Promise<readonly Goal[]> {
  const upstream = await startServer([join(import.meta.dirname, '../upstream.ts')], 'load');
  const server = await startProduct({ upstreams: [upstream.url], freshForMs: 1000 });
  try {
    const job = { url: server.url, headers, question: q1.name, connections: q1.connections, seconds: 600 };
    await load.run({ ...job, requests });
    const { rssMb: first } = await server.usage();
    await load.run({ ...job, requests: requests / 2 });
    const { rssMb: then } = await server.usage();
    return [
      atMost('memory after 100,000 requests (RSS)', first, 250, 'MB'),
      // What V8 keeps in reserve moves by this much.
      atMost('growth over 50,000 further ones', then - first, 20, 'MB'),
    ];
  } finally {
    await Promise.all([server.stop(), upstream.stop()]);
  }
}
