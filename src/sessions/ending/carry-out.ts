/** Carries a plan out: what is current is kept, what has ended is left, the rest is recorded, ended and recorded again. */
import type { AuditTarget } from '../audit/record.ts';
import { AuditUnavailable } from '../audit/audit.ts';
import type { ProviderReport } from '../report.ts';
import type { User } from '../session.ts';
import type { EndingContext } from './context.ts';
import { endSessions, type Target } from './engine.ts';
import type { RevokeReason, RevokeResult, Revocation } from './outcome.ts';

/** What every way of ending sessions takes. */
export interface Wish {
  readonly dryRun?: boolean | undefined;
  readonly includeCurrent?: boolean | undefined;
  readonly reason?: RevokeReason | undefined;
  /** For the audit; at most 500 characters. */
  readonly note?: string | undefined;
}

export interface Plan {
  /** In the order of the answer: a session to end, or what is settled already. */
  readonly items: readonly (Target | RevokeResult)[];
  readonly remaining: number | null;
  readonly reports: readonly ProviderReport[];
  readonly wholeAccounts: ReadonlySet<string>;
  readonly subjectUser: User | null;
}

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
  const targets = [
    ...new Map(items.flatMap((item) => ('outcome' in item ? [] : [[item.session.id, item]]))).values(),
  ];

  let ended: ReadonlyMap<string, RevokeResult>;
  if (wish.dryRun === true) {
    ended = new Map(targets.map(({ id, session }) => [session.id, wouldRevoke({ id, session })]));
  } else {
    try {
      ended = await endRecorded(name, targets, plan, wish, context);
    } catch (error) {
      if (!(error instanceof AuditUnavailable)) throw error;
      const refused = {
        code: 'UNAVAILABLE',
        message: error.message,
        field: null,
        providerId: null,
        retryable: true,
      } as const;
      return { results: [], remaining: null, providerReports: plan.reports, userErrors: [refused] };
    }
  }
  const results = items.map((item) => {
    if ('outcome' in item) return item;
    const result = ended.get(item.session.id);
    if (result === undefined) throw new Error('A session was neither ended nor refused.');
    return { ...result, id: item.id };
  });
  return { results, remaining: plan.remaining, providerReports: plan.reports, userErrors: [] };
}

async function endRecorded(
  name: string,
  targets: readonly Target[],
  plan: Plan,
  wish: Wish,
  { shared, asker, forgetReads }: EndingContext,
): Promise<ReadonlyMap<string, RevokeResult>> {
  if (targets.length === 0) return new Map();
  const change = {
    name,
    reason: wish.reason ?? null,
    note: wish.note ?? null,
    subjectUser: plan.subjectUser?.id ?? null,
  };
  // From here on the asker may leave: what was begun is finished and recorded.
  return shared.finish(async () => {
    const audited = await shared.audit.begin(change, asker, targets.map(auditTarget));
    let results: readonly RevokeResult[] = [];
    try {
      results = await endSessions(targets, plan.wholeAccounts, shared.onFault);
    } finally {
      const outcomes = new Map(results.map((result) => [result.session?.id, result]));
      await audited.end(
        targets.map((target) => {
          const result = outcomes.get(target.session.id);
          return {
            ...auditTarget(target),
            outcome: result?.outcome ?? 'FAILED',
            message: result?.message ?? null,
          };
        }),
      );
      forgetReads(new Set(targets.map(({ session }) => session.provider)));
    }
    return new Map(
      targets.map((target, index) => [target.session.id, results[index]] as const).filter(isPresent),
    );
  });
}

function isPresent(
  entry: readonly [string, RevokeResult | undefined],
): entry is readonly [string, RevokeResult] {
  return entry[1] !== undefined;
}

/** What needs no call: the current session is kept unless it is meant, and what has ended is not ended again. */
function settledNow({ id, session }: Target, wish: Wish, { isCurrent }: EndingContext): RevokeResult | null {
  const settled = (outcome: RevokeResult['outcome'], message: string): RevokeResult => ({
    id,
    session,
    provider: session.provider,
    outcome,
    message,
    retryable: false,
  });
  if (isCurrent(session) === true && wish.includeCurrent !== true) {
    return settled(
      'KEPT_CURRENT',
      'This is the session you are asking from. Give includeCurrent: true to end it too.',
    );
  }
  if (!session.provider.capabilities.endsSessions)
    return settled('NOT_SUPPORTED', 'This provider cannot end sessions.');
  const { state } = session.record;
  return state === 'ACTIVE' || state === 'PENDING' || state === 'UNKNOWN'
    ? null
    : settled('ALREADY_ENDED', 'It had ended before.');
}

function wouldRevoke({ id, session }: Target): RevokeResult {
  return {
    id,
    session,
    provider: session.provider,
    outcome: 'WOULD_REVOKE',
    message: null,
    retryable: false,
  };
}

function auditTarget({ session: { id, provider, record } }: Target): AuditTarget {
  return { sessionId: id, provider: provider.id, nativeId: record.nativeId, accountId: record.accountId };
}
