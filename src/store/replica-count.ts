/** Which replicas live: each has a row, and writes the time into it. */
import { z } from 'zod';
import type { Run } from './engine.ts';

/** How often a replica writes, in milliseconds. */
export const beatMs = 5000;
/** Two beats may be missed. The replicas' clocks decide, so they must not be seconds apart. */
const aliveMs = 3 * beatMs;

const counts = z.tuple([z.object({ replicas: z.number() })]);

/** Says that this replica lives. @param time now, in epoch milliseconds. @returns how many do. */
export async function beat(run: Run, id: string, time: number): Promise<number> {
  await run(
    `insert into sessiongraph_replica (id, seen_at) values ($1, $2)
     on conflict (id) do update set seen_at = excluded.seen_at`,
    [id, time],
  );
  await run('delete from sessiongraph_replica where seen_at <= $1', [time - aliveMs]);
  const [{ replicas }] = counts.parse(await run('select count(*) as replicas from sessiongraph_replica'));
  return Math.max(1, replicas);
}

export async function leave(run: Run, id: string): Promise<void> {
  await run('delete from sessiongraph_replica where id = $1', [id]);
}
