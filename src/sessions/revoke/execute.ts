/** Revokes sessions: records the change, makes the calls, and records what became of each session. */
import type { RevokeAnswer } from '../../providers/provider.ts';
import type { SessionRecord } from '../../providers/records.ts';
import { isClientSession } from '../../providers/registry.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { AuditTarget } from '../audit/record.ts';
import { table } from '../reads/table.ts';
import type { ProviderReport } from '../report.ts';
import { createRequestContext, type RequestContext } from '../request-context.ts';
import { sessionOf, type Session } from '../session.ts';
import { isSignedIn } from '../signed-in.ts';
import { callProviders, type Answer } from './call-providers.ts';
import { settled, unsettled, type RevokeResult, type SessionTarget, type Target } from './result.ts';
import type { EnteredChange } from './single-flight.ts';
import type { Why } from './why.ts';

export interface RevokeChange {
  /** The mutation, for the audit. */
  readonly name: string;
  readonly why: Why;
  /** The person whose sessions are meant, where one is. */
  readonly subjectUser: string | null;
  readonly entered: EnteredChange;
}

export interface Executed {
  /** One for each target. */
  readonly results: ReadonlyMap<Target, RevokeResult>;
  readonly reports: readonly ProviderReport[];
}

/**
 * Rejects with `AuditUnavailable`, and revokes nothing, where the change cannot be recorded.
 *
 * @param targets each session once.
 * @param wholeAccounts see `wholeAccounts`.
 */
export function execute(
  context: RequestContext,
  change: RevokeChange,
  targets: readonly Target[],
  wholeAccounts: ReadonlySet<string>,
): Promise<Executed> {
  const { service } = context;
  const { name, why, subjectUser, entered } = change;
  const described = { name, reason: why.reason ?? null, note: why.note ?? null, subjectUser, input: null };
  // From here on whoever asks may leave: what was begun is finished and recorded.
  return service.finish(async () => {
    const audited = await service.audit.begin(described, context, targets.map(auditTarget));
    const { changeId } = audited;
    let outcomes = targets.map((target): AuditTarget => ({
      ...auditTarget(target),
      outcome: 'UNKNOWN',
      message: null,
    }));
    try {
      const { onFault } = service;
      const calling = { wholeAccounts, changeId, entered, origin: context.callOrigin, onFault };
      const { answers, reports } = await callProviders(targets, calling);
      context.reads.invalidateAccounts(targets);
      service.tellChanged(targets);
      // Whoever asks may have left by now.
      const afterwards = createRequestContext(service, context, new AbortController().signal);
      const become = await Promise.all(
        targets.map(async (target) => {
          const answer = answers.get(target) ?? { kind: 'fault' };
          const result = await resultOf(afterwards, target, answer);
          return { target, result, outcome: auditOutcome(target, answer, result, changeId) };
        }),
      );
      outcomes = become.map(({ outcome }) => outcome);
      const results = new Map(become.map(({ target, result }) => [target, result]));
      return { results, reports };
    } finally {
      await audited.end(outcomes);
    }
  });
}

async function resultOf(context: RequestContext, target: Target, answer: Answer): Promise<RevokeResult> {
  switch (answer.kind) {
    case 'fault':
      return unsettled(target, 'FAILED', 'UNAVAILABLE', 'Unexpected error.');
    case 'notTried': {
      const { failure } = answer;
      const why = failure.forPeople(target.provider.name);
      return unsettled(
        target,
        'FAILED',
        failure.status,
        `Not tried, since another could not be revoked: ${why}`,
        failure.retryable,
      );
    }
    case 'failed': {
      const { failure } = answer;
      const outcome = failure.status === 'NOT_SUPPORTED' ? 'NOT_SUPPORTED' : 'FAILED';
      const message = failure.forPeople(target.provider.name);
      return unsettled(target, outcome, failure.status, message, failure.retryable);
    }
    case 'answered':
      return answeredResult(context, target, answer.told);
  }
}

