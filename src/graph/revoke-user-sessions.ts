import { revokeUserSessions } from '../sessions/revoke/revoke-user-sessions.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { revocationPayload, type RevocationAnswer } from './revocation-payload.ts';
import { whyFields, whyOf } from './revoke-reason.ts';
import { UserBy } from './user.ts';

const RevokeUserSessionsInput = builder.inputType('RevokeUserSessionsInput', {
  description:
    'Who is to be signed out, and where. Example: `{ user: { id: "jane" }, providerIds: ["support"], reason: POLICY, note: "Left the company" }`.',
  fields: (t) => ({
    user: t.field({ type: UserBy, required: true, description: 'Who is to be signed out.' }),
    providerIds: t.idList({
      description:
        'Only at these providers, by their ids in the configuration; at all of them when left out.',
    }),
    exceptSessionIds: t.idList({
      description:
        'Sessions to keep, by their `Session.id`s as queries gave them just now: the way to keep the one in use where a provider cannot tell which that is. With Rocket.Chat the id changes whenever the client connects again; where it lists none by an id given here, it revokes none of that person.',
    }),
    dryRun: t.boolean({
      defaultValue: false,
      description: 'Only say what would be revoked: the same answer with WOULD_REVOKE in place of REVOKED.',
    }),
    ...whyFields(t),
    includeCurrent: t.boolean({
      defaultValue: false,
      description: 'Revoke also the session you are using, where it is among them.',
    }),
  }),
});

const RevokeUserSessionsPayload = revocationPayload('RevokeUserSessionsPayload');

builder.mutationField('revokeUserSessions', (t) =>
  t.field({
    type: RevokeUserSessionsPayload,
    extensions: costs({ calls: 'each provider', rounds: 2, changes: 500 }),
    description:
      'Signs a person out everywhere: revokes all their sessions at all providers, or at those named, however many there are. A provider that cannot be asked is named in `userErrors`; the same call again revokes what is left. A person does this for themselves; for others it takes the scopes `sessions:read:any` and `sessions:revoke:any`.',
    args: {
      input: t.arg({
        type: RevokeUserSessionsInput,
        required: true,
        description: 'Who is to be signed out, where, and why.',
      }),
    },
    async resolve(_root, { input }, context): Promise<RevocationAnswer> {
      const dryRun = input.dryRun ?? false;
      const revocation = await revokeUserSessions(context, {
        user: input.user,
        providerIds: input.providerIds ?? undefined,
        exceptSessionIds: input.exceptSessionIds ?? undefined,
        dryRun,
        ...whyOf(input),
        includeCurrent: input.includeCurrent ?? false,
      });
      return { ...revocation, dryRun };
    },
  }),
);
