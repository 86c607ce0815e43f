import { z } from 'zod';
import type { Engine } from './engine.ts';

/** Never changed, only added to. A release goes on with the tables of a later one, so a later one takes nothing away that an earlier one uses. */
const migrations: readonly (readonly string[])[] = [
  [
    // Its row is the lock under which leases of a key are given.
    'create table sessiongraph_limit (key text primary key, leases bigint not null)',
    'create table sessiongraph_lease (key text not null, calls bigint not null, usable_until bigint not null)',
    'create index sessiongraph_lease_key on sessiongraph_lease (key)',
    `create table sessiongraph_fact (
      topic text not null, key text not null, value text not null, ends_at bigint not null, primary key (topic, key)
    )`,
    'create index sessiongraph_fact_ends_at on sessiongraph_fact (ends_at)',
    'create table sessiongraph_replica (id text primary key, seen_at bigint not null)',
  ],
];

const versions = z.tuple([z.object({ version: z.number() })]);

/** Brings the tables up to this release. One process at a time does; others wait for it and find nothing left to do. */
export function migrate({ transaction, migrationLock }: Engine): Promise<void> {
  return transaction(async (run) => {
    if (migrationLock !== null) await run(migrationLock);
    await run('create table if not exists sessiongraph_migration (version bigint primary key)');
    const found = await run('select coalesce(max(version), 0) as version from sessiongraph_migration');
    const [{ version }] = versions.parse(found);
    for (const [index, statements] of migrations.entries()) {
      if (index < version) continue;
      for (const statement of statements) await run(statement);
      await run('insert into sessiongraph_migration (version) values ($1)', [index + 1]);
    }
  });
}
