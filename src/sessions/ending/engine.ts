/**
 * Ends sessions at their providers: each provider is carried to its end whatever the others do, a few calls at a time. Once a provider limits
 * us or stops answering, its remaining sessions are not tried, so that neither its rate limit nor the asker's patience is burnt.
 */
import type { EndResult, Provider } from '../../providers/provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Call } from '../../upstream/call.ts';
import type { SessionRecord } from '../../providers/records.ts';
import { failureReport, ok, type ProviderReport } from '../report.ts';
import { resultOf, type RevokeResult, type Target } from './outcome.ts';
import { accountKey } from './whole-accounts.ts';

/** How many of one change's sessions are being ended at one provider at the same time, at the most. */
const maxConcurrency = 8;
/** After so many failures in a row the provider is taken to be gone for now. */
const maxFailuresInARow = 3;

export interface EndedSessions {
  /** One for each target. */
  readonly results: ReadonlyMap<Target, RevokeResult>;
  /** One for each provider: OK, or the failure that kept it from ending all it was to end. */
  readonly reports: readonly ProviderReport[];
}

/**
 * Never rejects.
 *
 * @param targets that were signed in when they were read a moment ago.
 * @param wholeAccounts see `wholeAccounts`.
 * @param onFault told of programming faults: they fail their session and no other.
 */
export async function endSessions(
  targets: readonly Target[],
  wholeAccounts: ReadonlySet<string>,
  onFault: (error: unknown) => void,
): Promise<EndedSessions> {
  const results = new Map<Target, RevokeResult>();
  const groups = Map.groupBy(targets, ({ session }) => session.provider);
  const reports = await Promise.all(
    [...groups].map(async ([provider, group]): Promise<ProviderReport> => {
      const tasks = tasksOf(provider, group, wholeAccounts);
      const failure = await endAt(provider, tasks, results, onFault);
      return failure === null ? { provider, ...ok } : failureReport(provider, failure);
    }),
  );
  return { results, reports };
}

/** One call to the provider, and the sessions that it ends. */
interface Task {
  readonly group: readonly Target[];
  readonly end: (call: Call) => Promise<EndResult>;
}

/** One call a session, or one for a whole account where the provider has such a call and all of the account is meant. */
function tasksOf(
  provider: Provider,
  targets: readonly Target[],
  wholeAccounts: ReadonlySet<string>,
): readonly Task[] {
  const { endAllSessions } = provider;
  const byAccount = Map.groupBy(targets, ({ session }) => session.record.accountId);
  return [...byAccount].flatMap(([accountId, group]): readonly Task[] => {
    if (
      endAllSessions !== undefined &&
      accountId !== null &&
      group.length > 1 &&
      wholeAccounts.has(accountKey(provider, accountId))
    ) {
      return [
        {
          group,
          async end(call) {
            await endAllSessions(accountId, call);
            return { outcome: 'REVOKED', session: null };
          },
        },
      ];
    }
    return group.map((target) => {
      const { nativeId } = target.session.record;
      return { group: [target], end: (call) => provider.endSession({ nativeId, accountId }, call) };
    });
  });
}

/** @returns the failure that matters most: the one that the provider was given up for, else the latest. */
async function endAt(
  provider: Provider,
  tasks: readonly Task[],
  results: Map<Target, RevokeResult>,
  onFault: (error: unknown) => void,
): Promise<ProviderFailure | null> {
  let failuresInARow = 0;
  let latest: ProviderFailure | null = null;
  let givenUp: ProviderFailure | null = null;

  async function attempt({ group, end }: Task): Promise<void> {
    const settle = (resultFor: (target: Target) => RevokeResult) => {
      for (const target of group) results.set(target, resultFor(target));
    };
    if (givenUp !== null) {
      const { message, retryable } = givenUp;
      return settle((target) =>
        resultOf(target, 'FAILED', `Not tried, since another could not be ended: ${message}`, retryable),
      );
    }
    try {
      // What was begun is finished, whether or not the asker waits for it, so the request's own signal has no say here.
      const ended = await end({
        signal: new AbortController().signal,
        deadlineAt: performance.now() + provider.timeoutMs,
      });
      failuresInARow = 0;
      settle((target) => endedResult(target, ended));
    } catch (error) {
      if (!(error instanceof ProviderFailure)) {
        settle((target) => resultOf(target, 'FAILED', 'Unexpected error.'));
        onFault(error);
        return;
      }
      if (error.status === 'NOT_FOUND') return settle((target) => endedResult(target, gone));
      const outcome = error.status === 'NOT_SUPPORTED' ? 'NOT_SUPPORTED' : 'FAILED';
      settle((target) => resultOf(target, outcome, error.message, error.retryable));
      // They say something of the one session, and nothing of how the provider is.
      if (error.status === 'REJECTED' || error.status === 'NOT_SUPPORTED') return;
      latest = error;
      failuresInARow += 1;
      const cannotGoOn = error.status === 'RATE_LIMITED' || error.status === 'NOT_LICENSED';
      if (cannotGoOn || failuresInARow >= maxFailuresInARow) givenUp ??= error;
    }
  }

  const left = tasks.values();
  const worker = async () => {
    for (const task of left) await attempt(task);
  };
  // More than the provider takes would wait in line, and time out there.
  const workers = Math.min(maxConcurrency, provider.maxConcurrency);
  await Promise.all(Array.from({ length: workers }, worker));
  return givenUp ?? latest;
}

const gone: EndResult = { outcome: 'NOT_FOUND', session: null };

const endings = {
  REVOKED: { outcome: 'REVOKED', message: null },
  ALREADY_ENDED: { outcome: 'ALREADY_ENDED', message: 'It had ended before.' },
  // Every target was read a moment ago: what its provider does not know now has ended since.
  NOT_FOUND: { outcome: 'ALREADY_ENDED', message: 'It ended in the meantime.' },
  NOT_SUPPORTED: { outcome: 'NOT_SUPPORTED', message: 'This provider cannot end it.' },
} as const;

function endedResult({ id, session }: Target, { outcome: told, session: after }: EndResult): RevokeResult {
  const { outcome, message } = endings[told];
  const record = afterEnding(session.record, outcome, after);
  return resultOf({ id, session: { ...session, record } }, outcome, message);
}

/**
 * The session as it is now. What a provider answers to ending it tells less of it than a list did (Clerk leaves the latest activity out), or
 * nothing at all, so only what has changed is taken over.
 */
function afterEnding(
  before: SessionRecord,
  outcome: 'REVOKED' | 'ALREADY_ENDED' | 'NOT_SUPPORTED',
  told: SessionRecord | null,
): SessionRecord {
  if (outcome === 'NOT_SUPPORTED') return before;
  if (told === null) return { ...before, state: outcome === 'REVOKED' ? 'REVOKED' : 'ENDED' };
  const { state, nativeState, endedAt, observedAt, details } = told;
  return {
    ...before,
    state,
    nativeState,
    endedAt,
    observedAt,
    // A client session carries its own state.
    details: details.kind === 'seam' ? details : before.details,
  };
}
