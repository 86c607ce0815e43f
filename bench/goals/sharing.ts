/** The same user asked by many, with answers that are given again for a second: in relation to as many different users. */
import { join } from 'node:path';
import { startServer } from '../processes.ts';
import { headers, startProduct } from '../product.ts';
import { popularUser, q1, type Question } from '../questions.ts';
import { atLeast, type Goal, type GoalOptions } from './goal.ts';

export async function sharingGoals({ seconds, load }: GoalOptions): Promise<readonly Goal[]> {
  const upstream = await startServer([join(import.meta.dirname, '../upstream.ts')], 'load');
  const [alone, shared] = [
    await startProduct({ upstreams: [upstream.url], freshForMs: 0 }),
    await startProduct({ upstreams: [upstream.url], freshForMs: 1000 }),
  ];
  try {
    const run = async ({ name, connections }: Question, { url }: { readonly url: string }) => {
      const job = { url, headers, question: name, connections, seconds };
      await load.run(job);
      return (await load.run(job)).perSecond;
    };
    const ratio = (await run(popularUser, shared)) / (await run(q1, alone));
    return [atLeast('a popular user, reads shared for 1 s, ÷ q1', ratio, 3, '×')];
  } finally {
    await Promise.all([alone.stop(), shared.stop(), upstream.stop()]);
  }
}
