/** Which sessions can be revoked, and by whom: the list shows it and revoking goes by it. */
import { AccessError } from '../access-error.ts';
import type { RequestContext } from '../request-context.ts';
import type { Session } from '../session.ts';
import { isSignedIn } from '../signed-in.ts';

/** Why the provider need not be asked to revoke the session; null where it is to be asked, also about a state that nobody knows. */
export function whyNotRevocable(session: Session): 'ENDED' | 'NOT_SUPPORTED' | null {
  if (!isSignedIn(session)) return 'ENDED';
  return session.provider.capabilities.revokesSessions ? null : 'NOT_SUPPORTED';
}

/** Rejects with a `ProviderFailure` where nobody can tell whose session it is. */
export function viewerCanRevoke({ access }: RequestContext, session: Session): boolean | Promise<boolean> {
  return whyNotRevocable(session) === null && access.mayRevoke(session);
}

/** Throws `AccessError` where the principal has no sessions and may not revoke those of others. Which ones they reach is decided on each of them. */
export function requireRevoking({ principal, access }: RequestContext): void {
  if (principal.viewer !== null || access.revokesAny) return;
  throw new AccessError(
    'FORBIDDEN',
    'Revoking sessions takes a signed-in person, who may revoke their own, or the scopes sessions:read:any and sessions:revoke:any.',
  );
}
