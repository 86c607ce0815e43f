import type { ClientSession } from '../sessions/session.ts';
import type { Changed } from '../sessions/user-error.ts';
import { grantClientSessionAccess } from '../sessions/client-sessions/grant-access.ts';
import { builder } from './builder.ts';
import { clientSessionInputOf } from './client-session-input.ts';
import { costs } from './cost.ts';
import { ClientSessionRef } from './refs.ts';
import { UserError } from './user-error.ts';

const ClientSessionBy = builder.inputType('ClientSessionBy', {
  description: 'Names a client session in exactly one way. Example: `{ userIdentifierKey: "jane_doe" }`.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'By its `ClientSession.id` as a query gave it.' }),
    userIdentifierKey: t.string({ description: 'By your own id for the user it was made for.' }),
  }),
});

const GrantClientSessionAccessInput = builder.inputType('GrantClientSessionAccessInput', {
  description:
    'What a client session may reach from now on besides what it reaches already; at least one thing. Example: `{ clientSession: { userIdentifierKey: "jane_doe" }, connectedAccountIds: ["f87f0ab7-b8d7-44aa-9e59-3239b209570e"] }`.',
  fields: (t) => ({
    clientSession: t.field({
      type: ClientSessionBy,
      required: true,
      description: 'The client session that is to reach more.',
    }),
    providerId: t.id({
      description:
        'With a `userIdentifierKey`, the Seam provider by its id in the configuration; may be left out where only one is configured.',
    }),
    connectedAccountIds: t.idList({
      description: 'Connected accounts whose devices it may control as well.',
    }),
    connectWebviewIds: t.idList({ description: 'Connect Webviews it may use as well.' }),
    userIdentityId: t.id({
      description: 'The Seam user identity the session is for from now on: a `UserIdentity.nativeId`.',
    }),
    userIdentityIds: t.idList({
      description: 'The same as a list, which must hold exactly one id. Not together with `userIdentityId`.',
      deprecationReason: 'Seam deprecated it. Use `userIdentityId`.',
    }),
  }),
});

const GrantClientSessionAccessPayload = builder
  .objectRef<Changed<ClientSession>>('GrantClientSessionAccessPayload')
  .implement({
    description: 'The client session with what it reaches now, or why nothing was granted.',
    fields: (t) => ({
      clientSession: t.field({
        type: ClientSessionRef,
        description: 'The client session as it is now; null when the change was refused.',
        resolve: ({ value }) => value,
      }),
      userErrors: t.expose('userErrors', {
        type: [UserError],
        nullable: false,
        description: 'Why nothing was granted; empty when it was.',
      }),
    }),
  });

builder.mutationField('grantClientSessionAccess', (t) =>
  t.field({
    type: GrantClientSessionAccessPayload,
    extensions: costs({ calls: 'one provider', rounds: 2 }),
    description:
      'Lets a Seam client session reach more; nothing is taken from it, and its token stays the same. To take something away, give the whole lists to `getOrCreateClientSession`. NOT_FOUND where the session, or something granted, is not there. Takes the scope `client-sessions:write`.',
    args: {
      input: t.arg({
        type: GrantClientSessionAccessInput,
        required: true,
        description: 'Which client session, and what it may reach.',
      }),
    },
    resolve: (_root, { input: { clientSession, providerId, ...grants } }, context) =>
      grantClientSessionAccess(context, {
        clientSession,
        providerId: providerId ?? undefined,
        grants: clientSessionInputOf(grants),
      }),
  }),
);
