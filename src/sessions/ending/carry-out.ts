/** Carries a plan out: what is current is kept, what has ended is left, the rest is recorded, ended and recorded again. */
import { AuditUnavailable } from '../audit/audit.ts';
import type { AuditTarget } from '../audit/record.ts';
import { mergeReports } from '../report.ts';
import { isSignedIn } from '../signed-in.ts';
import type { EndingContext } from './context.ts';
import { endSessions, type EndedSessions } from './engine.ts';
import {
  refusal,
  resultOf,
  type RevokeReason,
  type RevokeResult,
  type Revocation,
  type Target,
} from './outcome.ts';
import type { Plan } from './plan.ts';
import { unreadErrors } from './unread.ts';

/** For the audit. */
export interface Why {
  readonly reason?: RevokeReason | undefined;
  /** At most `maxNoteLength` characters. */
  readonly note?: string | undefined;
}

/** What every way of ending sessions takes. */
export interface Wish extends Why {
  readonly dryRun?: boolean | undefined;
  readonly includeCurrent?: boolean | undefined;
}

/** @param name the mutation, for the audit. */
export async function carryOut(
  name: string,
  plan: Plan,
  wish: Wish,
  context: EndingContext,
): Promise<Revocation> {
  const items = plan.items.map((item) =>
    'outcome' in item ? item : (settledNow(item, wish, context) ?? item),
  );
  // The same session asked for twice is ended once, and both items say so.
  const targets = new Map<string, Target>();
  for (const item of items) {
    if (!('outcome' in item)) targets.set(item.session.id, item);
  }
  const ended = await end(name, [...targets.values()], plan, wish, context);
  if (ended === null) {
    return {
      ...refusal({
        code: 'UNAVAILABLE',
        message: 'Nothing was ended, because it could not be recorded in the audit.',
        field: null,
        providerId: null,
        retryable: true,
      }),
      providerReports: plan.reports,
    };
  }
  const results = items.map((item): RevokeResult => {
    if ('outcome' in item) return item;
    const target = targets.get(item.session.id);
    const result = target && ended.results.get(target);
    if (result === undefined) throw new Error('A session was neither ended nor refused.');
    return { ...result, id: item.id };
  });
  return {
    results,
    remaining: plan.remaining,
    providerReports: mergeReports([...plan.reports, ...ended.reports]),
    userErrors: unreadErrors(plan.reports),
  };
}

/** Null where the change could not be recorded, and so was not made. */
async function end(
  name: string,
  targets: readonly Target[],
  plan: Plan,
  wish: Wish,
  context: EndingContext,
): Promise<EndedSessions | null> {
  if (wish.dryRun === true || targets.length === 0) {
    return {
      results: new Map(targets.map((target) => [target, resultOf(target, 'WOULD_REVOKE')])),
      reports: [],
    };
  }
  try {
    return await endRecorded(name, targets, plan, wish, context);
  } catch (error) {
    if (error instanceof AuditUnavailable) return null;
    throw error;
  }
}

function endRecorded(
  name: string,
  targets: readonly Target[],
  plan: Plan,
  wish: Wish,
  { shared, asker, readAnew }: EndingContext,
): Promise<EndedSessions> {
  const change = {
    name,
    reason: wish.reason ?? null,
    note: wish.note ?? null,
    subjectUser: plan.subjectUser?.id ?? null,
    input: null,
  };
  // From here on the asker may leave: what was begun is finished and recorded.
  return shared.finish(async () => {
    const audited = await shared.audit.begin(change, asker, targets.map(auditTarget));
    let ended: EndedSessions | null = null;
    try {
      ended = await endSessions(targets, plan.wholeAccounts, shared.onFault);
      return ended;
    } finally {
      readAnew(new Set(targets.map(({ session }) => session.provider)));
      await audited.end(
        targets.map((target) => {
          const { outcome = 'UNKNOWN', message = null } = ended?.results.get(target) ?? {};
          return { ...auditTarget(target), outcome, message };
        }),
      );
    }
  });
}

/** What needs no call: the current session is kept unless it is meant, and what has ended is not ended again. */
function settledNow(target: Target, wish: Wish, { isCurrent }: EndingContext): RevokeResult | null {
  const { session } = target;
  if (!isSignedIn(session)) return resultOf(target, 'ALREADY_ENDED', 'It had ended before.');
  if (isCurrent(session) === true && wish.includeCurrent !== true) {
    return resultOf(
      target,
      'KEPT_CURRENT',
      'This is the session you are asking from. Give includeCurrent: true to end it too.',
    );
  }
  return session.provider.capabilities.endsSessions
    ? null
    : resultOf(target, 'NOT_SUPPORTED', 'This provider cannot end sessions.');
}

function auditTarget({ session: { id, provider, record } }: Target): AuditTarget {
  return { sessionId: id, provider: provider.id, nativeId: record.nativeId, accountId: record.accountId };
}
