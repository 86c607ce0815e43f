import type { RequestContext } from '../request-context.ts';
import type { Session } from '../session.ts';

/**
 * Whether the principal is using this very session; null where its provider cannot tell. A token of another issuer than the provider's
 * names another provider's session, and says nothing of this one's; nor may one of several issuers, where nobody said which is the provider's.
 */
export function isCurrent(
  { principal: { currentSessionId, currentSessionIssuer } }: Pick<RequestContext, 'principal'>,
  { provider, record }: Session,
): boolean | null {
  if (record.isOwnCredentials === true) return true;
  if (!provider.capabilities.tellsCurrent || currentSessionId === null) return null;
  const isNamed = record.nativeId === currentSessionId;
  if (provider.tokenIssuer === undefined) {
    return isNamed || currentSessionIssuer?.isOneOfSeveral !== true ? isNamed : null;
  }
  return provider.tokenIssuer === currentSessionIssuer?.iss ? isNamed : null;
}
