/** Ends the sessions that are named, or that a filter names. */
import { AccessError } from '../access-error.ts';
import { InputError } from '../input-error.ts';
import type { SessionFilter } from '../query.ts';
import type { UserError } from '../user-error.ts';
import { carryOut, type Wish } from './carry-out.ts';
import { checkWhy } from './check-why.ts';
import type { EndingContext } from './context.ts';
import { sessionsMatching } from './matching.ts';
import { inputError, refusal, refuseInput, type Revocation } from './outcome.ts';
import { planIds, targetOf, type Plan } from './plan.ts';
import { nothingFound } from './unread.ts';
import { requireMayEnd } from './who-may-end.ts';

/** How many sessions one call ends at the most. */
const maxRevokedSessions = 500;

export interface RevokeSessions extends Wish {
  readonly target: { readonly ids: readonly string[] } | { readonly filter: SessionFilter };
  readonly expectedCount?: number | undefined;
  readonly everyone?: boolean | undefined;
}

/** Rejects with `AccessError` where the asker may end none, or not everybody's. */
export async function revokeSessions(wanted: RevokeSessions, context: EndingContext): Promise<Revocation> {
  requireMayEnd(context);
  const problem = checkWhy(wanted);
  if (problem !== null) return refusal(problem);
  const plan =
    'ids' in wanted.target
      ? await planNamed(wanted.target.ids, context)
      : await planFilter(wanted.target.filter, wanted.everyone === true, context);
  if ('userErrors' in plan) return plan;
  const mismatch = countMismatch(wanted, plan);
  if (mismatch !== null) return { ...refusal(mismatch), providerReports: plan.reports };
  return carryOut('revokeSessions', plan, wanted, context);
}

async function planNamed(ids: readonly string[], context: EndingContext): Promise<Plan | Revocation> {
  const field = ['target', 'ids'];
  if (ids.length === 0) return refusal(inputError(field, 'ids is empty, so there is nothing to end.'));
  if (ids.length > maxRevokedSessions) {
    return refusal(
      inputError(
        field,
        `ids has ${ids.length} entries; at most ${maxRevokedSessions} are ended in one call.`,
      ),
    );
  }
  const plan = await planIds(ids, context);
  return (
    plan ??
    refusal(inputError(field, 'None of these is the id of a session. Use ids just as a query gave them.'))
  );
}

async function planFilter(
  filter: SessionFilter,
  everyone: boolean,
  context: EndingContext,
): Promise<Plan | Revocation> {
  const field = ['target', 'filter'];
  if (!isNarrow(filter)) {
    if (!everyone) {
      return refusal(
        inputError(
          field,
          "The filter names no people and nothing that only some sessions have, so it would end everybody's. Name some, or give everyone: true if that is meant. Your own are ended by revokeOtherSessions and revokeUserSessions.",
        ),
      );
    }
    if (!context.endsAny) {
      throw new AccessError(
        'FORBIDDEN',
        "Ending everybody's sessions takes the scopes sessions:read:any and sessions:revoke:any.",
      );
    }
  }
  try {
    const { sessions, remaining, reports } = await sessionsMatching(filter, maxRevokedSessions, context);
    if (sessions.length === 0) {
      return nothingFound('No session that has not ended matches, so nothing was ended.', reports);
    }
    return {
      items: sessions.map(targetOf),
      remaining,
      reports,
      wholeAccounts: new Set(),
      subjectUser: null,
    };
  } catch (error) {
    if (error instanceof InputError) return refuseInput(field, error);
    throw error;
  }
}

/** Whether a filter says more than from which providers, and that the sessions are there to be ended. */
function isNarrow({
  providerIds: _providerIds,
  kinds: _kinds,
  states: _states,
  isCurrent,
  ...conditions
}: SessionFilter): boolean {
  return isCurrent === true || Object.values(conditions).some((value) => value !== undefined);
}

function countMismatch(
  { target, expectedCount }: RevokeSessions,
  { items, remaining }: Plan,
): UserError | null {
  if (expectedCount === undefined) return null;
  const named = 'ids' in target ? new Set(target.ids).size : items.length;
  if (remaining !== null && named + remaining === expectedCount) return null;
  const count = remaining === null ? `at least ${named}` : `${named + remaining}`;
  return inputError(
    'expectedCount',
    `Nothing was ended: of sessions, ${expectedCount} were expected and ${count} found. Look at them again, by dryRun or in the list.`,
  );
}
