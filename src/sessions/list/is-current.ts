import type { RequestContext } from '../request-context.ts';
import type { Session } from '../session.ts';

/**
 * Whether the principal is using this very session; null where its provider cannot tell. A token of another issuer than the provider's
 * names another provider's session, and says nothing of this one's.
 */
export function isCurrent(
  { principal: { currentSessionId, currentSessionIssuer } }: Pick<RequestContext, 'principal'>,
  { provider, record }: Session,
): boolean | null {
  if (record.isOwnCredentials === true) return true;
  if (!provider.capabilities.tellsCurrent || currentSessionId === null) return null;
  if (provider.tokenIssuer !== undefined && provider.tokenIssuer !== currentSessionIssuer) return null;
  return record.nativeId === currentSessionId;
}
