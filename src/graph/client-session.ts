import type { ClientSession } from '../sessions/session.ts';
import {
  connectedAccountsOf,
  connectedDevicesOf,
  connectWebviewsOf,
  findClientSession,
  listClientSessions,
  sessionOfClientSession,
  userIdentityOf,
} from '../sessions/client-sessions/read.ts';
import { builder } from './builder.ts';
import { ClientSessionFilter, clientSessionQueryOf } from './client-session-filter.ts';
import { ConnectWebview } from './connect-webview.ts';
import { ConnectedAccount } from './connected-account.ts';
import { ConnectedDeviceConnection } from './connected-device.ts';
import { connectionOf } from './connection.ts';
import { costs } from './cost.ts';
import { Node } from './node.ts';
import { forwardArguments, pageOf } from './page-arguments.ts';
import { Provider } from './provider.ts';
import { ClientSessionRef, SessionRef } from './refs.ts';
import { SessionState } from './session-state.ts';
import { UserIdentity } from './user-identity.ts';
import { visibleTo } from './visible.ts';

ClientSessionRef.implement({
  isTypeOf: visibleTo<ClientSession>((access, clientSession) => access.seesClientSession(clientSession)),
  description:
    "Seam's client session: it lets a browser or phone control devices in a user's name. Its token is a live secret, and no query shows it. In the one list of sessions it is a `Session` whose `details` is this.",
  interfaces: [Node],
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description: 'An opaque id, which `clientSession` and `node` take.',
    }),
    provider: t.expose('provider', {
      type: Provider,
      nullable: false,
      description: 'The Seam provider it is at.',
    }),
    nativeId: t.id({
      nullable: false,
      description: "Seam's `client_session_id`. Calls to this API take `id` instead.",
      resolve: ({ record }) => record.nativeId,
    }),
    userIdentifierKey: t.string({
      description: 'Your own id for the user it was made for; null when none was given.',
      resolve: ({ record }) => record.userIdentifierKey,
    }),
    userIdentityId: t.id({
      description: 'The user identity it was made for: a `UserIdentity.nativeId`; null when none was given.',
      resolve: ({ record }) => record.userIdentityId,
    }),
    userIdentityIds: t.idList({
      nullable: false,
      description: 'The same as a list of at most one id.',
      deprecationReason: 'Seam deprecated it. Use `userIdentityId`.',
      resolve: ({ record }) => record.userIdentityIds,
    }),
    customerKey: t.string({
      description: 'Your own key for the customer it belongs to; null when none was given.',
      resolve: ({ record }) => record.customerKey,
    }),
    workspaceId: t.id({
      description: 'The Seam workspace it belongs to; null when not told.',
      resolve: ({ record }) => record.workspaceId,
    }),
    connectWebviewIds: t.idList({
      nullable: false,
      description: 'The Connect Webviews it may use; `connectWebviews` has them whole.',
      resolve: ({ record }) => record.connectWebviewIds,
    }),
    connectedAccountIds: t.idList({
      nullable: false,
      description: 'The connected accounts whose devices it may control; `connectedAccounts` has them whole.',
      resolve: ({ record }) => record.connectedAccountIds,
    }),
    deviceCount: t.int({
      description: 'How many devices it may control, as Seam counts them; null when not told.',
      resolve: ({ record }) => record.deviceCount,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description:
        'When it was made. Seam always tells it; it may be null here only so that one selection can ask for the `createdAt` of a `Session` as well.',
      resolve: ({ record }) => record.createdAt,
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When its token stops working; null when not told.',
      resolve: ({ record }) => record.expiresAt,
    }),
    state: t.field({
      type: SessionState,
      nullable: false,
      description:
        'ACTIVE, EXPIRED or REVOKED; UNKNOWN when Seam tells its end in a form that cannot be read. Seam does not tell of a revocation, so one revoked elsewhere stays ACTIVE here until it expires.',
      resolve: ({ record }) => record.state,
    }),
    observedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When Seam said all this. An answer may be reused for a moment (`freshForMs`).',
      resolve: ({ record }) => record.observedAt,
    }),
    session: t.field({
      type: SessionRef,
      description: 'The same as an entry of the one list of sessions.',
      resolve: sessionOfClientSession,
    }),
    connectedDevices: t.field({
      type: ConnectedDeviceConnection,
      extensions: costs({ calls: 'one provider' }),
      args: forwardArguments,
      description: 'The devices it may control: all those of its connected accounts.',
      resolve: (clientSession, page, context) => connectedDevicesOf(context, clientSession, pageOf(page)),
    }),
    connectedAccounts: t.field({
      type: [ConnectedAccount],
      extensions: costs({ calls: 'one provider' }),
      description:
        'The accounts whose devices it may control, without those that are gone; null when Seam cannot be asked.',
      resolve: (clientSession, _args, context) => connectedAccountsOf(context, clientSession),
    }),
    connectWebviews: t.field({
      type: [ConnectWebview],
      extensions: costs({ calls: 'one provider' }),
      description:
        'The Connect Webviews it may use, without those that are gone; null when Seam cannot be asked.',
      resolve: (clientSession, _args, context) => connectWebviewsOf(context, clientSession),
    }),
    userIdentity: t.field({
      type: UserIdentity,
      extensions: costs({ calls: 'one provider' }),
      description: 'The person it was made for; null when it names none, or when the identity is gone.',
      resolve: (clientSession, _args, context) => userIdentityOf(context, clientSession),
    }),
  }),
});

export const ClientSessionConnection = connectionOf(ClientSessionRef, 'client sessions');

builder.queryFields((t) => ({
  clientSession: t.field({
    type: ClientSessionRef,
    extensions: costs({ calls: 'one provider' }),
    description:
      'One client session. Null when there is none, and just the same when you may not see it; an error while Seam cannot be asked.',
    args: { id: t.arg.id({ required: true, description: 'A `ClientSession.id` as a query gave it.' }) },
    resolve: (_root, { id }, context) => findClientSession(context, id),
  }),
  clientSessions: t.field({
    type: ClientSessionConnection,
    extensions: costs({ calls: 'each provider' }),
    description:
      'The client sessions of all Seam providers, or of one, the newest first, those that have ended included.',
    args: {
      providerId: t.arg.id({
        description: 'Only those of this Seam provider, by its id in the configuration.',
      }),
      filter: t.arg({ type: ClientSessionFilter, description: 'Which client sessions; all when left out.' }),
      ...forwardArguments,
    },
    resolve: (_root, { providerId, filter, ...page }, context) =>
      listClientSessions(context, {
        providerId: providerId ?? undefined,
        filter: filter ? clientSessionQueryOf(filter) : undefined,
        page: pageOf(page),
      }),
  }),
}));
