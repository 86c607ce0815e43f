/** A database in which the one SQL text of `migrations.ts`, `leases.ts`, `facts.ts` and `replica-count.ts` runs. */
export interface Engine {
  /** Runs one statement. Rejects with the database's own error. */
  readonly run: Run;
  /** Rolls back where the work rejects, and rejects with the same. Inside, only the `run` that the work is given may be used. */
  transaction<Value>(work: (run: Run) => Promise<Value>): Promise<Value>;
  /** Makes the transaction wait until no other process migrates; null where a transaction is alone anyway. */
  readonly migrationLock: string | null;
  /** Null where no other replica can be there. */
  readonly messages: EngineMessages | null;
  close(): Promise<void>;
}

/**
 * @param sql in what PostgreSQL and SQLite have in common: ids are text, times epoch milliseconds in `bigint` and parameters, `$1` placeholders;
 *   no `now()`, sequences or intervals.
 */
export type Run = (sql: string, parameters?: readonly (string | number)[]) => Promise<readonly unknown[]>;

export interface EngineMessages {
  /** At most 7,000 bytes; this process hears it as well. */
  send(payload: string): Promise<void>;
  /** Begins to listen, and goes on until the engine closes. Resolves when the first attempt to connect has succeeded or failed. */
  listen(listener: EngineListener): Promise<void>;
  /** Ends the connection, and makes another. */
  reconnect(): void;
}

export interface EngineListener {
  heard(payload: string): void;
  /** A connection was made; what was sent before was not heard. */
  connected(): void;
}
