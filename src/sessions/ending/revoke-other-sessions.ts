import { AccessError } from '../access-error.ts';
import { isSignedIn } from '../signed-in.ts';
import { carryOut, type Wish } from './carry-out.ts';
import { checkWhy } from './check-why.ts';
import type { EndingContext } from './context.ts';
import { refusal, resultOf, type Revocation } from './outcome.ts';
import { targetOf } from './plan.ts';
import { nothingFound, remainingAfter } from './unread.ts';

/**
 * Ends the viewer's other sessions, never the current one. Where it cannot be told which one that is, it ends none rather than guess.
 * Rejects with `AccessError` where nobody is signed in.
 */
export async function revokeOtherSessions(
  wish: Omit<Wish, 'includeCurrent'>,
  context: EndingContext,
): Promise<Revocation> {
  const { viewer } = context.asker;
  if (viewer === null) {
    throw new AccessError(
      'UNAUTHENTICATED',
      "Nobody is signed in, so there are no other sessions. Use revokeUserSessions to end a person's sessions.",
    );
  }
  const problem = checkWhy(wish);
  if (problem !== null) return refusal(problem);
  const { sessions, reports } = await context.gather(viewer, context.shared.providers);
  const signedIn = sessions.filter(isSignedIn);
  const others = signedIn.filter((session) => context.isCurrent(session) !== true);
  if (others.length === 0) return nothingFound('You are signed in nowhere else.', reports);
  // A token of another issuer, or of an instance that is not configured, names a session that is none of these: then any may be the one in use.
  const isKnown = sessions.some((session) => context.isCurrent(session) === true);
  const items = signedIn.map((session) =>
    !isKnown || context.isCurrent(session) === null
      ? resultOf(
          targetOf(session),
          'NOT_SUPPORTED',
          `At ${session.provider.name} it cannot be told which session is the current one. Name the ones to keep: revokeUserSessions with exceptSessionIds.`,
        )
      : targetOf(session),
  );
  const plan = {
    items,
    remaining: remainingAfter(reports),
    reports,
    wholeAccounts: new Set<string>(),
    subjectUser: viewer,
  };
  return carryOut('revokeOtherSessions', plan, { ...wish, includeCurrent: false }, context);
}
