import { lookUpUser, type LookupMiss, type UserLookup as Lookup } from '../sessions/people/look-up-user.ts';
import { Account } from './account.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { describedEnum } from './described-enum.ts';
import { UserRef } from './refs.ts';
import { UserBy } from './user.ts';

const UserLookupMiss = describedEnum<LookupMiss>('UserLookupMiss', 'Why looking somebody up found nobody.', {
  NOT_FOUND:
    'Nobody is known by that, or nobody you may see. Without `users:read:any` or `sessions:read:any` there is no other reason.',
  UNVERIFIED_ADDRESS:
    'An account shows the address, but nobody verified it. Anybody can type an address, so that it names nobody; `accounts` has the account.',
  NO_DIRECTORY_ID:
    'An account was found, but nothing in it leads to an id of the directory; `accounts` has the account.',
});

const UserLookup = builder.objectRef<Lookup>('UserLookup').implement({
  description: 'Whom looking somebody up found, or why nobody.',
  fields: (t) => ({
    user: t.expose('user', { type: UserRef, description: 'The person; null where there is a `miss`.' }),
    miss: t.expose('miss', {
      type: UserLookupMiss,
      description: 'Why there is nobody; null where there is somebody.',
    }),
    message: t.exposeString('message', {
      description: 'For people: why there is nobody, and what to do about it; null where there is somebody.',
    }),
    accounts: t.field({
      type: [Account],
      extensions: costs({ rows: 'each provider' }),
      nullable: false,
      description:
        'The accounts that were found and lead to nobody; empty for whoever may not look other people up. `filter.accounts` lists their sessions.',
      resolve: ({ accounts }) => accounts,
    }),
  }),
});

builder.queryField('userLookup', (t) =>
  t.field({
    type: UserLookup,
    extensions: costs({ calls: 'each provider', rounds: 2 }),
    nullable: false,
    description:
      'Looks somebody up as `user` does, and says why where it finds nobody. An error while a provider that may know them cannot be asked.',
    args: { by: t.arg({ type: UserBy, required: true, description: 'How the user is named.' }) },
    resolve: (_root, { by }, context) => lookUpUser(context, by),
  }),
);
