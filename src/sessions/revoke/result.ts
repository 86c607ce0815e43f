/** What became of sessions that were to be revoked, and of the call that asked for it. */
import type { Provider } from '../../providers/provider.ts';
import type { ProviderReport } from '../report.ts';
import type { Session } from '../session.ts';
import type { UserError, UserErrorCode } from '../user-error.ts';

export type RevokeOutcome =
  | 'REVOKED'
  | 'ACCEPTED'
  | 'ALREADY_ENDED'
  | 'NOT_FOUND'
  | 'KEPT_CURRENT'
  | 'NOT_SUPPORTED'
  | 'FAILED'
  | 'WOULD_REVOKE';

/** A session to revoke, or all sessions of an account that a provider revokes without listing them. */
export type Target = SessionTarget | AccountTarget;

export interface SessionTarget {
  /** As it was asked for. */
  readonly id: string;
  readonly provider: Provider;
  readonly accountId: string | null;
  readonly session: Session;
}

export interface AccountTarget {
  /** Stands for the account in the answer; no query takes it. */
  readonly id: string;
  readonly provider: Provider;
  readonly accountId: string;
  readonly session: null;
}

export interface RevokeResult {
  /** The id that was asked for, as it was given. */
  readonly id: string;
  readonly session: Session | null;
  readonly provider: Provider | null;
  readonly outcome: RevokeOutcome;
  readonly message: string | null;
  /** Why the session may go on although it was to be revoked; null where what was asked for was done. */
  readonly error: Pick<UserError, 'code' | 'field'> | null;
  /** Whether the same call again may revoke it. */
  readonly retryable: boolean;
}

export interface Revocation {
  readonly results: readonly RevokeResult[];
  /** Matching sessions that are left for another call; null where they were not counted. */
  readonly remaining: number | null;
  readonly providerReports: readonly ProviderReport[];
  /** Empty only where all that was asked for was done. */
  readonly userErrors: readonly UserError[];
}

/** @param id as it was asked for, where it was. */
export function targetOf(session: Session, id = session.id): SessionTarget {
  return { id, provider: session.provider, accountId: session.record.accountId, session };
}

export function accountTarget(provider: Provider, accountId: string): AccountTarget {
  const id = Buffer.from(JSON.stringify(['Account', provider.id, accountId])).toString('base64url');
  return { id, provider, accountId, session: null };
}

/** The same for equal targets. */
export function keyOf({ id, session }: Target): string {
  return session?.id ?? id;
}

/** Of a session with which nothing more is to be done. */
export function settled(
  { id, provider, session }: Target,
  outcome: 'REVOKED' | 'ALREADY_ENDED' | 'KEPT_CURRENT' | 'WOULD_REVOKE',
  message: string | null = null,
): RevokeResult {
  return { id, session, provider, outcome, message, error: null, retryable: false };
}

/** Of a session that may go on. */
export function unsettled(
  { id, provider, session }: Target,
  outcome: 'NOT_SUPPORTED' | 'NOT_FOUND' | 'FAILED' | 'ACCEPTED',
  code: UserErrorCode,
  message: string,
  retryable = false,
): RevokeResult {
  return { id, session, provider, outcome, message, error: { code, field: null }, retryable };
}

/** Nothing was revoked, because what was asked cannot be done. */
export function refusal(...userErrors: readonly [UserError, ...UserError[]]): Revocation {
  return { results: [], remaining: null, providerReports: [], userErrors };
}