async function answeredResult(
  context: RequestContext,
  target: Target,
  { outcome, session: told }: RevokeAnswer,
): Promise<RevokeResult> {
  const { name } = target.provider;
  switch (outcome) {
    case 'REVOKED':
      return settled(after(target, 'REVOKED', told), 'REVOKED');
    case 'ALREADY_ENDED':
      return settled(after(target, 'ENDED', told), 'ALREADY_ENDED', 'It had ended before.');
    case 'ACCEPTED':
      return unsettled(
        target,
        'ACCEPTED',
        'INCOMPLETE',
        `${name} has accepted this and revokes later. Look again whether it has.`,
      );
    case 'NOT_FOUND':
      return target.session === null
        ? unsettled(target, 'NOT_FOUND', 'NOT_FOUND', `${name} knows no such account.`)
        : lookAgain(context, target);
  }
}

/**
 * A provider that has just shown a session and does not know it when told to revoke it contradicts itself. Only reading again tells whether
 * the session is gone.
 */
async function lookAgain(context: RequestContext, target: SessionTarget): Promise<RevokeResult> {
  const { session, provider } = target;
  const { name } = provider;
  try {
    const now = await readAgain(context, session);
    if (now !== null && isSignedIn({ record: now })) {
      return unsettled(
        target,
        'FAILED',
        'UNAVAILABLE',
        `${name} lists this session, and said that there is none when told to revoke it: ask again.`,
        true,
      );
    }
    return settled(after(target, 'ENDED', now), 'ALREADY_ENDED', 'It ended in the meantime.');
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return unsettled(
      target,
      'FAILED',
      error.status,
      `${name} said that there is no such session, and could not be asked again whether it is gone. ${error.forPeople(name)}`,
      true,
    );
  }
}

/** Null where it is gone. Asks the list that showed it; where that is not all there is, or an id stays good that lists show no more, asks by the id. */
async function readAgain(
  { reads }: RequestContext,
  { provider, record }: Session,
): Promise<SessionRecord | null> {
  const { nativeId, accountId } = record;
  const ofProvider = reads.of(provider);
  if (accountId !== null) {
    const { sessions, failure, truncated, brokenRows } = await ofProvider.read(table.sessionsOf, accountId);
    const listed = sessions.find((candidate) => candidate.nativeId === nativeId);
    if (listed !== undefined) return listed;
    if (failure !== null) throw failure;
    if (!truncated && brokenRows === 0 && !provider.capabilities.keepsOldIds) return null;
  }
  return ofProvider.session({ nativeId, accountId });
}

/**
 * The target with its session as it is now. What a provider answers to revoking it tells less of it than a list did (Clerk leaves the latest
 * activity out), or nothing at all, so only what has changed is taken over.
 */
function after(target: Target, state: 'REVOKED' | 'ENDED', told: SessionRecord | null): Target {
  const { session } = target;
  if (session === null) return target;
  const { record } = session;
  if (told === null)
    return { ...target, session: sessionOf(session.provider, { ...record, state }, session.user) };
  const { nativeState, endedAt, observedAt, details } = told;
  const now = {
    ...record,
    state: told.state,
    nativeState,
    endedAt,
    observedAt,
    // A client session carries its own state.
    details: isClientSession(details) ? details : record.details,
  };
  return { ...target, session: sessionOf(session.provider, now, session.user) };
}

function auditTarget({ provider, accountId, session }: Target): AuditTarget {
  const nativeId = session?.record.nativeId ?? null;
  return { sessionId: session?.id ?? null, provider: provider.id, nativeId, accountId };
}

function auditOutcome(
  target: Target,
  answer: Answer,
  { outcome, message }: RevokeResult,
  changeId: string,
): AuditTarget {
  const isShared = 'changeId' in answer && answer.changeId !== changeId;
  // The audit is the operator's.
  const recorded = 'failure' in answer ? answer.failure.message : message;
  return {
    ...auditTarget(target),
    outcome,
    message: recorded,
    ...(isShared && { sharedWith: answer.changeId }),
  };
}
