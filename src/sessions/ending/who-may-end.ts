/** Who may ask for the end of sessions at all. Which ones they reach is decided on each of them. */
import { AccessError } from '../access-error.ts';
import type { EndingContext } from './context.ts';

/** Throws `AccessError` where the asker has no sessions of their own and may not end those of others. */
export function requireMayEnd({ asker, endsAny }: EndingContext): void {
  if (asker.viewer !== null || endsAny) return;
  throw new AccessError(
    'FORBIDDEN',
    'Ending sessions takes a signed-in person, who may end their own, or the scopes sessions:read:any and sessions:revoke:any.',
  );
}
