import { createClientSession } from '../sessions/client-sessions/create.ts';
import { builder } from './builder.ts';
import { clientSessionInputOf, tokenPayload } from './client-session-input.ts';
import { costs } from './cost.ts';

const CreateClientSessionInput = builder.inputType('CreateClientSessionInput', {
  description:
    'What the new client session is to be. A field left out, or null, is not sent to Seam. Example: `{ userIdentifierKey: "jane_doe", customerKey: "acme", connectedAccountIds: ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"] }`.',
  fields: (t) => ({
    providerId: t.id({
      description:
        'The Seam provider, by its id in the configuration; may be left out where only one is configured.',
    }),
    userIdentifierKey: t.string({
      description:
        'Your own id for the user; a key that has a client session already is refused. Choose one that cannot be guessed, no e-mail address or phone number. Example: "jane_doe".',
    }),
    userIdentityId: t.id({
      description: 'The Seam user identity the session is for: a `UserIdentity.nativeId`.',
    }),
    userIdentityIds: t.idList({
      description: 'The same as a list, which must hold exactly one id. Not together with `userIdentityId`.',
      deprecationReason: 'Seam deprecated it. Use `userIdentityId`.',
    }),
    customerKey: t.string({
      description: 'Your own key for the customer the session belongs to. Example: "acme".',
    }),
    connectWebviewIds: t.idList({ description: 'The Connect Webviews the session may use.' }),
    connectedAccountIds: t.idList({
      description: 'The connected accounts whose devices the session may control.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        'When the token is to stop working; left out, Seam chooses. Example: "2026-12-01T00:00:00Z".',
    }),
  }),
});

const CreateClientSessionPayload = tokenPayload('CreateClientSessionPayload');

builder.mutationField('createClientSession', (t) =>
  t.field({
    type: CreateClientSessionPayload,
    extensions: costs({ calls: 'one provider', rounds: 2 }),
    description:
      'A new Seam client session. A `userIdentifierKey` that has one already is refused (ALREADY_EXISTS): `getOrCreateClientSession` gives that one. Takes the scope `client-sessions:write`.',
    args: {
      input: t.arg({
        type: CreateClientSessionInput,
        required: true,
        description: 'What the new client session is to be.',
      }),
    },
    resolve: (_root, { input }, context) =>
      createClientSession(context, input.providerId ?? undefined, {
        ...clientSessionInputOf(input),
        ...(typeof input.customerKey === 'string' && { customerKey: input.customerKey }),
      }),
  }),
);
