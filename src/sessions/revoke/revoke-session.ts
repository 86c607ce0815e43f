import { inputError } from '../user-error.ts';
import type { RequestContext } from '../request-context.ts';
import { requireRevoking } from './may-revoke.ts';
import { refusal, type Revocation } from './result.ts';
import { revokeSelected, type RevokeOptions } from './revoke-selected.ts';
import { selectById } from './select-by-id.ts';
import { revocationOf } from './user-errors.ts';
import { noteError } from './why.ts';

/** Revokes one session. Rejects with `AccessError` where the principal may revoke none. */
export async function revokeSession(
  context: RequestContext,
  id: string,
  options: RevokeOptions,
): Promise<Revocation> {
  requireRevoking(context);
  const wrong = noteError(options);
  if (wrong !== null) return refusal(wrong);
  return context.service.revocations.during(async (entered) => {
    const selected = await selectById(context, [id], 'id', options);
    if (selected === null) {
      return refusal(inputError('id', 'This is not the id of a session. Use an id just as a query gave it.'));
    }
    const change = { name: 'revokeSession', why: options, subjectUser: null, entered };
    const revoked = await revokeSelected(context, change, selected, new Set(), options);
    return revocationOf({ ...revoked, reports: [], remaining: 0 });
  });
}
