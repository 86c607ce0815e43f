import { builder } from './builder.ts';

/** The fields stand beside the types they return: `Query.sessions` is in `session.ts`. */
builder.queryType({
  description:
    'Everything that can be read. A signed-in person sees their own sessions; scopes widen that (see `permissions`).',
});
