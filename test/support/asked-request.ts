/** One request as tests write it: the domain's functions with the request's context given. */
import { clientSessionsOfUser, findClientSession } from '../../src/sessions/client-sessions/read.ts';
import { deleteClientSession, revokeClientSession } from '../../src/sessions/client-sessions/revoke.ts';
import { grantClientSessionAccess } from '../../src/sessions/client-sessions/grant-access.ts';
import { createClientSession, getOrCreateClientSession } from '../../src/sessions/client-sessions/create.ts';
import { revokeOtherSessions } from '../../src/sessions/revoke/revoke-other-sessions.ts';
import { revokeSession } from '../../src/sessions/revoke/revoke-session.ts';
import { revokeSessions } from '../../src/sessions/revoke/revoke-sessions.ts';
import { revokeUserSessions } from '../../src/sessions/revoke/revoke-user-sessions.ts';
import { findDevice } from '../../src/sessions/list/devices.ts';
import { findSession } from '../../src/sessions/list/find-session.ts';
import { listSessions } from '../../src/sessions/list/list-sessions.ts';
import { findUser } from '../../src/sessions/people/find-user.ts';
import { userOf } from '../../src/sessions/people/of-session.ts';
import type { RequestContext } from '../../src/sessions/request-context.ts';
import type { User } from '../../src/sessions/session.ts';

export type AskedRequest = ReturnType<typeof askedRequest>;

export function askedRequest(context: RequestContext) {
  const bound =
    <Given extends readonly unknown[], Value>(fn: (context: RequestContext, ...given: Given) => Value) =>
    (...given: Given): Value =>
      fn(context, ...given);
  return {
    context,
    revokeOtherSessions: bound(revokeOtherSessions),
    revokeSession: bound(revokeSession),
    revokeSessions: bound(revokeSessions),
    revokeUserSessions: bound(revokeUserSessions),
    deleteClientSession: bound(deleteClientSession),
    revokeClientSession: bound(revokeClientSession),
    grantClientSessionAccess: bound(grantClientSessionAccess),
    createClientSession: bound(createClientSession),
    getOrCreateClientSession: bound(getOrCreateClientSession),
    providers: context.service.providers,
    findUser: bound(findUser),
    findSession: bound(findSession),
    findDevice: bound(findDevice),
    findClientSession: bound(findClientSession),
    sessions: bound(listSessions),
    userOf: bound(userOf),
    clientSessionsOf: bound(clientSessionsOfUser),
    accountReportsOf: async (user: User) => (await context.linker.accountsOf(user)).reports,
  };
}
