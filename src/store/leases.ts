import { z } from 'zod';
import type { Engine } from './engine.ts';
import { longestSkewMs, type Lease, type LeaseWish } from './store.ts';

const usage = z.tuple([z.object({ taken: z.number(), first_end: z.number().nullable() })]);

/** @param time now, in epoch milliseconds. */
export function takeLease(
  { transaction }: Engine,
  { key, limit, windowMs, wanted, usableMs }: LeaseWish,
  time: number,
): Promise<Lease> {
  return transaction(async (run) => {
    // Locks the row of the key until the transaction ends, so that no two replicas are given the same calls.
    await run(
      `insert into sessiongraph_limit (key, leases) values ($1, 1)
       on conflict (key) do update set leases = sessiongraph_limit.leases + 1`,
      [key],
    );
    await run('delete from sessiongraph_lease where key = $1 and (usable_until <= $2 or usable_until > $3)', [
      key,
      time - windowMs,
      time + usableMs + longestSkewMs,
    ]);
    const found = await run(
      `select cast(coalesce(sum(calls), 0) as bigint) as taken, min(usable_until) as first_end
       from sessiongraph_lease where key = $1`,
      [key],
    );
    const [{ taken, first_end: firstEnd }] = usage.parse(found);
    const calls = Math.min(wanted, limit - taken);
    if (calls < 1) return { state: 'refused', retryAt: (firstEnd ?? time) + windowMs };
    const usableUntil = time + usableMs;
    await run('insert into sessiongraph_lease (key, calls, usable_until) values ($1, $2, $3)', [
      key,
      calls,
      usableUntil,
    ]);
    return { state: 'granted', calls, usableUntil };
  });
}
