import { AccessError } from '../access-error.ts';
import type { Principal } from '../principal.ts';

/** Throws `AccessError` where the principal lacks the scope. */
export function requireWriting(principal: Principal): void {
  if (principal.can('client-sessions:write')) return;
  throw new AccessError(
    'FORBIDDEN',
    'Changing client sessions takes the scope client-sessions:write. Your own are ended by revokeSession.',
  );
}
