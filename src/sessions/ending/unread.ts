/** What could not be read cannot be ended, and has no item in the answer: an error for each such provider stands for it. */
import type { ProviderReport } from '../report.ts';
import type { UserError } from '../user-error.ts';
import { refusal, type Revocation } from './outcome.ts';

export function unreadErrors(reports: readonly ProviderReport[]): readonly UserError[] {
  return reports.flatMap(({ provider, status, complete, message, retryable }) => {
    // A truncated account is ended as far as it was read; `remaining` tells of the rest.
    if (complete || status === 'NOT_LINKED' || status === 'TRUNCATED') return [];
    return [
      {
        code: status === 'OK' ? 'UNAVAILABLE' : status,
        message: `Sessions at ${provider.name} may be left: ${message ?? 'it could not be asked.'}`,
        field: null,
        providerId: provider.id,
        retryable,
      },
    ];
  });
}

/** How many sessions are left where all that was read is dealt with: none, unless something was not read. */
export function remainingAfter(reports: readonly ProviderReport[]): number | null {
  return reports.every(({ complete }) => complete) ? 0 : null;
}

/** Nothing was found to end. That is no success, and while a provider cannot be asked, not even certain. */
export function nothingFound(message: string, reports: readonly ProviderReport[]): Revocation {
  const [first, ...more] = unreadErrors(reports);
  const nothing = { code: 'NOT_FOUND', message, field: null, providerId: null, retryable: false } as const;
  return {
    ...(first === undefined ? refusal(nothing) : refusal(first, ...more)),
    remaining: remainingAfter(reports),
    providerReports: reports,
  };
}
