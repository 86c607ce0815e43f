import type { RequestContext } from '../request-context.ts';
import type { Session } from '../session.ts';

/** Whether the principal is using this very session; null where its provider cannot tell. */
export function isCurrent(
  { principal: { currentSessionId } }: Pick<RequestContext, 'principal'>,
  { provider, record }: Session,
): boolean | null {
  if (record.isOwnCredentials === true) return true;
  if (!provider.capabilities.tellsCurrent || currentSessionId === null) return null;
  return record.nativeId === currentSessionId;
}
