import SchemaBuilder from '@pothos/core';
import type { GraphContext } from './context.ts';

/** Every file of this folder adds its type to this builder; `schema.ts` imports them all. */
export const builder = new SchemaBuilder<{
  Context: GraphContext;
  Scalars: {
    ID: { Input: string; Output: string };
    /** Epoch milliseconds here, RFC 3339 outside. */
    DateTime: { Input: number; Output: number };
  };
}>({});

/** The builder's own types, for helpers that take or make parts of the schema. */
export type Types = typeof builder.$inferSchemaTypes;
