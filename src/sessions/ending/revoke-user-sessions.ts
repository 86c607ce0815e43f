/** Signs a person out everywhere, or at the providers named, except of the sessions to keep. */
import type { Provider } from '../../providers/provider.ts';
import { providerNamed } from '../filter.ts';
import { decodeId } from '../id.ts';
import { InputError } from '../input-error.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { UserBy } from '../query.ts';
import type { Session, User } from '../session.ts';
import { isSignedIn } from '../signed-in.ts';
import type { UserError } from '../user-error.ts';
import { carryOut, type Wish } from './carry-out.ts';
import { checkWhy } from './check-why.ts';
import type { EndingContext } from './context.ts';
import { keptUnderAnotherId } from './kept-under-another-id.ts';
import { inputError, refusal, refuseInput, resultOf, type Revocation } from './outcome.ts';
import { targetOf } from './plan.ts';
import { nothingFound, remainingAfter } from './unread.ts';
import { accountKey, wholeAccounts } from './whole-accounts.ts';
import { requireMayEnd } from './who-may-end.ts';

export interface RevokeUserSessions extends Wish {
  readonly user: UserBy;
  readonly providerIds?: readonly string[] | undefined;
  readonly exceptSessionIds?: readonly string[] | undefined;
}

/** Rejects with `AccessError` where the asker may end none. */
export async function revokeUserSessions(
  wanted: RevokeUserSessions,
  context: EndingContext,
): Promise<Revocation> {
  requireMayEnd(context);
  const problem = checkWhy(wanted);
  if (problem !== null) return refusal(problem);
  const asked = await understand(wanted, context);
  if ('userErrors' in asked) return asked;
  const { user, providers, kept } = asked;

  const gathered = await context.gather(user, providers);
  const { reports } = gathered;
  const targets = gathered.sessions.filter((session) => isSignedIn(session) && !kept.has(session.id));
  if (targets.length === 0) {
    return nothingFound('The person is signed in nowhere, but for what is to be kept.', reports);
  }
  const unclear = keptUnderAnotherId(kept, gathered.sessions, providers);
  const isUnclear = ({ provider, record: { accountId } }: Session) =>
    accountId !== null && unclear.has(accountKey(provider, accountId));
  const plan = {
    items: targets.map((session) =>
      isUnclear(session)
        ? resultOf(
            targetOf(session),
            'NOT_SUPPORTED',
            `It may be one to keep: ${session.provider.name} does not list an id in exceptSessionIds any more, because that session has ended or has connected again under a new id. Look at the list again and give the ids that it shows now.`,
          )
        : targetOf(session),
    ),
    remaining: remainingAfter(reports),
    reports,
    wholeAccounts: wholeAccounts(targets, gathered, kept, context.isCurrent),
    subjectUser: user,
  };
  return carryOut('revokeUserSessions', plan, wanted, context);
}

interface Asked {
  readonly user: User;
  readonly providers: readonly Provider[];
  readonly kept: ReadonlySet<string>;
}

async function understand(
  { user: by, providerIds, exceptSessionIds = [] }: RevokeUserSessions,
  context: EndingContext,
): Promise<Asked | Revocation> {
  const all = context.shared.providers;
  let field = 'exceptSessionIds';
  try {
    // An id to keep that is not understood must not be taken for nothing to keep.
    for (const id of exceptSessionIds) decodeId(id, 'Session');
    field = 'providerIds';
    if (providerIds?.length === 0) {
      return refusal(
        inputError(
          field,
          'providerIds is empty, so there is nothing to end. Leave it out for all providers.',
        ),
      );
    }
    const providers = providerIds?.map((id) => providerNamed(id, all)) ?? all;
    field = 'user';
    const user = await context.findUser(by);
    if (user === null)
      return refusal({ ...inputError(field, 'Nobody is known by that.'), code: 'NOT_FOUND' });
    return { user, providers, kept: new Set(exceptSessionIds) };
  } catch (error) {
    if (error instanceof InputError) return refuseInput(field, error);
    if (error instanceof ProviderFailure) return refusal(unreadUser(error));
    throw error;
  }
}

/** Whoever it is could not be found out. */
function unreadUser({ status, message, retryable }: ProviderFailure): UserError {
  return { code: status, message, field: ['input', 'user'], providerId: null, retryable };
}
