import { AccessError } from '../access-error.ts';
import type { Gathered } from '../list/gather.ts';
import { isSignedIn } from '../signed-in.ts';
import { isCurrent } from '../list/is-current.ts';
import type { RequestContext } from '../request-context.ts';
import { refusal, targetOf, unsettled, type Revocation } from './result.ts';
import { revokeOfUser, type SelectedOfUser } from './revoke-of-user.ts';
import type { RevokeOptions } from './revoke-selected.ts';
import { noteError } from './why.ts';

/**
 * Revokes the viewer's other sessions, never the current one. Where it cannot be told which one that is, it revokes none rather than guess.
 * Rejects with `AccessError` where nobody is signed in.
 */
export async function revokeOtherSessions(
  context: RequestContext,
  options: Omit<RevokeOptions, 'includeCurrent'>,
): Promise<Revocation> {
  const { viewer } = context.principal;
  if (viewer === null) {
    throw new AccessError(
      'UNAUTHENTICATED',
      "Nobody is signed in, so there are no other sessions. Use revokeUserSessions to revoke a person's sessions.",
    );
  }
  const wrong = noteError(options);
  if (wrong !== null) return refusal(wrong);
  let isCurrentKnown = false;

  function select({ sessions }: Gathered): SelectedOfUser {
    // A token of another issuer, or of an instance that is not configured, names a session that is none of these: then any may be the one in use.
    isCurrentKnown ||= sessions.some((session) => isCurrent(context, session) === true);
    const signedIn = sessions.filter(isSignedIn);
    const hasOthers = signedIn.some((session) => isCurrent(context, session) !== true);
    const selected = signedIn.map((session) =>
      !isCurrentKnown || isCurrent(context, session) === null
        ? unsettled(
            targetOf(session),
            'NOT_SUPPORTED',
            'NOT_SUPPORTED',
            `At ${session.provider.name} it cannot be told which session is the current one. Name the ones to keep: revokeUserSessions with exceptSessionIds.`,
          )
        : targetOf(session),
    );
    return { selected: hasOthers ? selected : [], wholeAccounts: new Set() };
  }

  return context.service.revocations.during((entered) =>
    revokeOfUser(context, {
      name: 'revokeOtherSessions',
      user: viewer,
      entered,
      providers: context.service.providers,
      options: { ...options, includeCurrent: false },
      select,
      selectUnseen: (account) =>
        unsettled(
          account,
          'NOT_SUPPORTED',
          'NOT_SUPPORTED',
          `${account.provider.name} can only revoke all of your sessions at once, with the current one: use revokeUserSessions.`,
        ),
      nothing: 'You are signed in nowhere else.',
    }),
  );
}
