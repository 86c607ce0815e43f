import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Finding } from './finding.ts';

/** Whether the store can be used. Makes no table and no file. */
export async function checkStore(store: Config['store']): Promise<readonly Finding[]> {
  const about = { about: 'store', id: 'store' } as const;
  if (store?.postgres !== undefined) {
    // Loaded only here, since most have no PostgreSQL.
    const { probePostgres } = await import('../../store/postgres-probe.ts');
    const problem = await probePostgres(store.postgres);
    return problem === null
      ? [{ ...about, state: 'ok', message: 'PostgreSQL answers, takes tables and passes messages on.' }]
      : [{ ...about, state: 'failed', message: problem }];
  }
  if (store?.file !== undefined) return [{ ...about, ...(await checkFile(store.file)) }];
  return [
    { ...about, state: 'ok', message: 'Memory: enough for one replica that may forget what it revoked.' },
  ];
}

async function checkFile(file: string): Promise<Pick<Finding, 'state' | 'message'>> {
  const { R_OK, W_OK } = constants;
  try {
    // Beside the file SQLite makes others.
    await access(dirname(resolve(file)), R_OK | W_OK);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) await access(file, R_OK | W_OK);
    return { state: 'ok', message: `${file} can be ${isThere ? 'written to' : 'made'} by this user.` };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return {
      state: 'failed',
      message: `${file} cannot be written to (${reason}): name a file in a directory that this user may write to, as store.file.`,
    };
  }
}
