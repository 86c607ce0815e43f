/** The four ways to end sessions, each as a plan: which sessions are meant, then what is done about them. */
import { decodeId } from '../id.ts';
import type { SessionFilter, UserBy } from '../query.ts';
import type { Session } from '../session.ts';
import type { UserError } from '../user-error.ts';
import type { EndingContext } from './context.ts';
import { carryOut, type Plan, type Wish } from './carry-out.ts';
import { inputError, refusal, type Revocation, type RevokeResult } from './outcome.ts';
import { sessionsMatching } from './matching.ts';

/** How many sessions one call of `revokeSessions` ends at the most. */
export const maxRevokedSessions = 500;

export interface RevokeSessions extends Wish {
  readonly ids?: readonly string[] | undefined;
  readonly filter?: SessionFilter | undefined;
  readonly expectedCount?: number | undefined;
  readonly everyone?: boolean | undefined;
}

export interface RevokeUserSessions extends Wish {
  readonly user: UserBy;
  readonly providerIds?: readonly string[] | undefined;
  readonly exceptSessionIds?: readonly string[] | undefined;
}

export async function revokeSession(id: string, wish: Wish, context: EndingContext): Promise<Revocation> {
  const problem = checkWish(wish);
  if (problem !== null) return refusal(problem);
  decodeId(id, 'Session');
  const plan = await planIds([id], context);
  return carryOut('revokeSession', plan, wish, context);
}

export async function revokeSessions(wanted: RevokeSessions, context: EndingContext): Promise<Revocation> {
  const problem = checkWish(wanted) ?? checkTarget(wanted, context);
  if (problem !== null) return refusal(problem);
  const plan =
    wanted.ids === undefined
      ? await planFilter(wanted.filter ?? {}, context)
      : await planIds(wanted.ids, context);
  const [first] = plan.items;
  if (first === undefined) {
    return {
      ...refusal(matchedNothing('No session matches, so nothing was ended.')),
      providerReports: plan.reports,
    };
  }
  if (plan.items.every((item) => 'outcome' in item && item.message === malformed)) {
    return refusal(
      inputError('target', 'None of the ids is the id of a session. Use ids just as a query gave them.'),
    );
  }
  const count = plan.items.length + (plan.remaining ?? 0);
  if (wanted.expectedCount !== undefined && (plan.remaining === null || wanted.expectedCount !== count)) {
    const found = plan.remaining === null ? `more than ${plan.items.length}` : String(count);
    return {
      ...refusal(
        inputError(
          'expectedCount',
          `${found} sessions match, not ${wanted.expectedCount}, so nothing was ended. Look at the list again.`,
        ),
      ),
      providerReports: plan.reports,
    };
  }
  return carryOut('revokeSessions', plan, wanted, context);
}

/** Ends the viewer's other sessions. Where it cannot be told which one is the viewer's own, it ends none rather than guess. */
export async function revokeOtherSessions(wish: Wish, context: EndingContext): Promise<Revocation> {
  const problem = checkWish(wish);
  if (problem !== null) return refusal(problem);
  const { viewer } = context.asker;
  if (viewer === null) {
    return refusal(
      inputError(
        'viewer',
        "Nobody is signed in, so there are no other sessions. Use revokeUserSessions to end a person's sessions.",
      ),
    );
  }
  const { sessions, reports } = await context.gather(viewer, undefined);
  const items = sessions
    .filter(isSignedIn)
    .map((session) =>
      context.isCurrent(session) === null
        ? settled(
            session,
            'NOT_SUPPORTED',
            `${session.provider.name} cannot tell which session is the current one. Use revokeUserSessions with exceptSessionIds.`,
          )
        : { id: session.id, session },
    );
  if (items.length === 0)
    return { ...refusal(matchedNothing('There are no other sessions.')), providerReports: reports };
  const plan: Plan = { items, remaining: 0, reports, wholeAccounts: new Set(), subjectUser: viewer };
  return carryOut('revokeOtherSessions', plan, { ...wish, includeCurrent: false }, context);
}

