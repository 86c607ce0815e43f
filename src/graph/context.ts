import type { RequestSessions } from '../sessions/request-sessions.ts';
import type { Scope } from '../sessions/scope.ts';

/** What every resolver is given. One per request. */
export interface GraphContext {
  readonly sessions: RequestSessions;
  /** What the asker may do. */
  readonly permissions: readonly Scope[];
  /** Whether a federation gateway asks that showed its secret, in the name of whoever its request carries. */
  readonly isGateway: boolean;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}
