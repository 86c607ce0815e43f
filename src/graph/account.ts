import type { Account as AccountShape } from '../sessions/session.ts';
import { builder } from './builder.ts';
import { Provider } from './provider.ts';
import { visibleTo } from './visible.ts';

export const Account = builder.objectRef<AccountShape>('Account').implement({
  isTypeOf: visibleTo<AccountShape>((access, account) => access.seesAccount(account)),
  description:
    "A user's account at one provider: a Clerk, Rocket.Chat or Zendesk user, or a Seam user identity or user identifier key.",
  fields: (t) => ({
    provider: t.expose('provider', { type: Provider, nullable: false, description: 'Where the account is.' }),
    nativeId: t.id({
      nullable: false,
      description: 'The provider\'s own id for the account, such as Clerk\'s "user_2wm…".',
      resolve: ({ record }) => record.nativeId,
    }),
    username: t.string({
      description: 'The name the person signs in with there; null when the provider has none.',
      resolve: ({ record }) => record.username,
    }),
    email: t.string({
      description: 'An address to show, verified or not; null when the provider does not tell one.',
      resolve: ({ record }) => record.email,
    }),
    displayName: t.string({
      description: "The person's name as it is shown there; null when the provider has none.",
      resolve: ({ record }) => record.displayName,
    }),
    avatarUrl: t.string({
      description: "Where the account's picture is; null when there is none.",
      resolve: ({ record }) => record.avatarUrl,
    }),
    lastSignInAt: t.field({
      type: 'DateTime',
      description: 'When the person last signed in there; null when the provider does not tell.',
      resolve: ({ record }) => record.lastSignInAt,
    }),
    lastActiveAt: t.field({
      type: 'DateTime',
      description: 'The day on which the person was last active there. Only Clerk tells; null otherwise.',
      resolve: ({ record }) => record.lastActiveAt,
    }),
    banned: t.boolean({
      description:
        'Whether the account is banned, so that nobody can sign in with it until that is lifted. Only Clerk tells; null otherwise.',
      resolve: ({ record }) => record.banned,
    }),
    locked: t.boolean({
      description:
        'Whether the account is locked for a while, after too many attempts to sign in. Only Clerk tells; null otherwise.',
      resolve: ({ record }) => record.locked,
    }),
  }),
});

export const AccountRefInput = builder.inputType('AccountRefInput', {
  description:
    'Names an account at one provider directly, without the user directory. Example: `{ providerId: "clerk", nativeId: "user_2wmSnIrq5dtl2HNZf1WfgeHraby" }`.',
  fields: (t) => ({
    providerId: t.id({
      required: true,
      description: 'The provider, by its id in the configuration: see `providers`.',
    }),
    nativeId: t.id({
      required: true,
      description: "The provider's own id for the account, such as Clerk's `userId`.",
    }),
  }),
});
