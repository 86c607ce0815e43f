/** What the two ways of making a client session have in common. */
import type { ClientSessionInput as Input } from '../providers/client-sessions-api.ts';
import type { CreatedSession } from '../sessions/client-sessions/create.ts';
import type { Changed } from '../sessions/user-error.ts';
import { builder } from './builder.ts';
import { ClientSessionRef } from './refs.ts';
import { UserError } from './user-error.ts';

/** As GraphQL gives it: null is the same as left out, and is not sent to Seam. */
export type GivenInput = { readonly [Name in keyof Input]?: Input[Name] | null | undefined };

export function clientSessionInputOf({
  userIdentifierKey,
  userIdentityId,
  userIdentityIds,
  connectWebviewIds,
  connectedAccountIds,
  expiresAt,
}: GivenInput): Input {
  return {
    ...(typeof userIdentifierKey === 'string' && { userIdentifierKey }),
    ...(typeof userIdentityId === 'string' && { userIdentityId }),
    ...(userIdentityIds && { userIdentityIds }),
    ...(connectWebviewIds && { connectWebviewIds }),
    ...(connectedAccountIds && { connectedAccountIds }),
    ...(typeof expiresAt === 'number' && { expiresAt }),
  };
}

/** The only kind of object that gives a token. */
export function tokenPayload(name: string) {
  return builder.objectRef<Changed<CreatedSession>>(name).implement({
    description: 'The client session with its token, or why there is none.',
    fields: (t) => ({
      clientSession: t.field({
        type: ClientSessionRef,
        description: 'The client session as it is now; null when the change was refused.',
        resolve: ({ value }) => value?.clientSession ?? null,
      }),
      token: t.string({
        description:
          "The bearer token, a live secret: whoever has it controls the devices. It is shown here and nowhere else, so hand it to the user's browser or phone and keep it out of logs. Null when the change was refused.",
        resolve: ({ value }) => value?.token.reveal() ?? null,
      }),
      userErrors: t.expose('userErrors', {
        type: [UserError],
        nullable: false,
        description:
          'Why the change was refused, or, beside a token, why that token does not work (TOKEN_UNUSABLE) and what Seam did not take of the input (NOT_APPLIED). Empty when all is well.',
      }),
    }),
  });
}
