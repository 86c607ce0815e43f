/** After a change, what it touched is read again. */
import type { RequestContext } from '../request-context.ts';
import type { Session } from '../session.ts';

export function invalidate({ reads }: RequestContext, sessions: readonly Session[]): void {
  reads.invalidate(new Set(sessions.map(({ provider }) => provider)));
}
