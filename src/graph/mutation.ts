import { builder } from './builder.ts';

/** Each mutation has its own file: `getOrCreateClientSession` is in `get-or-create-client-session.ts`. */
builder.mutationType({
  description:
    'Everything that can be changed. Each mutation takes one `input` and returns a payload whose `userErrors` say what was not done and why; an empty list means that all that was asked for was done. Where several sessions are revoked, `results` says what became of each.',
});
