/** Opens the store as the configuration says, and logs when it comes and goes. */
import { type Config, ConfigError } from '../config/config.ts';
import { openStore as open } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { Log } from './watch/log.ts';

/** Rejects with a `ConfigError` where the file cannot be opened; a database that cannot be reached is tried again. @param now the wall clock, in epoch milliseconds. */
export async function openStore(location: Config['store'], now: () => number, log: Log): Promise<Store> {
  try {
    return await open(location, now, {
      lost: (error) =>
        log.error(
          { err: error },
          'the store cannot be reached: until it can, this replica keeps to its share of every limit, and hears of no change at the others',
        ),
      regained: () => log.info('the store is reached again'),
      deaf: () =>
        log.warn(
          'the store answers, but no messages of other replicas come: what is changed there is seen here after freshForMs; a pooler in between must work in session mode',
        ),
    });
  } catch (error) {
    if (location?.file === undefined || !(error instanceof Error && 'code' in error)) throw error;
    throw new ConfigError([
      `store.file: ${location.file} cannot be opened (${error.message}); name a file in a directory that this user may write to`,
    ]);
  }
}
