import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { AccessError } from '../sessions/access-error.ts';
import type { Account, ClientSession, Device, Session, User } from '../sessions/session.ts';
import type { GraphContext } from './context.ts';

/** Every file of this folder adds its type to this builder; `schema.ts` imports them all. */
export const builder = new SchemaBuilder<{
  Context: GraphContext;
  Scalars: {
    ID: { Input: string; Output: string };
    /** Epoch milliseconds here, RFC 3339 outside. */
    DateTime: { Input: number; Output: number };
  };
  /** What a person's own things ask of whoever reads them; see the types that name them. */
  AuthScopes: {
    seesUser: User;
    seesAccount: Account;
    seesSession: Session;
    seesDevice: Device;
    seesClientSession: ClientSession;
  };
}>({
  plugins: [ScopeAuthPlugin],
  scopeAuth: {
    // On the type, not on root fields: a field that forgets to ask, `node` or `_entities`, cannot hand out another person's things.
    runScopesOnType: true,
    unauthorizedError: () => new AccessError('FORBIDDEN', 'You may not see this.'),
    authScopes: ({ sessions: { access } }) => ({
      seesUser: (user) => access.seesUser(user),
      seesAccount: (account) => access.seesAccount(account),
      seesSession: (session) => access.seesSession(session),
      seesDevice: (device) => access.seesSession(device.sessions[0]),
      seesClientSession: (clientSession) => access.seesClientSession(clientSession),
    }),
  },
});

/** The builder's own types, for helpers that take or make parts of the schema. */
export type Types = typeof builder.$inferSchemaTypes;
