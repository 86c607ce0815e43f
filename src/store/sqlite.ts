/** A database in one file, for one replica; two during a restart. */
import type { DatabaseSync } from 'node:sqlite';
import type { Engine, Run } from './engine.ts';

/**
 * Throws node's error where the file cannot be opened. Each statement holds the event loop: about half a millisecond for one that writes, which is synced.
 *
 * @param file made where it is not there; its folder must be.
 */
export function openSqlite(file: string): Engine {
  const database = openDatabase(file);
  const run: Run = async (sql, parameters = []) =>
    database.prepare(sql).all(Object.fromEntries(parameters.map((value, index) => [`$${index + 1}`, value])));
  // One connection has one transaction at a time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    run,
    transaction(work) {
      const done = last.then(() => inTransaction(database, () => work(run)));
      last = done.catch(() => {});
      return done;
    },
    migrationLock: null,
    messages: null,
    async close() {
      await last;
      database.close();
    },
  };
}

function openDatabase(file: string): DatabaseSync {
  const { DatabaseSync } = loadQuietly();
  // Another process holds the file for milliseconds; all this one's requests wait meanwhile.
  const database = new DatabaseSync(file, { timeout: 200 });
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  return database;
}

async function inTransaction<Value>(database: DatabaseSync, work: () => Promise<Value>): Promise<Value> {
  database.exec('begin immediate');
  try {
    const value = await work();
    database.exec('commit');
    return value;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

/** Node 22 warns that it is experimental, on the standard error that the log goes to. */
function loadQuietly(): typeof import('node:sqlite') {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
