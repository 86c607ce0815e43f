/**
 * Ends sessions at their providers: each provider is carried to its end whatever the others do, a few calls at a time. Once a provider limits
 * us or stops answering, its remaining sessions are not tried, so that neither its rate limit nor the asker's patience is burnt.
 */
import type { EndResult, Provider } from '../../providers/provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { Call } from '../../upstream/call.ts';
import type { Session } from '../session.ts';
import type { RevokeOutcome, RevokeResult } from './outcome.ts';

/** How many of one change's sessions are being ended at one provider at the same time. */
const concurrency = 8;
/** After so many failures in a row the provider is taken to be gone for now. */
const maxFailuresInARow = 3;

/** A session to end, and the id it was asked by. */
export interface Target {
  readonly id: string;
  readonly session: Session;
}

/**
 * @param wholeAccounts accounts of which every session is a target and none is to be kept, so that a provider's bulk call does exactly what
 *   was asked. Keys as `accountKey` makes them.
 * @param onFault told of programming faults: they fail their session and no other.
 * @returns one result per target, in the same order.
 */
export async function endSessions(
  targets: readonly Target[],
  wholeAccounts: ReadonlySet<string>,
  onFault: (error: unknown) => void,
): Promise<readonly RevokeResult[]> {
  const results = new Map<Target, RevokeResult>();
  const groups = Map.groupBy(targets, ({ session }) => session.provider);
  await Promise.all(
    [...groups].map(([provider, group]) => endAt(provider, group, wholeAccounts, results, onFault)),
  );
  return targets.map((target) => results.get(target) ?? failedResult(target, 'It was not tried.', true));
}

export function accountKey(provider: Provider, accountId: string): string {
  return `${provider.id} ${accountId}`;
}

async function endAt(
  provider: Provider,
  targets: readonly Target[],
  wholeAccounts: ReadonlySet<string>,
  results: Map<Target, RevokeResult>,
  onFault: (error: unknown) => void,
): Promise<void> {
  let failuresInARow = 0;
  let givenUp: ProviderFailure | null = null;

  async function attempt(group: readonly Target[], end: (call: Call) => Promise<EndResult>): Promise<void> {
    if (givenUp !== null) {
      for (const target of group) results.set(target, notTried(target, givenUp));
      return;
    }
    try {
      const ended = await end({
        signal: new AbortController().signal,
        deadlineAt: performance.now() + provider.timeoutMs,
      });
      failuresInARow = 0;
      for (const target of group) results.set(target, endedResult(target, ended));
    } catch (error) {
      if (!(error instanceof ProviderFailure)) {
        onFault(error);
        for (const target of group) results.set(target, failedResult(target, 'Unexpected error.', false));
        return;
      }
      failuresInARow += 1;
      if (error.status === 'RATE_LIMITED' || (error.retryable && failuresInARow >= maxFailuresInARow))
        givenUp = error;
      for (const target of group) results.set(target, failedResult(target, error.message, error.retryable));
    }
  }

  const tasks = [...tasksOf(provider, targets, wholeAccounts)];
  const workers = Array.from({ length: Math.min(concurrency, tasks.length) }, async () => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift())
      await attempt(task.group, task.end);
  });
  await Promise.all(workers);
}

interface Task {
  readonly group: readonly Target[];
  readonly end: (call: Call) => Promise<EndResult>;
}

/** One call a session, or one for a whole account where the provider has such a call and all of the account is meant. */
function* tasksOf(
  provider: Provider,
  targets: readonly Target[],
  wholeAccounts: ReadonlySet<string>,
): Generator<Task> {
  const { endAllSessions } = provider;
  for (const [accountId, group] of Map.groupBy(targets, ({ session }) => session.record.accountId)) {
    if (
      endAllSessions !== undefined &&
      accountId !== null &&
      group.length > 1 &&
      wholeAccounts.has(accountKey(provider, accountId))
    ) {
      yield {
        group,
        end: async (call) => {
          await endAllSessions(accountId, call);
          return { outcome: 'REVOKED', session: null };
        },
      };
    } else {
      for (const target of group) {
        const { nativeId } = target.session.record;
        yield { group: [target], end: (call) => provider.endSession({ nativeId, accountId }, call) };
      }
    }
  }
}

const messages: Partial<Record<RevokeOutcome, string>> = {
  ALREADY_ENDED: 'It had ended before.',
  NOT_FOUND: 'The provider does not know this session any more.',
  NOT_SUPPORTED: 'This provider cannot end it.',
};

function endedResult({ id, session }: Target, ended: EndResult): RevokeResult {
  return {
    id,
    session: ended.session === null ? session : { ...session, record: ended.session },
    provider: session.provider,
    outcome: ended.outcome,
    message: messages[ended.outcome] ?? null,
    retryable: false,
  };
}

function failedResult({ id, session }: Target, message: string, retryable: boolean): RevokeResult {
  return { id, session, provider: session.provider, outcome: 'FAILED', message, retryable };
}

function notTried(target: Target, failure: ProviderFailure): RevokeResult {
  const when = failure.retryAt === null ? '' : ` Try again after ${new Date(failure.retryAt).toISOString()}.`;
  return failedResult(
    target,
    `Not tried, because ${target.session.provider.name} is not answering: ${failure.message}${when}`,
    true,
  );
}
