/** Signs a person out everywhere, or at the providers named, except of the sessions to keep. */
import type { Provider } from '../../providers/provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { providerNamed } from '../list/filter.ts';
import type { Gathered } from '../list/gather.ts';
import { decodeId } from '../id.ts';
import { InputError } from '../input-error.ts';
import type { UserBy } from '../query.ts';
import type { Session, User } from '../session.ts';
import { isSignedIn } from '../signed-in.ts';
import { inputError, type UserError } from '../user-error.ts';
import { isCurrent } from '../list/is-current.ts';
import { lookUpUser, notFound } from '../people/look-up-user.ts';
import type { RequestContext } from '../request-context.ts';
import { requireRevoking } from './may-revoke.ts';
import { refusal, targetOf, unsettled, type AccountTarget, type Revocation } from './result.ts';
import { revokeOfUser, type SelectedOfUser } from './revoke-of-user.ts';
import type { RevokeOptions, Selected } from './revoke-selected.ts';
import { accountKey, wholeAccounts } from './whole-accounts.ts';
import { noteError } from './why.ts';

export interface RevokeUserSessions extends RevokeOptions {
  readonly user: UserBy;
  readonly providerIds?: readonly string[] | undefined;
  readonly exceptSessionIds?: readonly string[] | undefined;
}

/** Rejects with `AccessError` where the principal may revoke none. */
export async function revokeUserSessions(
  context: RequestContext,
  wanted: RevokeUserSessions,
): Promise<Revocation> {
  requireRevoking(context);
  const wrong = noteError(wanted);
  if (wrong !== null) return refusal(wrong);
  return context.service.revocations.during(async (entered) => {
    const meant = await understand(context, wanted);
    if ('code' in meant) return refusal(meant);
    const { user, providers, kept } = meant;

    function select(gathered: Gathered): SelectedOfUser {
      const targets = gathered.sessions.filter((session) => isSignedIn(session) && !kept.has(session.id));
      const unclear = keptUnderAnotherId(kept, gathered.sessions, providers);
      const isUnclear = ({ provider, record: { accountId } }: Session) =>
        accountId !== null && unclear.has(accountKey(provider, accountId));
      return {
        selected: targets.map((session) => (isUnclear(session) ? mayBeKept(session) : targetOf(session))),
        wholeAccounts: wholeAccounts(targets, gathered, kept, (session) => isCurrent(context, session)),
      };
    }

    function selectUnseen(account: AccountTarget): Selected {
      const { provider, accountId } = account;
      const isKept = [...kept].some((id) => {
        const { providerId, ref } = decodeId(id, 'Session');
        return providerId === provider.id && (ref.accountId === null || ref.accountId === accountId);
      });
      const { viewer, currentSessionId } = context.principal;
      const mayBeCurrent =
        wanted.includeCurrent !== true &&
        provider.capabilities.tellsCurrent &&
        viewer?.id === user.id &&
        currentSessionId !== null;
      if (!isKept && !mayBeCurrent) return account;
      const message = isKept
        ? `${provider.name} can only revoke all sessions of a person, and one is to be kept.`
        : `${provider.name} can only revoke all of your sessions at once, and you may be asking from one of them. Give includeCurrent: true to revoke it too.`;
      return unsettled(account, 'NOT_SUPPORTED', 'NOT_SUPPORTED', message);
    }

    return revokeOfUser(context, {
      name: 'revokeUserSessions',
      user,
      entered,
      providers,
      options: wanted,
      select,
      selectUnseen,
      nothing: 'The person is signed in nowhere, but for what is to be kept.',
    });
  });
}

interface Meant {
  readonly user: User;
  readonly providers: readonly Provider[];
  /** Ids of sessions. */
  readonly kept: ReadonlySet<string>;
}

async function understand(
  context: RequestContext,
  { user: by, providerIds, exceptSessionIds = [] }: RevokeUserSessions,
): Promise<Meant | UserError> {
  const all = context.service.providers;
  let field = 'exceptSessionIds';
  try {
    // An id to keep that is not understood must not be taken for nothing to keep.
    for (const id of exceptSessionIds) decodeId(id, 'Session');
    field = 'providerIds';
    if (providerIds?.length === 0) {
      return inputError(
        field,
        'providerIds is empty, so there is nothing to revoke. Leave it out for all providers.',
      );
    }
    const providers = providerIds?.map((id) => providerNamed(id, all)) ?? all;
    field = 'user';
    const user = await findRevocableUser(context, by);
    if (typeof user === 'string') return inputError(field, user, 'NOT_FOUND');
    return { user, providers: [...new Set(providers)], kept: new Set(exceptSessionIds) };
  } catch (error) {
    if (error instanceof InputError) return inputError(field, error.message);
    if (!(error instanceof ProviderFailure)) throw error;
    // Who it is could not be found out.
    const { status: code, message, retryable } = error;
    return { code, message, field: ['input', field], providerId: null, retryable };
  }
}

/** The person, or why there is nobody. Somebody whose sessions the principal may not revoke is answered as nobody. */
async function findRevocableUser(context: RequestContext, by: UserBy): Promise<User | string> {
  const lookup = await lookUpUser(context, by);
  const mayKnow = context.access.revokesAny || lookup.user?.id === context.principal.viewer?.id;
  return mayKnow ? (lookup.user ?? lookup.message) : notFound.message;
}

/**
 * Accounts with a session to keep that is not listed by the id it was named by. Where an id stays good under which the provider lists it no
 * more, any of the account's sessions may be that one.
 *
 * @param kept ids of sessions to keep.
 * @param sessions what the providers list now.
 * @returns keys as `accountKey` makes them.
 */
function keptUnderAnotherId(
  kept: ReadonlySet<string>,
  sessions: readonly Session[],
  providers: readonly Provider[],
): ReadonlySet<string> {
  const listed = new Set(sessions.map(({ id }) => id));
  const accounts = [...kept].flatMap((id) => {
    const { providerId, ref } = decodeId(id, 'Session');
    const provider = providers.find((candidate) => candidate.id === providerId);
    const isLost = provider?.capabilities.keepsOldIds === true && !listed.has(id);
    return isLost && ref.accountId !== null ? [accountKey(provider, ref.accountId)] : [];
  });
  return new Set(accounts);
}

function mayBeKept(session: Session) {
  return unsettled(
    targetOf(session),
    'NOT_SUPPORTED',
    'NOT_SUPPORTED',
    `It may be one to keep: ${session.provider.name} does not list an id in exceptSessionIds any more, because that session has ended or has connected again under a new id. Look at the list again and give the ids that it shows now.`,
  );
}
