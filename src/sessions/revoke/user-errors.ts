/** What may go on although it was to be revoked, as errors: an answer without any means that all that was asked for was done. */
import type { Provider } from '../../providers/provider.ts';
import { mergeReports, showsAllAlive, type ProviderReport } from '../report.ts';
import type { UserError } from '../user-error.ts';
import type { Revocation, RevokeResult } from './result.ts';

export interface Attempt {
  readonly results: readonly RevokeResult[];
  /** What providers said when the sessions were looked for. */
  readonly reports: readonly ProviderReport[];
  /** What they said to the calls. */
  readonly callReports: readonly ProviderReport[];
  /** How many more match; null where they were not counted. */
  readonly remaining: number | null;
  readonly errors: readonly UserError[];
  /** Providers of which more is read, and revoked, by the same call again. */
  readonly goesOnAt?: ReadonlySet<Provider>;
}

/** @param nothing what to say where nothing was found to revoke. That is no success, and while a provider cannot be asked not even certain. */
export function revocationOf(attempt: Attempt, nothing = 'There was nothing to revoke.'): Revocation {
  const { results, reports, callReports, remaining } = attempt;
  const { goesOnAt = new Set() } = attempt;
  const errors = [...attempt.errors, ...reportErrors(reports, goesOnAt), ...resultErrors(results)];
  const isNothing = results.length === 0 && errors.length === 0;
  return {
    results,
    remaining: reports.every(showsAllAlive) ? remaining : null,
    providerReports: mergeReports([...reports, ...callReports]),
    userErrors: isNothing
      ? [{ code: 'NOT_FOUND', message: nothing, field: null, providerId: null, retryable: false }]
      : errors,
  };
}

/** What could not be read cannot be revoked, and has no result that says so. */
function reportErrors(
  reports: readonly ProviderReport[],
  goesOnAt: ReadonlySet<Provider>,
): readonly UserError[] {
  return reports.flatMap((report): readonly UserError[] => {
    const { provider, status, message } = report;
    if (showsAllAlive(report)) return [];
    const mayGoOn = `Sessions at ${provider.name} may go on: ${message ?? 'it did not tell everything.'}`;
    const common = { field: null, providerId: provider.id };
    if (status === 'TRUNCATED' && goesOnAt.has(provider)) {
      return [{ ...common, code: status, message: `${mayGoOn} Call again to go on.`, retryable: true }];
    }
    const code = status === 'OK' || status === 'NOT_LINKED' ? 'INCOMPLETE' : status;
    return [{ ...common, code, message: mayGoOn, retryable: report.retryable }];
  });
}

/** One error for all results of one provider that failed in the same way. */
function resultErrors(results: readonly RevokeResult[]): readonly UserError[] {
  const groups = Map.groupBy(results, ({ provider, error }) =>
    error === null ? null : JSON.stringify([provider?.id, error]),
  );
  return [...groups.values()].flatMap((group): readonly UserError[] => {
    const [first] = group;
    if (first === undefined || first.error === null) return [];
    return [
      {
        ...first.error,
        message: messageFor(first, group.length),
        providerId: first.provider?.id ?? null,
        retryable: group.some(({ retryable }) => retryable),
      },
    ];
  });
}

function messageFor({ provider, message }: RevokeResult, count: number): string {
  if (provider === null) return count === 1 ? `${message}` : `${count} of the ids: ${message}`;
  const sessions = count === 1 ? 'A session' : `${count} sessions`;
  return `${sessions} at ${provider.name} may go on: ${message}`;
}
