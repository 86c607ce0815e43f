import { revokeOtherSessions } from '../sessions/revoke/revoke-other-sessions.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { revocationPayload, type RevocationAnswer } from './revocation-payload.ts';
import { whyFields, whyOf } from './revoke-reason.ts';

const RevokeOtherSessionsInput = builder.inputType('RevokeOtherSessionsInput', {
  description: 'Why the other sessions are to be revoked. Example: `{ reason: LOST_OR_STOLEN }`.',
  fields: (t) => ({
    ...whyFields(t),
    dryRun: t.boolean({
      defaultValue: false,
      description: 'Only say what would be revoked: the same answer with WOULD_REVOKE in place of REVOKED.',
    }),
  }),
});

const RevokeOtherSessionsPayload = revocationPayload('RevokeOtherSessionsPayload');

builder.mutationField('revokeOtherSessions', (t) =>
  t.field({
    type: RevokeOtherSessionsPayload,
    extensions: costs({ calls: 'each provider', rounds: 2, changes: 500 }),
    description:
      "Signs the viewer out everywhere but where they are asking from: the current session is never revoked. Where a provider cannot tell which session that is (only Clerk's tokens can), none of its sessions is revoked, and each is answered with NOT_SUPPORTED: call `revokeUserSessions` instead and name those to keep in `exceptSessionIds`.",
    args: {
      input: t.arg({
        type: RevokeOtherSessionsInput,
        required: true,
        description: 'Why the other sessions are to be revoked.',
      }),
    },
    async resolve(_root, { input }, context): Promise<RevocationAnswer> {
      const dryRun = input.dryRun ?? false;
      return { ...(await revokeOtherSessions(context, { ...whyOf(input), dryRun })), dryRun };
    },
  }),
);
