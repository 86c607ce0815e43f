import { createMemoryStore } from './memory.ts';
import type { Store, StoreEvents } from './store.ts';

/** One of the two. */
export interface StoreLocation {
  /** A URL, with its password. */
  readonly postgres?: string | undefined;
  readonly file?: string | undefined;
}

/**
 * Resolves also where a PostgreSQL database cannot be reached; rejects with node's error where a file cannot be opened. What an engine needs is loaded
 * only for it.
 *
 * @param location memory where left out.
 * @param now the wall clock, in epoch milliseconds.
 */
export async function openStore(
  { postgres, file }: StoreLocation = {},
  now: () => number,
  events: StoreEvents,
): Promise<Store> {
  if (postgres !== undefined) {
    const [{ openSqlStore }, { openPostgres }] = await Promise.all([
      import('./sql-store.ts'),
      import('./postgres.ts'),
    ]);
    return openSqlStore(openPostgres(postgres), now, events);
  }
  if (file !== undefined) {
    const [{ openSqlStore }, { openSqlite }] = await Promise.all([
      import('./sql-store.ts'),
      import('./sqlite.ts'),
    ]);
    return openSqlStore(openSqlite(file), now, events);
  }
  return createMemoryStore(now);
}
