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
  'LINK_UNKNOWN',
  'NOT_SUPPORTED',
  'TRUNCATED',
  'MALFORMED',
] as const;
export type ProviderStatus = (typeof providerStatuses)[number];

export interface ProviderReport {
  readonly provider: Provider;
  readonly status: ProviderStatus;
  /** Whether every row this provider has for the question is in the answer. */
  readonly complete: boolean;
  /** True where all that is missing is known to have ended, so that whoever looks for sessions that go on has seen them all. */
  readonly restHasEnded?: boolean;
  /** For people. */
  readonly message: string | null;
  /** For operators: what the provider's failure was and what to change; null where there was none. */
  readonly operatorMessage: string | null;
  /** Whether the same question may get a better answer later without anybody changing anything. */
  readonly retryable: boolean;
  /** Epoch milliseconds. */
  readonly retryAt: number | null;
  readonly observedAt: number | null;
}

type Saying = Omit<ProviderReport, 'provider'>;

export const ok: Saying = {
  status: 'OK',
  complete: true,
  message: null,
  operatorMessage: null,
  retryable: false,
  retryAt: null,
  observedAt: null,
};

/** A failure in the words of a report. One without a word of its own is about a single thing, and says of a list that it was not to be had. */
export function failureReport(provider: Provider, failure: ProviderFailure): ProviderReport {
  const status = providerStatuses.find((word) => word === failure.status) ?? 'UNAVAILABLE';
  return {
    provider,
    ...ok,
    status,
    complete: false,
    ...causedBy(failure),
    message: failure.forPeople(provider.name),
  };
}

/** Of a provider that a question leaves out, because it cannot be put to it. */
export function notSupported(provider: Provider, message: string): ProviderReport {
  return { provider, ...ok, status: 'NOT_SUPPORTED', complete: false, message };
}

/** Of a provider that was asked and has no account of the person. */
export function notLinked(provider: Provider): ProviderReport {
  return { provider, ...ok, status: 'NOT_LINKED', message: `No account at ${provider.name}.` };
}

/**
 * Of a provider at which nobody could tell whether the person has an account.
 *
 * @param cause the failure that kept it from being told; null where asking again cannot help.
 */
export function linkUnknown(
  provider: Provider,
  message: string,
  cause: ProviderFailure | null,
): ProviderReport {
  return { provider, ...ok, status: 'LINK_UNKNOWN', complete: false, message, ...causedBy(cause) };
}

/** What a failure says beside its words for people. */
export function causedBy(
  failure: ProviderFailure | null,
): Pick<Saying, 'operatorMessage' | 'retryable' | 'retryAt'> {
  if (failure === null) return { operatorMessage: null, retryable: false, retryAt: null };
  return { operatorMessage: failure.message, retryable: failure.retryable, retryAt: failure.retryAt };
}

/** What the reading of one account says about its provider. */
export function accountReport(provider: Provider, read: AccountSessions): ProviderReport {
  const { observedAt } = read;
  if (read.failure !== null) {
    return { ...failureReport(provider, read.failure), observedAt };
  }
  if (read.truncated) {
    const restHasEnded = read.restHasEnded === true && read.brokenRows === 0;
    return {
      provider,
      ...ok,
      status: 'TRUNCATED',
      complete: false,
      restHasEnded,
      message: `An account at ${provider.name} has more than ${maxSessionsPerAccount} sessions; the rest${restHasEnded ? ', which has ended,' : ''} is not shown.`,
      observedAt,
    };
  }
  return { provider, ...ok, ...brokenRows(provider, read.brokenRows), observedAt };
}

/** What rows that could not be read mean for a report: nothing, where there are none. */
export function brokenRows(
  provider: Provider,
  count: number,
  what: 'session' | 'device' = 'session',
): Pick<Saying, 'complete' | 'message'> {
  if (count === 0) return { complete: true, message: null };
  const rows = count === 1 ? `1 ${what}` : `${count} ${what}s`;
  return {
    complete: false,
    message: `${rows} of ${provider.name} could not be read and ${count === 1 ? 'is' : 'are'} left out.`,
  };
}

/**
 * One report per provider from several of its answers: the worst status with its message, complete only if all are, and the oldest
 * observation.
 */
export function mergeReports(reports: readonly ProviderReport[]): readonly ProviderReport[] {
  if (reports.length === 1) return reports;
  return [...Map.groupBy(reports, (report) => report.provider).values()].flatMap((group) => {
    const worst = group.toSorted((a, b) => severity(b) - severity(a))[0];
    if (worst === undefined) return [];
    const observations = group.flatMap((report) => report.observedAt ?? []);
    return [
      {
        ...worst,
        complete: group.every((report) => report.complete),
        restHasEnded: group.every(showsAllAlive),
        observedAt: observations.length === 0 ? null : Math.min(...observations),
      },
    ];
  });
}

/** Whether every session that goes on is in the answer. */
export function showsAllAlive({ complete, restHasEnded }: ProviderReport): boolean {
  return complete || restHasEnded === true;
}

/** The report as the answer to a question for sessions that go on: what has ended is not missing from it. */
export function ofSignedIn(report: ProviderReport): ProviderReport {
  if (report.complete || report.restHasEnded !== true) return report;
  return { provider: report.provider, ...ok, observedAt: report.observedAt };
}

/** A failure outranks a shortage, a shortage outranks an answer, and any answer outranks "no account here". */
function severity(report: ProviderReport): number {
  switch (report.status) {
    case 'NOT_LINKED':
      return 0;
    case 'OK':
      return report.complete ? 1 : 2;
    case 'LINK_UNKNOWN':
      return 3;
    case 'TRUNCATED':
      return 4;
    default:
      return 5;
  }
}
