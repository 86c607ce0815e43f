import type { RequestContext } from '../sessions/request-context.ts';
import type { RequestSessions } from '../sessions/request-sessions.ts';
import { bindRequest } from '../sessions/request.ts';
import { type Scope, scopes } from '../sessions/scope.ts';

/** What every resolver is given. One per request. */
export interface GraphContext extends RequestContext {
  readonly sessions: RequestSessions;
  /** What the principal may do. */
  readonly permissions: readonly Scope[];
  /** Whether a federation gateway asks that showed its secret, in the name of whoever its request carries. */
  readonly isGateway: boolean;
}

export function graphContext(context: RequestContext, { isGateway }: { isGateway: boolean }): GraphContext {
  const permissions = scopes.filter((scope) => context.principal.can(scope));
  return { ...context, sessions: bindRequest(context), permissions, isGateway };
}
