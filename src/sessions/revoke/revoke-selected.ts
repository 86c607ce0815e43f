/** Revokes what was selected: what is current is kept, what has ended is left alone, and for a dry run nothing is called. */
import { AuditUnavailable } from '../audit/audit.ts';
import type { ProviderReport } from '../report.ts';

import type { UserError } from '../user-error.ts';
import { isCurrent } from '../list/is-current.ts';
import type { RequestContext } from '../request-context.ts';
import { execute, type Executed, type RevokeChange } from './execute.ts';
import { whyNotRevocable } from './may-revoke.ts';
import { keyOf, settled, unsettled, type RevokeResult, type Target } from './result.ts';
import { accountKey } from './whole-accounts.ts';
import type { Why } from './why.ts';

/** What every way of revoking sessions takes. */
export interface RevokeOptions extends Why {
  /** Only say what would be revoked. */
  readonly dryRun?: boolean | undefined;
  readonly includeCurrent?: boolean | undefined;
}

/** In the order of the answer: a session to revoke, or what is settled already. */
export type Selected = Target | RevokeResult;

export interface RevokedSelection {
  /** One for each that was selected, in order. None where the change could not be recorded. */
  readonly results: readonly RevokeResult[];
  /** What providers said to the calls. */
  readonly callReports: readonly ProviderReport[];
  readonly errors: readonly UserError[];
}

/** @param wholeAccounts see `wholeAccounts`. */
export async function revokeSelected(
  context: RequestContext,
  change: RevokeChange,
  selected: readonly Selected[],
  wholeAccounts: ReadonlySet<string>,
  options: RevokeOptions,
): Promise<RevokedSelection> {
  const items = selected.map((item) =>
    'outcome' in item ? item : (settledWithoutCall(context, item, wholeAccounts, options) ?? item),
  );
  // The same session asked for twice is revoked once, and both items say so.
  const targets = new Map<string, Target>();
  for (const item of items) if (!('outcome' in item)) targets.set(keyOf(item), item);
  try {
    const { results, reports } =
      options.dryRun === true || targets.size === 0
        ? wouldRevoke([...targets.values()])
        : await execute(context, change, [...targets.values()], wholeAccounts);
    const inOrder = items.map((item): RevokeResult => {
      if ('outcome' in item) return item;
      const target = targets.get(keyOf(item));
      const result = target && results.get(target);
      if (result === undefined) throw new Error('A session was neither revoked nor refused.');
      return { ...result, id: item.id };
    });
    return { results: inOrder, callReports: reports, errors: [] };
  } catch (error) {
    if (error instanceof AuditUnavailable) return { results: [], callReports: [], errors: [notRecorded] };
    throw error;
  }
}

const notRecorded: UserError = {
  code: 'UNAVAILABLE',
  message: 'Nothing was revoked, because it could not be recorded in the audit.',
  field: null,
  providerId: null,
  retryable: true,
};

function wouldRevoke(targets: readonly Target[]): Executed {
  return {
    results: new Map(targets.map((target) => [target, settled(target, 'WOULD_REVOKE')])),
    reports: [],
  };
}

/** Null where the provider is to be asked. */
function settledWithoutCall(
  context: RequestContext,
  target: Target,
  wholeAccounts: ReadonlySet<string>,
  { includeCurrent }: RevokeOptions,
): RevokeResult | null {
  const { session, provider, accountId } = target;
  if (session === null) return null;
  const reason = whyNotRevocable(session);
  if (reason === 'ENDED') return settled(target, 'ALREADY_ENDED', 'It had ended before.');
  if (includeCurrent !== true && isCurrent(context, session) === true) {
    return settled(
      target,
      'KEPT_CURRENT',
      'This is the session you are asking from. Give includeCurrent: true to revoke it too.',
    );
  }
  const isWhole = accountId !== null && wholeAccounts.has(accountKey(provider, accountId));
  if (reason === null || (isWhole && provider.capabilities.revokesAllSessions)) return null;
  const message = provider.capabilities.revokesAllSessions
    ? `${provider.name} can only revoke all sessions of a person: use revokeUserSessions.`
    : `${provider.name} cannot revoke sessions.`;
  return unsettled(target, 'NOT_SUPPORTED', 'NOT_SUPPORTED', message);
}
