import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { openPostgres } from './postgres.ts';

/** How long a message may take to come back, in milliseconds; it takes one. */
const messageMs = 1000;

const rights = z.tuple([z.object({ may_create: z.boolean() })]);

/** @returns what is wrong with a database as a store, and what to change; null where all is well. Makes nothing in it. */
export async function probePostgres(url: string): Promise<string | null> {
  const engine = openPostgres(url);
  try {
    const found = await engine.run(
      "select coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as may_create",
    );
    const [{ may_create: mayCreate }] = rights.parse(found);
    if (!mayCreate) {
      return 'The user of store.postgres may not make tables: make it the owner of the database, or grant create on its schema.';
    }
    const heard = Promise.withResolvers<boolean>();
    await engine.messages?.listen({ heard: () => heard.resolve(true), connected() {} });
    // Other replicas ignore what is not theirs to read.
    await engine.messages?.send('check');
    const isHeard = await Promise.race([heard.promise, wait(messageMs, false, { ref: false })]);
    return isHeard
      ? null
      : 'PostgreSQL answers, but LISTEN hears nothing: a pooler in between must work in session mode, or be left out of store.postgres.';
  } catch (error) {
    return `store.postgres cannot be used (${reasonOf(error)}): replicas would go on, each with its share.`;
  } finally {
    await engine.close();
  }
}

/** An address with several numbers fails with an error that has no message of its own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.message === '' && 'code' in error ? String(error.code) : error.message;
}
