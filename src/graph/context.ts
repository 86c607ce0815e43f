import type { RequestContext } from '../sessions/request-context.ts';
import { type Scope, scopes } from '../sessions/scope.ts';

/** What every resolver is given. One per request. */
export interface GraphContext extends RequestContext {
  /** What the principal may do. */
  readonly permissions: readonly Scope[];
}

export function graphContext(context: RequestContext): GraphContext {
  const permissions = scopes.filter((scope) => context.principal.scopes.has(scope));
  return { ...context, permissions };
}
