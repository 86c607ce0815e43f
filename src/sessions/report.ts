/** What each provider had to say to a question: which answered, how completely, and what to do about the others. */
import { maxSessionsPerAccount, type AccountSessions, type Provider } from '../providers/provider.ts';
import type { ProviderFailure } from '../upstream/failure.ts';

export const providerStatuses = [
  'OK',
  'UNAVAILABLE',
  'TIMED_OUT',
  'RATE_LIMITED',
  'NOT_AUTHORIZED',
  'NOT_LICENSED',
  'NOT_LINKED',
  'NOT_SUPPORTED',
  'TRUNCATED',
] as const;
export type ProviderStatus = (typeof providerStatuses)[number];

export interface ProviderReport {
  readonly provider: Provider;
  readonly status: ProviderStatus;
  /** Whether every row this provider has for the question is in the answer. */
  readonly complete: boolean;
  readonly message: string | null;
  /** Epoch milliseconds. */
  readonly retryAt: number | null;
  readonly observedAt: number | null;
}

type Saying = Omit<ProviderReport, 'provider'>;

export const ok: Saying = { status: 'OK', complete: true, message: null, retryAt: null, observedAt: null };

/** A failure in the words of a report: one that has no word of its own there is an answer that cannot be used. */
export function failureReport(provider: Provider, failure: ProviderFailure): ProviderReport {
  const status = providerStatuses.find((word) => word === failure.status) ?? 'UNAVAILABLE';
  return {
    provider,
    status,
    complete: false,
    message: failure.message,
    retryAt: failure.retryAt,
    observedAt: null,
  };
}

/** Of a provider that a question leaves out, because it cannot be put to it. */
export function notSupported(provider: Provider, message: string): ProviderReport {
  return { provider, status: 'NOT_SUPPORTED', complete: false, message, retryAt: null, observedAt: null };
}

/** What the reading of one account says about its provider. */
export function accountReport(provider: Provider, read: AccountSessions): ProviderReport {
  const { observedAt } = read;
  if (read.failure !== null) {
    return { ...failureReport(provider, read.failure), observedAt };
  }
  if (read.truncated) {
    return {
      provider,
      status: 'TRUNCATED',
      complete: false,
      message: `An account at ${provider.name} has more than ${maxSessionsPerAccount} sessions; the rest is not shown.`,
      retryAt: null,
      observedAt,
    };
  }
  return { provider, ...ok, ...brokenRows(provider, read.brokenRows), observedAt };
}

/** What rows that could not be read mean for a report: nothing, where there are none. */
export function brokenRows(provider: Provider, count: number): Pick<Saying, 'complete' | 'message'> {
  if (count === 0) return { complete: true, message: null };
  const rows = count === 1 ? '1 session' : `${count} sessions`;
  return {
    complete: false,
    message: `${rows} of ${provider.name} could not be read and ${count === 1 ? 'is' : 'are'} left out.`,
  };
}

/**
 * One report per provider from several of its answers: the worst status with its message, complete only if all are, and the oldest
 * observation. An account that is not linked is worse than nothing only where no other account is.
 */
export function mergeReports(reports: readonly ProviderReport[]): readonly ProviderReport[] {
  return [...Map.groupBy(reports, (report) => report.provider).values()].flatMap((group) => {
    const worst = group.toSorted((a, b) => severity(b) - severity(a))[0];
    if (worst === undefined) return [];
    const observations = group.flatMap((report) => report.observedAt ?? []);
    return [
      {
        ...worst,
        complete: group.every((report) => report.complete),
        observedAt: observations.length === 0 ? null : Math.min(...observations),
      },
    ];
  });
}

/** A failure outranks a shortage, a shortage outranks an answer, and any answer outranks "no account here". */
function severity(report: ProviderReport): number {
  switch (report.status) {
    case 'NOT_LINKED':
      return report.complete ? 0 : 3;
    case 'OK':
      return report.complete ? 1 : 2;
    case 'TRUNCATED':
      return 4;
    default:
      return 5;
  }
}
