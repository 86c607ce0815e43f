import type { Changed } from '../sessions/user-error.ts';
import { deleteClientSession } from '../sessions/client-sessions/revoke.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { whyFields, whyOf } from './revoke-reason.ts';
import { UserError } from './user-error.ts';

const DeleteClientSessionInput = builder.inputType('DeleteClientSessionInput', {
  description: 'Which client session is to go. Example: `{ id: "…", reason: DUPLICATE }`.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Its `ClientSession.id` as a query gave it.' }),
    ...whyFields(t),
  }),
});

const DeleteClientSessionPayload = builder
  .objectRef<Changed<string>>('DeleteClientSessionPayload')
  .implement({
    description: 'What was deleted, or why nothing was.',
    fields: (t) => ({
      deletedClientSessionId: t.id({
        description:
          'The id that the client session had, so that caches can drop it; null when nothing was deleted.',
        resolve: ({ value }) => value,
      }),
      userErrors: t.expose('userErrors', {
        type: [UserError],
        nullable: false,
        description: 'Why nothing was deleted; empty when it was.',
      }),
    }),
  });

builder.mutationField('deleteClientSession', (t) =>
  t.field({
    type: DeleteClientSessionPayload,
    extensions: costs({ calls: 'one provider', rounds: 2 }),
    description:
      'Removes a Seam client session, and with it its token. To end it and still be able to read it, use `revokeClientSession`. Takes the scope `client-sessions:write`.',
    args: {
      input: t.arg({
        type: DeleteClientSessionInput,
        required: true,
        description: 'Which client session is to go, and why.',
      }),
    },
    resolve: (_root, { input }, context) => deleteClientSession(context, input.id, whyOf(input)),
  }),
);
