import { revokeSessions } from '../sessions/revoke/revoke-sessions.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { revocationPayload, type RevocationAnswer } from './revocation-payload.ts';
import { whyFields, whyOf } from './revoke-reason.ts';
import { SessionFilter, sessionFilterOf } from './session-filter.ts';

const RevokeTarget = builder.inputType('RevokeTarget', {
  description: 'Names the sessions in exactly one way. Example: `{ filter: { ipAddress: "203.0.113.7" } }`.',
  isOneOf: true,
  fields: (t) => ({
    ids: t.idList({ description: 'At most 500 `Session.id`s as queries gave them.' }),
    filter: t.field({
      type: SessionFilter,
      description:
        'The filter of the list of sessions, so that the list shows beforehand what would be revoked. Sessions that have ended are passed over. It must name people, or something that only some sessions have.',
    }),
  }),
});

const RevokeSessionsInput = builder.inputType('RevokeSessionsInput', {
  description:
    'Which sessions are to be revoked. Example: `{ target: { filter: { ipAddress: "203.0.113.7" } }, dryRun: true }`.',
  fields: (t) => ({
    target: t.field({
      type: RevokeTarget,
      required: true,
      description: 'The sessions, by their ids or by a filter.',
    }),
    dryRun: t.boolean({
      defaultValue: false,
      description: 'Only say what would be revoked: the same answer with WOULD_REVOKE in place of REVOKED.',
    }),
    expectedCount: t.int({
      description:
        'How many different sessions you take this to be: with a filter, the `processedCount` and `remaining` of a dry run together. When it is another number, nothing is revoked.',
    }),
    ...whyFields(t),
    includeCurrent: t.boolean({
      defaultValue: false,
      description: 'Revoke also the session you are using, where it is among them.',
    }),
    everyone: t.boolean({
      defaultValue: false,
      description:
        "Confirms a filter that names nobody and no condition, and so revokes everybody's sessions. Takes the scope `sessions:revoke:any`.",
    }),
  }),
});

const RevokeSessionsPayload = revocationPayload('RevokeSessionsPayload');

builder.mutationField('revokeSessions', (t) =>
  t.field({
    type: RevokeSessionsPayload,
    extensions: costs({
      calls: 'each provider',
      rounds: 2,
      things: [
        'input.target.ids',
        'input.target.filter.userIds',
        'input.target.filter.accounts',
        'input.target.filter.devices',
      ],
      changes: 500,
    }),
    description:
      'Revokes several sessions, by ids or by a filter, at most 500 in one call: call again while `remaining` is not 0. The same id twice is one session. Where a filter matches more, those it lists first are revoked; to leave out a provider that fails, name the others in the filter. A person revokes their own; for those of others it takes the scopes `sessions:read:any` and `sessions:revoke:any`.',
    args: {
      input: t.arg({
        type: RevokeSessionsInput,
        required: true,
        description: 'Which sessions are to be revoked, and why.',
      }),
    },
    async resolve(_root, { input }, context): Promise<RevocationAnswer> {
      const { target } = input;
      const dryRun = input.dryRun ?? false;
      const revocation = await revokeSessions(context, {
        target: 'filter' in target ? { filter: sessionFilterOf(target.filter) } : { ids: target.ids },
        dryRun,
        expectedCount: input.expectedCount ?? undefined,
        ...whyOf(input),
        includeCurrent: input.includeCurrent ?? false,
        everyone: input.everyone ?? false,
      });
      return { ...revocation, dryRun };
    },
  }),
);
