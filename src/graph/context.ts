import type { RequestSessions } from '../sessions/request-sessions.ts';
import type { Scope } from '../sessions/scope.ts';

/** What every resolver is given. One per request. */
export interface GraphContext {
  readonly sessions: RequestSessions;
  /** What the asker may do. */
  readonly permissions: readonly Scope[];
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}
