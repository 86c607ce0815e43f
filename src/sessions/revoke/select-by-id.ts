/** The sessions that ids name, as their providers show them now. */
import { ProviderFailure } from '../../upstream/failure.ts';
import { decodeId, type DecodedId } from '../id.ts';
import { InputError } from '../input-error.ts';
import { inputError } from '../user-error.ts';
import { findSession } from '../list/find-session.ts';
import type { RequestContext } from '../request-context.ts';
import { targetOf, type Target } from './result.ts';
import type { RevokeOptions, Selected } from './revoke-selected.ts';

/**
 * One for each id, in order. Null where not one of them is the id of a session.
 *
 * @param field where the ids were given, below `input`.
 */
export async function selectById(
  context: RequestContext,
  ids: readonly string[],
  field: string | readonly string[],
  { dryRun }: RevokeOptions,
): Promise<readonly Selected[] | null> {
  const named = ids.flatMap((id) => decoded(id) ?? []);
  if (named.length === 0) return null;
  if (dryRun !== true) {
    // Not by a read from before: the ids may have come from another replica, which knows of newer sessions.
    context.reads.invalidateAccounts(
      named.flatMap(({ providerId, ref: { accountId } }) => {
        const reads = context.reads.named(providerId);
        return reads === null ? [] : [{ provider: reads.provider, accountId }];
      }),
    );
  }
  return Promise.all(ids.map((id) => selectOne(context, id, field)));
}

async function selectOne(
  context: RequestContext,
  id: string,
  path: string | readonly string[],
): Promise<Selected> {
  const { field } = inputError(path, '');
  const nothing = { id, session: null, provider: null, retryable: false } as const;
  const named = decoded(id);
  if (named === null) {
    const error = { code: 'BAD_USER_INPUT', field } as const;
    return { ...nothing, outcome: 'FAILED', message: 'This is not the id of a session.', error };
  }
  try {
    const session = await findRevocable(context, id);
    const error = { code: 'NOT_FOUND', field } as const;
    return session ?? { ...nothing, outcome: 'NOT_FOUND', message: 'No such session.', error };
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    const { status: code, message, retryable } = error;
    const provider = context.reads.named(named.providerId)?.provider ?? null;
    return { ...nothing, provider, outcome: 'FAILED', message, error: { code, field: null }, retryable };
  }
}

/** One that the principal may not revoke is answered as one that is not there. */
async function findRevocable(context: RequestContext, id: string): Promise<Target | null> {
  const session = await findSession(context, id);
  return session !== null && (await context.access.mayRevoke(session)) ? targetOf(session, id) : null;
}

function decoded(id: string): DecodedId | null {
  try {
    return decodeId(id, 'Session');
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
