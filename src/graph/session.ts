import type { ActivityPrecision as Precision } from '../providers/records.ts';
import { toClientSession } from '../sessions/client-sessions/read.ts';
import { sessionNameOf } from '../sessions/list/display-name.ts';
import { findSession } from '../sessions/list/find-session.ts';
import { isCurrent } from '../sessions/list/is-current.ts';
import { listSessions } from '../sessions/list/list-sessions.ts';
import { accountOf, userOf } from '../sessions/people/of-session.ts';
import type { Session } from '../sessions/session.ts';
import { viewerCanRevoke } from '../sessions/revoke/may-revoke.ts';
import { Account } from './account.ts';
import { isClientSession } from '../providers/registry.ts';
import { Actor } from './actor.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { costs } from './cost.ts';
import { describedEnum } from './described-enum.ts';
import { Location } from './location.ts';
import { Node } from './node.ts';
import { Provider } from './provider.ts';
import { DeviceRef, SessionRef, UserRef } from './refs.ts';
import { SessionDetails } from './session-details.ts';
import { sessionListArguments, sessionListOf } from './session-list.ts';
import { SessionState } from './session-state.ts';
import { visibleTo } from './visible.ts';

const ActivityPrecision = describedEnum<Precision>(
  'ActivityPrecision',
  'How exactly `lastActiveAt` is meant.',
  {
    EXACT: 'The moment of the latest activity, as the provider counts it (Clerk).',
    APPROXIMATE: 'The provider updates it now and then, not on every request (Zendesk).',
    SIGN_IN_ONLY:
      'It is the moment of the last sign-in or connection; the person may have been active since (Rocket.Chat).',
  },
);

SessionRef.implement({
  isTypeOf: visibleTo<Session>((access, session) => access.seesSession(session)),
  description:
    'A sign-in at a provider: one type for all of them. What a provider does not tell is null, never a guess.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description: 'An opaque id, which every query and mutation takes.',
    }),
    provider: t.expose('provider', {
      type: Provider,
      nullable: false,
      description: 'Where the person is signed in.',
    }),
    nativeId: t.id({
      nullable: false,
      description: "The provider's own id, to look it up there. Calls to this API take `id` instead.",
      resolve: ({ record }) => record.nativeId,
    }),
    user: t.field({
      type: UserRef,
      extensions: costs({ calls: 'one provider' }),
      description: 'Whose session it is; null when its account is linked to nobody in the directory.',
      resolve: (session, _args, context) => userOf(context, session),
    }),
    account: t.field({
      type: Account,
      extensions: costs({ calls: 'one provider' }),
      description:
        "The person's account at the provider; null when the provider does not say whose session it is.",
      resolve: (session, _args, context) => accountOf(context, session),
    }),
    state: t.field({
      type: SessionState,
      nullable: false,
      description: 'Whether it still counts, and if not, how it ended.',
      resolve: ({ record }) => record.state,
    }),
    nativeState: t.string({
      description:
        'The provider\'s own word for the state, such as Clerk\'s "abandoned"; null when it has none.',
      resolve: ({ record }) => record.nativeState,
    }),
    displayName: t.string({
      nullable: false,
      description:
        'A name to show, such as "Chrome 113 on Windows 10", or "Zendesk session" where no device is known.',
      resolve: (session, _args, { devices }) => sessionNameOf(session, devices.of(session)),
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When the person signed in; null with Rocket.Chat, which knows only the last connection.',
      resolve: ({ record }) => record.createdAt,
    }),
    lastActiveAt: t.field({
      type: 'DateTime',
      description:
        'When it was last used, as exactly as `lastActivePrecision` says; null with Seam, which does not tell.',
      resolve: ({ record }) => record.lastActiveAt,
    }),
    lastActivePrecision: t.field({
      type: ActivityPrecision,
      description: 'How exactly `lastActiveAt` is meant; null when there is none.',
      resolve: ({ record }) => record.lastActivePrecision,
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When it ends by itself; null when the provider does not tell. Clerk and Seam tell.',
      resolve: ({ record }) => record.expiresAt,
    }),
    endedAt: t.field({
      type: 'DateTime',
      description: 'When it ended; null while it goes on, and when the provider does not tell.',
      resolve: ({ record }) => record.endedAt,
    }),
    isCurrent: t.boolean({
      description: 'Whether you are using this very session; null when this provider cannot tell.',
      resolve: (session, _args, context) => isCurrent(context, session),
    }),
    viewerCanRevoke: t.boolean({
      nullable: false,
      description: 'Whether it still counts, its provider can end it, and you may.',
      resolve: (session, _args, context) => viewerCanRevoke(context, session),
    }),
    device: t.field({
      type: DeviceRef,
      description:
        'What the person signed in with; null when the provider says nothing of it, as Zendesk and Seam.',
      resolve: (session, _args, { devices }) => devices.of(session),
    }),
    ipAddress: t.string({
      description:
        'The IP address it was last used from; null when the provider does not tell. Clerk and Rocket.Chat tell.',
      resolve: ({ record }) => record.ipAddress,
    }),
    location: t.field({
      type: Location,
      description: 'Where that address is; null when the provider does not tell. Only Clerk tells.',
      resolve: ({ record }) => record.location,
    }),
    actor: t.field({
      type: Actor,
      description:
        "Who uses the account in its owner's name; null when the owner does, or the provider does not tell.",
      resolve: ({ record }) => record.actor,
    }),
    details: t.field({
      type: SessionDetails,
      description: 'What only this kind of provider tells. With Seam, the client session itself.',
      resolve: ({ provider, record: { details } }) =>
        isClientSession(details) ? toClientSession(provider, details) : details,
    }),
    observedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When the provider said all this. An answer may be reused for a moment (`freshForMs`).',
      resolve: ({ record }) => record.observedAt,
    }),
  }),
});

export const SessionConnection = connectionOf(SessionRef, 'sessions');

builder.queryFields((t) => ({
  session: t.field({
    type: SessionRef,
    extensions: costs({ calls: 'one provider' }),
    description:
      'One session. Null when there is none, and just the same when you may not see it; an error while its provider cannot be asked.',
    args: { id: t.arg.id({ required: true, description: 'A `Session.id` as a query gave it.' }) },
    resolve: (_root, { id }, context) => findSession(context, id),
  }),
  sessions: t.field({
    type: SessionConnection,
    extensions: costs({
      calls: 'each provider',
      things: ['filter.userIds', 'filter.accounts', 'filter.devices'],
    }),
    description:
      'Sessions of all providers as one list. With users or accounts named in the filter they are merged into one order. With none named, they come one provider after the other, each in its own order, and `orderBy`, `last` and `before` are refused; a provider that cannot list everything reports NOT_SUPPORTED.',
    args: sessionListArguments,
    resolve: (_root, args, context) => listSessions(context, sessionListOf(args)),
  }),
}));
