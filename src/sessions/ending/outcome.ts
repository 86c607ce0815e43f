/** What became of a session that was to be ended, and of the call that asked for it. */
import type { Provider } from '../../providers/provider.ts';
import type { InputError } from '../input-error.ts';
import type { ProviderReport } from '../report.ts';
import type { Session } from '../session.ts';
import type { UserError } from '../user-error.ts';

export type RevokeOutcome =
  'REVOKED' | 'ALREADY_ENDED' | 'NOT_FOUND' | 'KEPT_CURRENT' | 'NOT_SUPPORTED' | 'FAILED' | 'WOULD_REVOKE';

export type RevokeReason = 'SUSPICIOUS' | 'LOST_OR_STOLEN' | 'REPLACED' | 'DUPLICATE' | 'POLICY' | 'OTHER';

/** A session to end, and the id it was asked by. */
export interface Target {
  readonly id: string;
  readonly session: Session;
}

export interface RevokeResult {
  /** The id that was asked for, as it was given. */
  readonly id: string;
  readonly session: Session | null;
  readonly provider: Provider | null;
  readonly outcome: RevokeOutcome;
  readonly message: string | null;
  /** Whether asking the same again may end it. */
  readonly retryable: boolean;
}

export interface Revocation {
  readonly results: readonly RevokeResult[];
  /** Matching sessions that are left for another call; null where they were not counted. */
  readonly remaining: number | null;
  readonly providerReports: readonly ProviderReport[];
  readonly userErrors: readonly UserError[];
}

export function resultOf(
  { id, session }: Target,
  outcome: RevokeOutcome,
  message: string | null = null,
  retryable = false,
): RevokeResult {
  return { id, session, provider: session.provider, outcome, message, retryable };
}

/** Nothing was ended, because what was asked cannot be done. */
export function refusal(...userErrors: readonly [UserError, ...UserError[]]): Revocation {
  return { results: [], remaining: null, providerReports: [], userErrors };
}

/** @param path of the input that is wrong, below `input`. */
export function inputError(path: string | readonly string[], message: string): UserError {
  return {
    code: 'BAD_USER_INPUT',
    message,
    field: ['input', path].flat(),
    providerId: null,
    retryable: false,
  };
}

/** In a mutation a mistake is data, as everything is that the asker can put right. */
export function refuseInput(path: string | readonly string[], { message }: InputError): Revocation {
  return refusal(inputError(path, message));
}