/** Signs a person out everywhere, or at the providers named, except of the sessions to keep. */
export async function revokeUserSessions(
  wanted: RevokeUserSessions,
  context: EndingContext,
): Promise<Revocation> {
  const problem = checkWish(wanted);
  if (problem !== null) return refusal(problem);
  // An id to keep that is not understood must not be taken for nothing to keep.
  const kept = new Set((wanted.exceptSessionIds ?? []).map((id) => (decodeId(id, 'Session'), id)));
  const user = await context.findUser(wanted.user);
  if (user === null) return refusal({ ...inputError('user', 'Nobody is known by that.'), code: 'NOT_FOUND' });

  const { sessions, reports } = await context.gather(user, wanted.providerIds);
  const signedIn = sessions.filter(isSignedIn);
  const targets = signedIn.filter(({ id }) => !kept.has(id));
  if (targets.length === 0) {
    return { ...refusal(matchedNothing('The person is signed in nowhere else.')), providerReports: reports };
  }
  const plan: Plan = {
    items: targets.map((session) => ({ id: session.id, session })),
    remaining: 0,
    reports,
    wholeAccounts: context.wholeAccounts(targets, signedIn, reports),
    subjectUser: user,
  };
  return carryOut('revokeUserSessions', plan, wanted, context);
}

const malformed = 'This is not the id of a session.';

/** An item for each id, in order; the same id twice is one session. */
async function planIds(ids: readonly string[], context: EndingContext): Promise<Plan> {
  const items = await Promise.all(
    ids.map(async (id) => {
      try {
        const session = await context.findSession(id);
        return session === null ? unknown(id) : { id, session };
      } catch (error) {
        return context.unreadable(id, error, malformed);
      }
    }),
  );
  return { items, remaining: 0, reports: [], wholeAccounts: new Set(), subjectUser: null };
}

async function planFilter(filter: SessionFilter, context: EndingContext): Promise<Plan> {
  const { sessions, remaining, reports } = await sessionsMatching(filter, maxRevokedSessions, context);
  const items = sessions.map((session) => ({ id: session.id, session }));
  return { items, remaining, reports, wholeAccounts: new Set(), subjectUser: null };
}

function checkWish({ note }: Wish): UserError | null {
  return note !== undefined && note.length > 500
    ? inputError('note', `note has ${note.length} characters; at most 500 are kept.`)
    : null;
}

function checkTarget({ ids, filter, everyone }: RevokeSessions, context: EndingContext): UserError | null {
  if (ids !== undefined) {
    if (ids.length === 0) return inputError('target', 'ids is empty, so there is nothing to end.');
    return ids.length > maxRevokedSessions
      ? inputError(
          'target',
          `ids has ${ids.length} entries; at most ${maxRevokedSessions} can be ended in one call.`,
        )
      : null;
  }
  if (namesSomething(filter ?? {})) return null;
  if (everyone !== true) {
    return inputError(
      'target',
      "The filter names no people and no condition on sessions, so it would end everybody's. Name some, or give everyone: true if that is meant.",
    );
  }
  return context.asker.can('sessions:revoke:any')
    ? null
    : {
        ...inputError('everyone', "Ending everybody's sessions takes the scope sessions:revoke:any."),
        code: 'NOT_AUTHORIZED',
      };
}

/** Whether a filter says more than from which providers. */
function namesSomething({ providerIds: _providerIds, kinds: _kinds, ...conditions }: SessionFilter): boolean {
  return Object.values(conditions).some((value) => value !== undefined);
}

function unknown(id: string): RevokeResult {
  return {
    id,
    session: null,
    provider: null,
    outcome: 'NOT_FOUND',
    message: 'No such session.',
    retryable: false,
  };
}

function settled(session: Session, outcome: RevokeResult['outcome'], message: string): RevokeResult {
  return { id: session.id, session, provider: session.provider, outcome, message, retryable: false };
}

function matchedNothing(message: string): UserError {
  return { code: 'NOT_FOUND', message, field: null, providerId: null, retryable: false };
}

export function isSignedIn({ record }: Session): boolean {
  return record.state === 'ACTIVE' || record.state === 'PENDING' || record.state === 'UNKNOWN';
}
