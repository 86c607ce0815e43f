import { z } from 'zod';
import type { Run } from './engine.ts';
import type { Fact, Topic } from './store.ts';

const rows = z.array(z.object({ key: z.string(), value: z.string(), ends_at: z.number() }));

export async function keepFact(run: Run, topic: Topic, { key, value, until }: Fact): Promise<void> {
  await run(
    `insert into sessiongraph_fact (topic, key, value, ends_at) values ($1, $2, $3, $4)
     on conflict (topic, key) do update set value = excluded.value, ends_at = excluded.ends_at`,
    [topic, key, value, until],
  );
}

/** Those of the topic that have not ended. @param time now, in epoch milliseconds. */
export async function readFacts(run: Run, topic: Topic, time: number): Promise<readonly Fact[]> {
  const found = await run(
    'select key, value, ends_at from sessiongraph_fact where topic = $1 and ends_at > $2',
    [topic, time],
  );
  return rows.parse(found).map(({ key, value, ends_at: until }) => ({ key, value, until }));
}

/** @param time now, in epoch milliseconds. */
export async function forgetEndedFacts(run: Run, time: number): Promise<void> {
  await run('delete from sessiongraph_fact where ends_at <= $1', [time]);
}
