import type { Revocation } from '../sessions/revoke/result.ts';
import { revokeSession } from '../sessions/revoke/revoke-session.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { whyFields, whyOf } from './revoke-reason.ts';
import { RevokeResult } from './revoke-result.ts';
import { UserError } from './user-error.ts';

const RevokeSessionInput = builder.inputType('RevokeSessionInput', {
  description: 'Which session is to be revoked. Example: `{ id: "…", reason: LOST_OR_STOLEN }`.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'A `Session.id` as a query gave it.' }),
    ...whyFields(t),
    includeCurrent: t.boolean({
      defaultValue: false,
      description: 'Revoke it even when it is the session you are using.',
    }),
  }),
});

const RevokeSessionPayload = builder.objectRef<Revocation>('RevokeSessionPayload').implement({
  description: 'What became of the session.',
  fields: (t) => ({
    result: t.field({
      type: RevokeResult,
      description: 'What became of it; null when the input was refused, see `userErrors`.',
      resolve: ({ results }) => results[0] ?? null,
    }),
    userErrors: t.expose('userErrors', {
      type: [UserError],
      nullable: false,
      description: 'Why the session may go on; empty only when what was asked for was done.',
    }),
  }),
});

builder.mutationField('revokeSession', (t) =>
  t.field({
    type: RevokeSessionPayload,
    extensions: costs({ calls: 'one provider', rounds: 2 }),
    description:
      'Revokes one session, at whatever provider it is. A person revokes their own; for those of others it takes the scopes `sessions:read:any` and `sessions:revoke:any`. A session that is not theirs to revoke is answered as one that is not there.',
    args: {
      input: t.arg({
        type: RevokeSessionInput,
        required: true,
        description: 'Which session is to be revoked, and why.',
      }),
    },
    resolve: (_root, { input }, context) =>
      revokeSession(context, input.id, {
        ...whyOf(input),
        includeCurrent: input.includeCurrent ?? false,
      }),
  }),
);
