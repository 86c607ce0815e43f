import type { RevokeOutcome as Outcome, RevokeResult as Result } from '../sessions/revoke/result.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';
import { Provider } from './provider.ts';
import { SessionRef } from './refs.ts';

const RevokeOutcome = describedEnum<Outcome>(
  'RevokeOutcome',
  'What became of a session that was to be revoked.',
  {
    REVOKED: 'It was revoked just now, by this call or by an equal one at the same time.',
    ACCEPTED: 'Its provider has accepted this and revokes later; the session may go on until then.',
    ALREADY_ENDED: 'It had ended before, as its provider says.',
    NOT_FOUND: 'There is no such session, or none that you may revoke.',
    KEPT_CURRENT:
      'It is the one you are using, and was kept. `includeCurrent: true` revokes it too, where the mutation takes that.',
    NOT_SUPPORTED: 'The provider cannot do this; `message` names another way.',
    FAILED:
      'It may still be going on; `message` says why. Where `retryable` is true, the same call again may revoke it.',
    WOULD_REVOKE: 'Only with `dryRun`: the same call without it would revoke this session.',
  },
);

export const RevokeResult = builder.objectRef<Result>('RevokeResult').implement({
  description: 'What became of one session.',
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description:
        'The id as it was asked for; where a filter or a person was named, the id of the session. Where a provider revokes all sessions of an account without listing them, it stands for the account, and no query takes it.',
    }),
    session: t.expose('session', {
      type: SessionRef,
      description:
        'The session as it is now, as far as its provider told; null when there is none, or when a provider revokes without listing.',
    }),
    provider: t.expose('provider', {
      type: Provider,
      description: 'The provider it is at; null when that is not known.',
    }),
    outcome: t.expose('outcome', {
      type: RevokeOutcome,
      nullable: false,
      description: 'What became of it, for programs.',
    }),
    message: t.exposeString('message', {
      description: 'What became of it and what to do, for people; null when there is nothing to add.',
    }),
    retryable: t.exposeBoolean('retryable', {
      nullable: false,
      description: 'Whether the same call again may revoke it, without anybody changing anything.',
    }),
  }),
});
