import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';

/** Each mutation has its own file: `getOrCreateClientSession` is in `get-or-create-client-session.ts`. */
builder.mutationType({
  description:
    'Everything that can be changed. Each mutation takes one `input` and returns a payload whose `userErrors` say what was not done and why; an empty list means that all that was asked for was done. Where several sessions are revoked, `results` says what became of each.',
});

/** An operation may have several changes, one after the other. None begins when nobody waits for it any more: its client was told that time is over. */
export function withoutLateChanges(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = (root, args, context: GraphContext, info) => {
      context.signal.throwIfAborted();
      return resolve(root, args, context, info);
    };
  }
  return schema;
}
