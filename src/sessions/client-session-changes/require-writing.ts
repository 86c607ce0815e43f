import { AccessError } from '../access-error.ts';
import type { Principal } from '../principal.ts';

/** Throws `AccessError` where the asker lacks the scope. */
export function requireWriting(asker: Principal): void {
  if (asker.can('client-sessions:write')) return;
  throw new AccessError(
    'FORBIDDEN',
    'Changing client sessions takes the scope client-sessions:write. Your own are ended by revokeSession.',
  );
}
