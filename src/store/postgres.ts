/** A PostgreSQL database, for several replicas. */
import { Pool, types, type ClientConfig } from 'pg';
import type { Engine } from './engine.ts';
import { createListener } from './postgres-listener.ts';

/** Nobody waits longer for an answer of the database than this, in milliseconds, nor for a connection to it. */
const timeoutMs = 500;

/** Nothing is sent before something is run. @param url with its password; it gets into no error. */
export function openPostgres(url: string): Engine {
  const config: ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    keepAlive: true,
    application_name: 'sessiongraph',
    // A bigint comes as text otherwise; ours are counts and times, which a number holds.
    types: {
      getTypeParser: (oid, format) =>
        oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format),
    },
  };
  const pool = new Pool({ ...config, max: 4 });
  // A connection that breaks between two queries: the next one rejects, or the pool makes another. Unheard, the error would end the process. The pool
  // itself hears only those of connections that nobody has taken from it.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  const listener = createListener(config);

  return {
    async run(sql, parameters = []) {
      return (await pool.query<object>(sql, [...parameters])).rows;
    },
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const value = await work(async (sql, parameters = []) => {
          return (await client.query<object>(sql, [...parameters])).rows;
        });
        await client.query('commit');
        client.release();
        return value;
      } catch (error) {
        // It may still be busy with what has failed, so it is not used again; the database rolls back.
        client.release(true);
        throw error;
      }
    },
    // Any number, as long as nobody else uses it: "sess" in ASCII.
    migrationLock: 'select pg_advisory_xact_lock(1936028531)',
    messages: {
      async send(payload) {
        await pool.query('select pg_notify($1, $2)', [listener.channel, payload]);
      },
      listen: listener.listen,
      reconnect: listener.reconnect,
    },
    async close() {
      // A database that hangs would hold the end of the process.
      await Promise.race([Promise.all([listener.close(), pool.end()]), after(timeoutMs)]);
    },
  };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}
