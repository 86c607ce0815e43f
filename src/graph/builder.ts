import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { AccessError } from '../sessions/access-error.ts';
import type { GraphContext } from './context.ts';

/** Every file of this folder adds its type to this builder; `schema.ts` imports them all. */
export const builder = new SchemaBuilder<{
  Context: GraphContext;
  Scalars: {
    ID: { Input: string; Output: string };
    /** Epoch milliseconds here, RFC 3339 outside. */
    DateTime: { Input: number; Output: number };
  };
}>({
  plugins: [ScopeAuthPlugin],
  scopeAuth: {
    // On the type, not on root fields: a field that forgets to ask, `node` or `_entities`, cannot hand out another person's things.
    runScopesOnType: true,
    unauthorizedError: () => new AccessError('FORBIDDEN', 'You may not see this.'),
    // The types ask `access` themselves: scopes with names are looked up anew for each of hundreds of rows, which takes longer than reading them.
    authScopes: () => ({}),
  },
});

/** The builder's own types, for helpers that take or make parts of the schema. */
export type Types = typeof builder.$inferSchemaTypes;
