import { printSchema } from 'graphql';

/** Prints the schema in GraphQL's own language. */
export async function schema(): Promise<void> {
  const { schema: graph } = await import('../graph/schema.ts');
  process.stdout.write(`${printSchema(graph)}\n`);
}
