import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './schema.ts';

/** The schema as `schema.graphql` holds it: sorted, so that a change shows as nothing but itself. */
export function sdl(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
