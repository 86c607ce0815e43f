import { getOrCreateClientSession } from '../sessions/client-sessions/create.ts';
import { builder } from './builder.ts';
import { clientSessionInputOf, tokenPayload } from './client-session-input.ts';
import { costs } from './cost.ts';

const GetOrCreateClientSessionInput = builder.inputType('GetOrCreateClientSessionInput', {
  description:
    'What the client session is to be. A field left out, or null, is not sent to Seam. Example: `{ userIdentifierKey: "jane_doe", connectedAccountIds: ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"], expiresAt: "2026-12-01T00:00:00Z" }`.',
  fields: (t) => ({
    providerId: t.id({
      description:
        'The Seam provider, by its id in the configuration; may be left out where only one is configured.',
    }),
    userIdentifierKey: t.string({
      description:
        'Your own id for the user, by which an existing client session is found. Choose one that cannot be guessed, no e-mail address or phone number. Example: "jane_doe".',
    }),
    userIdentityId: t.id({
      description: 'The Seam user identity the session is for: a `UserIdentity.nativeId`.',
    }),
    userIdentityIds: t.idList({
      description: 'The same as a list, which must hold exactly one id. Not together with `userIdentityId`.',
      deprecationReason: 'Seam deprecated it. Use `userIdentityId`.',
    }),
    connectWebviewIds: t.idList({
      description:
        'The Connect Webviews the session may use. On an existing session the list replaces what it had and adds nothing to it: give all that it is to keep. Left out, it stays as it is.',
    }),
    connectedAccountIds: t.idList({
      description:
        'The connected accounts whose devices the session may control. On an existing session the list replaces what it had and adds nothing to it: give all that it is to keep. Left out, it stays as it is.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        'When the token is to stop working; an existing session gets this as its new expiry. Left out, Seam chooses for a new session and keeps an existing one\'s. Example: "2026-12-01T00:00:00Z".',
    }),
  }),
});

const GetOrCreateClientSessionPayload = tokenPayload('GetOrCreateClientSessionPayload');

builder.mutationField('getOrCreateClientSession', (t) =>
  t.field({
    type: GetOrCreateClientSessionPayload,
    extensions: costs({ calls: 'one provider', rounds: 2 }),
    description:
      'The Seam client session of a user, made if there is none. Seam finds an existing one by `userIdentifierKey` and then changes it: id lists that are given replace what it had, and `expiresAt` becomes its new expiry. Without a `userIdentifierKey`, do not count on an existing one being found. Two equal calls at the same time are one call to Seam. Takes the scope `client-sessions:write`.',
    args: {
      input: t.arg({
        type: GetOrCreateClientSessionInput,
        required: true,
        description: 'What the client session is to be.',
      }),
    },
    resolve: (_root, { input }, context) =>
      getOrCreateClientSession(context, input.providerId ?? undefined, clientSessionInputOf(input)),
  }),
);
