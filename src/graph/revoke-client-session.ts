import type { ClientSession } from '../sessions/session.ts';
import type { Changed } from '../sessions/user-error.ts';
import { revokeClientSession } from '../sessions/client-sessions/revoke.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { ClientSessionRef } from './refs.ts';
import { whyFields, whyOf } from './revoke-reason.ts';
import { UserError } from './user-error.ts';

const RevokeClientSessionInput = builder.inputType('RevokeClientSessionInput', {
  description: 'Which client session is to be revoked. Example: `{ id: "…", reason: LOST_OR_STOLEN }`.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Its `ClientSession.id` as a query gave it.' }),
    ...whyFields(t),
  }),
});

const RevokeClientSessionPayload = builder
  .objectRef<Changed<ClientSession>>('RevokeClientSessionPayload')
  .implement({
    description: 'The client session that was revoked, or why it was not.',
    fields: (t) => ({
      clientSession: t.field({
        type: ClientSessionRef,
        description: 'The client session, which stays to be read; null when nothing was revoked.',
        resolve: ({ value }) => value,
      }),
      userErrors: t.expose('userErrors', {
        type: [UserError],
        nullable: false,
        description: 'Why nothing was revoked; empty when it was.',
      }),
    }),
  });

builder.mutationField('revokeClientSession', (t) =>
  t.field({
    type: RevokeClientSessionPayload,
    extensions: costs({ calls: 'one provider', rounds: 2 }),
    description:
      'Revokes a Seam client session: its token stops working, and the session can still be read, as REVOKED. Seam itself does not report that, so this server remembers it until the session expires. Takes the scope `client-sessions:write`; a person revokes their own by `revokeSession`.',
    args: {
      input: t.arg({
        type: RevokeClientSessionInput,
        required: true,
        description: 'Which client session is to be revoked, and why.',
      }),
    },
    resolve: (_root, { input }, context) => revokeClientSession(context, input.id, whyOf(input)),
  }),
);
