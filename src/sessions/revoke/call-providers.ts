/**
 * The calls that revoke sessions: each provider is carried to its end whatever the others do, a few calls at a time. Once a provider limits us
 * or stops answering, its remaining sessions are not tried, so that neither its rate limit nor the time of whoever asks is wasted.
 */
import type { RevokeAnswer, Provider } from '../../providers/provider.ts';
import { detachedCall, type CallOrigin } from '../../upstream/call.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import { failureReport, ok, type ProviderReport } from '../report.ts';
import { keyOf, type Target } from './result.ts';
import type { EnteredChange, Flight } from './single-flight.ts';
import { accountKey } from './whole-accounts.ts';

/** How many calls of one change are under way at one provider at the same time, at the most. */
const maxConcurrency = 8;
/** After so many failures in a row the provider is taken to be gone for now. */
const maxFailuresInARow = 3;

/** What a provider said of one session. */
export type Answer =
  /** `changeId`: whose call it was. */
  | { readonly kind: 'answered'; readonly told: RevokeAnswer; readonly changeId: string }
  | { readonly kind: 'failed'; readonly failure: ProviderFailure; readonly changeId: string }
  /** The provider was given up before its turn came. */
  | { readonly kind: 'notTried'; readonly failure: ProviderFailure }
  /** A fault of ours, which `onFault` was told. */
  | { readonly kind: 'fault' };

export interface Answers {
  /** One for each target. */
  readonly answers: ReadonlyMap<Target, Answer>;
  /** One for each provider: OK, or the failure that kept it from revoking all it was to revoke. */
  readonly reports: readonly ProviderReport[];
}

export interface Calling {
  /** See `wholeAccounts`. */
  readonly wholeAccounts: ReadonlySet<string>;
  /** The change whose calls these are; see `AuditRecord`. */
  readonly changeId: string;
  readonly entered: EnteredChange;
  /** The request that asked for the change. */
  readonly origin: CallOrigin;
  /** Called with programming faults: they fail their session and no other. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Never rejects.
 *
 * @param targets that could be revoked when they were read a moment ago.
 */
export async function callProviders(targets: readonly Target[], calling: Calling): Promise<Answers> {
  const answers = new Map<Target, Answer>();
  const groups = Map.groupBy(targets, ({ provider }) => provider);
  const reports = await Promise.all(
    [...groups].map(async ([provider, group]): Promise<ProviderReport> => {
      const failure = await callProvider(provider, group, answers, calling);
      return failure === null ? { provider, ...ok } : failureReport(provider, failure);
    }),
  );
  return { answers, reports };
}

/** Sessions that one call may revoke together. */
interface Task {
  readonly group: readonly Target[];
  /** The provider's bulk call; null where each session takes a call of its own. */
  readonly revokeAll: (() => Promise<RevokeAnswer>) | null;
}

/** A session each, or a whole account where the provider has a call for it and all of the account is meant. */
function tasksOf(provider: Provider, targets: readonly Target[], { wholeAccounts, origin }: Calling): Task[] {
  const { revokeAllSessions } = provider;
  const byAccount = Map.groupBy(targets, ({ accountId }) => accountId);
  return [...byAccount].flatMap(([accountId, group]): Task[] => {
    const isUnseen = group.some(({ session }) => session === null);
    const isWhole = accountId !== null && (isUnseen || wholeAccounts.has(accountKey(provider, accountId)));
    if (!isWhole || revokeAllSessions === undefined) {
      return group.map((target) => ({ group: [target], revokeAll: null }));
    }
    const revokeAll = async (): Promise<RevokeAnswer> => {
      const outcome = await revokeAllSessions(accountId, detachedCall(provider.timeoutMs, origin));
      return { outcome, session: null };
    };
    return [{ group, revokeAll }];
  });
}

/** @returns the failure that matters most: the one that the provider was given up for, else the latest. */
async function callProvider(
  provider: Provider,
  targets: readonly Target[],
  answers: Map<Target, Answer>,
  calling: Calling,
): Promise<ProviderFailure | null> {
  let failuresInARow = 0;
  let latest: ProviderFailure | null = null;
  let givenUp: ProviderFailure | null = null;

  function noteFailure(failure: ProviderFailure): void {
    // They say something of the one session, and nothing of how the provider is.
    if (failure.status === 'REJECTED' || failure.status === 'NOT_SUPPORTED') return;
    latest = failure;
    failuresInARow += 1;
    const cannotGoOn = failure.status === 'RATE_LIMITED' || failure.status === 'NOT_LICENSED';
    if (cannotGoOn || failuresInARow >= maxFailuresInARow) givenUp ??= failure;
  }

  async function land({ answer, changeId }: Flight): Promise<Answer> {
    try {
      const told = await answer;
      failuresInARow = 0;
      return { kind: 'answered', told, changeId };
    } catch (error) {
      if (!(error instanceof ProviderFailure)) {
        calling.onFault(error);
        return { kind: 'fault' };
      }
      if (error.status === 'NOT_FOUND') return { kind: 'answered', told: notFound, changeId };
      noteFailure(error);
      return { kind: 'failed', failure: error, changeId };
    }
  }

  const left = tasksOf(provider, targets, calling).values();
  const worker = async () => {
    for (const task of left) {
      if (givenUp !== null) {
        for (const target of task.group) answers.set(target, { kind: 'notTried', failure: givenUp });
        continue;
      }
      const flights = takeOff(provider, task, calling);
      for (const [flight, group] of flights) {
        const answer = await land(flight);
        for (const target of group) answers.set(target, answer);
      }
    }
  };
  // More than the provider takes would wait in line, and time out there.
  const workers = Math.min(maxConcurrency, provider.maxConcurrency);
  await Promise.all(Array.from({ length: workers }, worker));
  return givenUp ?? latest;
}

const notFound: RevokeAnswer = { outcome: 'NOT_FOUND', session: null };

/** The call behind each session of a task: one that is under way for another change, else one of its own. */
function takeOff(
  provider: Provider,
  { group, revokeAll }: Task,
  { entered, changeId, origin }: Calling,
): ReadonlyMap<Flight, readonly Target[]> {
  const flights = new Map<Flight, Target[]>();
  const own: Target[] = [];
  for (const target of group) {
    const flight = entered.find(keyOf(target));
    if (flight === null) own.push(target);
    else flights.set(flight, [...(flights.get(flight) ?? []), target]);
  }
  const isBulk = own.length > 1 || provider.revokeSession === undefined;
  if (revokeAll !== null && isBulk && own.length > 0) {
    return flights.set(entered.start(own.map(keyOf), changeId, revokeAll), own);
  }
  for (const target of own) {
    const revoke = () => revokeOne(provider, target, origin);
    flights.set(entered.start([keyOf(target)], changeId, revoke), [target]);
  }
  return flights;
}

async function revokeOne(
  provider: Provider,
  { session, accountId }: Target,
  origin: CallOrigin,
): Promise<RevokeAnswer> {
  if (session === null || provider.revokeSession === undefined) {
    throw plainFailure('NOT_SUPPORTED', `${provider.name} cannot revoke a session by itself.`);
  }
  const { nativeId } = session.record;
  return provider.revokeSession({ nativeId, accountId }, detachedCall(provider.timeoutMs, origin));
}
