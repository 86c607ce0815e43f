import type { User } from '../sessions/session.ts';
import { clientSessionsOfUser } from '../sessions/client-sessions/read.ts';
import { devicesOfUser } from '../sessions/list/devices.ts';
import { listSessions } from '../sessions/list/list-sessions.ts';
import { emailOf, findUser, namingAccountOf } from '../sessions/people/find-user.ts';
import { Account, AccountRefInput } from './account.ts';
import { builder } from './builder.ts';
import { checkIds } from './check-ids.ts';
import { ClientSessionConnection } from './client-session.ts';
import { costs } from './cost.ts';
import { DeviceConnection } from './device.ts';
import { forwardArguments, pageOf } from './page-arguments.ts';
import { ProviderReport } from './provider-report.ts';
import { UserRef } from './refs.ts';
import { SessionConnection } from './session.ts';
import { sessionListArguments, sessionListOf } from './session-list.ts';
import { visibleTo } from './visible.ts';

UserRef.implement({
  isTypeOf: visibleTo<User>((access, user) => access.seesUser(user)),
  description:
    "A person in the operator's own directory, with everything the providers know of them. Their accounts are found by what each provider is linked by: the id here, or a verified e-mail address.",
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description: "The person's id in the operator's directory, never a provider's.",
    }),
    email: t.string({
      extensions: costs({ calls: 'each provider' }),
      description:
        'An address of the person, from their token or from one of their accounts; null when none is known.',
      resolve: (user, _args, context) => emailOf(context, user),
    }),
    name: t.string({
      extensions: costs({ calls: 'each provider' }),
      description:
        "The person's name as `nameFrom` shows it, which they may have chosen themselves; null when no account that could be asked tells one.",
      resolve: async (user, _args, context) =>
        (await namingAccountOf(context, user))?.record.displayName ?? null,
    }),
    nameFrom: t.field({
      type: Account,
      extensions: costs({ calls: 'each provider' }),
      description:
        'The account that `name` is taken from: of those that have a name, the first in the order of `providers`.',
      resolve: (user, _args, context) => namingAccountOf(context, user),
    }),
    accounts: t.field({
      type: [Account],
      extensions: costs({ calls: 'each provider', rows: 'each provider' }),
      nullable: false,
      description:
        'Their accounts at the providers. A provider that cannot be asked is left out: see `accountReports`.',
      resolve: async (user, _args, { linker }) => (await linker.accountsOf(user)).accounts,
    }),
    accountReports: t.field({
      type: [ProviderReport],
      extensions: costs({ calls: 'each provider', rows: 'each provider' }),
      nullable: false,
      description:
        'What each provider said when it was asked for their accounts: NOT_LINKED where they have none, LINK_UNKNOWN where nobody could tell.',
      resolve: async (user, _args, { linker }) => (await linker.accountsOf(user)).reports,
    }),
    sessions: t.field({
      type: SessionConnection,
      extensions: costs({
        calls: 'each provider',
        things: ['filter.userIds', 'filter.accounts', 'filter.devices'],
      }),
      description:
        'Their sessions at all providers as one list, the latest activity first unless ordered otherwise.',
      args: sessionListArguments,
      resolve: (user, args, context) => listSessions(context, { users: [user], ...sessionListOf(args) }),
    }),
    devices: t.field({
      type: DeviceConnection,
      extensions: costs({ calls: 'each provider' }),
      description: 'Where they are signed in now, the latest activity first.',
      args: forwardArguments,
      resolve: (user, page, context) => devicesOfUser(context, user, pageOf(page)),
    }),
    clientSessions: t.field({
      type: ClientSessionConnection,
      extensions: costs({ calls: 'each provider' }),
      description: 'Their Seam client sessions, the newest first, those that have ended included.',
      args: forwardArguments,
      resolve: (user, page, context) => clientSessionsOfUser(context, user, pageOf(page)),
    }),
  }),
});

export const UserBy = builder.inputType('UserBy', {
  description: 'Names a user in exactly one way. Example: `{ email: "jane@example.com" }`.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: "By their id in the operator's directory." }),
    email: t.string({
      description: 'By an e-mail address that a provider has verified; capitals do not matter.',
    }),
    account: t.field({ type: AccountRefInput, description: 'By one of their accounts at a provider.' }),
  }),
});

builder.queryFields((t) => ({
  viewer: t.field({
    type: UserRef,
    description: 'Who is asking; null when nobody is signed in, or when a service asks with an API key.',
    resolve: (_root, _args, context) => context.principal.viewer,
  }),
  user: t.field({
    type: UserRef,
    extensions: costs({ calls: 'each provider' }),
    description:
      'One user. Null when nobody is known by that, and just the same when you may not see them; `userLookup` says why.',
    args: { by: t.arg({ type: UserBy, required: true, description: 'How the user is named.' }) },
    resolve: (_root, { by }, context) => findUser(context, by),
  }),
  users: t.field({
    type: [UserRef],
    extensions: costs({ calls: 'each provider', things: ['ids'], rows: 'each thing' }),
    nullable: { list: false, items: true },
    description: 'Several users in the order asked, with null for each that is not known or not to be seen.',
    args: {
      ids: t.arg.idList({ required: true, description: "At most 100 ids of the operator's directory." }),
    },
    resolve: (_root, { ids }, context) => {
      checkIds(ids);
      return ids.map((id) => findUser(context, { id }));
    },
  }),
}));
