import type { RequestContext } from '../sessions/request-context.ts';
import { type Scope, scopes } from '../sessions/scope.ts';

/** What every resolver is given. One per request. */
export interface GraphContext extends RequestContext {
  /** What the principal may do. */
  readonly permissions: readonly Scope[];
  /** Whether a federation gateway asks that showed its secret, in the name of whoever its request carries. */
  readonly isGateway: boolean;
}

export function graphContext(context: RequestContext, { isGateway }: { isGateway: boolean }): GraphContext {
  const permissions = scopes.filter((scope) => context.principal.can(scope));
  return { ...context, permissions, isGateway };
}
