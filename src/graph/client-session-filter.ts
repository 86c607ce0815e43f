import type { ClientSessionQuery } from '../providers/client-sessions-api.ts';
import { builder } from './builder.ts';

export const ClientSessionFilter = builder.inputType('ClientSessionFilter', {
  description:
    'Which client sessions are meant; Seam itself filters by these. A client session must meet every condition given. Example: `{ userIdentifierKey: "jane_doe" }`, or `{ connectWebviewId: null }` for those without any Connect Webview.',
  fields: (t) => ({
    clientSessionId: t.id({ description: "Only the one with this id of Seam's, that is, this `nativeId`." }),
    connectWebviewId: t.id({
      description:
        'Only those that may use this Connect Webview. An explicit null: only those without any. Left out: either.',
    }),
    userIdentifierKey: t.string({ description: 'Only those of this user, by your own id for them.' }),
    userIdentityId: t.id({
      description:
        'Only those of this Seam user identity. An explicit null: only those without one. Left out: either.',
    }),
    withoutUserIdentifierKey: t.boolean({ description: 'True: only those without a user identifier key.' }),
  }),
});

export function clientSessionQueryOf(input: typeof ClientSessionFilter.$inferInput): ClientSessionQuery {
  const { clientSessionId, connectWebviewId, userIdentifierKey, userIdentityId, withoutUserIdentifierKey } =
    input;
  return {
    ...(typeof clientSessionId === 'string' && { clientSessionId }),
    ...(connectWebviewId !== undefined && { connectWebviewId }),
    ...(typeof userIdentifierKey === 'string' && { userIdentifierKey }),
    ...(userIdentityId !== undefined && { userIdentityId }),
    ...(typeof withoutUserIdentifierKey === 'boolean' && { withoutUserIdentifierKey }),
  };
}
