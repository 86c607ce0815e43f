/** What became of a promise: what ended, and everything that was promised and did not happen, by name. */
import type {
  OutcomeFragment,
  RefusalFragment,
  ReportFragment,
  ServiceFragment,
} from '../graphql/generated/graphql.ts';
import { hidesSessions } from '../list/reports.ts';
import type { Change } from './ending.ts';

/** A sign-in that was to end, as far as it can be named. */
export interface Promised {
  readonly id: string;
  readonly service: ServiceFragment | null;
  readonly device: NonNullable<OutcomeFragment['session']>['device'] | null;
  /** Whether it stands for all sign-ins at its service, which the service does not list. */
  readonly isWholeAccount: boolean;
}

export interface Broken extends Promised {
  readonly why: 'tryLater' | 'refused' | 'cannot' | 'later' | 'noWord';
}

export interface Verdict {
  /** Ids of what this call ended. */
  readonly ended: readonly string[];
  /** How many had ended before. */
  readonly gone: number;
  readonly broken: readonly Broken[];
  /** Services that did not say which sign-ins there are: some may go on. */
  readonly unseen: readonly ReportFragment[];
  /** What the server did not do, where nothing above says so. */
  readonly refusals: readonly RefusalFragment[];
  /** Whether the same again may do more. */
  readonly mayGoBetter: boolean;
}

export function judge(promised: readonly Promised[], { outcomes, reports, refusals }: Change): Verdict {
  const results = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  const byService = new Map(reports.map((report) => [report.provider.id, report]));
  const fates = promised.map((promise) => {
    const report = promise.service === null ? undefined : byService.get(promise.service.id);
    return { promise, fate: fateOf(results.get(promise.id), report) };
  });
  const ended = outcomes.filter(({ outcome }) => outcome === 'REVOKED').map(({ id }) => id);
  const gone = fates.filter(({ fate }) => fate === 'gone').length;
  const broken = fates.flatMap(({ promise, fate }): Broken[] =>
    fate === 'ended' || fate === 'gone' ? [] : [{ ...promise, why: fate }],
  );
  const unseen = reports.filter(hidesSessions);
  const told = new Set([
    ...broken.map(({ service }) => service?.id),
    ...unseen.map(({ provider }) => provider.id),
  ]);
  return {
    ended,
    gone,
    broken,
    unseen,
    refusals: refusals.filter(
      ({ code, providerId }) => !(providerId === null ? code === 'NOT_FOUND' : told.has(providerId)),
    ),
    mayGoBetter: refusals.some(({ retryable }) => retryable),
  };
}

type Fate = 'ended' | 'gone' | Broken['why'];

/** @param report of the service; undefined where it was not asked which sign-ins there are. */
function fateOf(result: OutcomeFragment | undefined, report: ReportFragment | undefined): Fate {
  switch (result?.outcome) {
    case 'REVOKED':
      return 'ended';
    // Not there any more is as good as ended; nobody can say by whom.
    case 'ALREADY_ENDED':
    case 'NOT_FOUND':
      return 'gone';
    case 'ACCEPTED':
      return 'later';
    case 'NOT_SUPPORTED':
    case 'KEPT_CURRENT':
      return 'cannot';
    case 'FAILED':
      return result.retryable ? 'tryLater' : 'refused';
    case 'WOULD_REVOKE':
      return 'noWord';
    case undefined:
      if (report === undefined) return 'noWord';
      // Its service was asked again: either it failed, or it does not have the sign-in any more.
      return hidesSessions(report) ? 'tryLater' : 'gone';
  }
}

/** @param outcome as a preview, or the server's answer, has it. */
export function promisedOf({ id, provider, session }: OutcomeFragment): Promised {
  return { id, service: provider, device: session?.device ?? null, isWholeAccount: session === null };
}
