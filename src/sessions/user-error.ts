/** Why a change did not happen, as data that a program can act on. */
import type { Provider } from '../providers/provider.ts';
import type { ProviderId } from '../providers/records.ts';
import type { ProviderFailure } from '../upstream/failure.ts';

export type UserErrorCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'REJECTED'
  /** The change was made, but the token that came of it does not work. */
  | 'TOKEN_UNUSABLE'
  /** The change was made, but the provider left out this part of it. */
  | 'NOT_APPLIED'
  | 'UNAVAILABLE'
  | 'TIMED_OUT'
  | 'RATE_LIMITED'
  | 'NOT_AUTHORIZED'
  | 'NOT_LICENSED'
  | 'NOT_SUPPORTED'
  /** Nobody could tell whether the person has an account at the provider. */
  | 'LINK_UNKNOWN'
  /** There is more than one call looks at or changes. */
  | 'TRUNCATED'
  /** The provider answered, but not with everything. */
  | 'INCOMPLETE'
  | 'MALFORMED';

export interface UserError {
  readonly code: UserErrorCode;
  readonly message: string;
  /** The path of the input that is meant: `["input", "expiresAt"]`. */
  readonly field: readonly string[] | null;
  readonly providerId: ProviderId | null;
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean;
}

/** @param path of the input that is wrong, below `input`. */
export function inputError(
  path: string | readonly string[],
  message: string,
  code: 'BAD_USER_INPUT' | 'NOT_FOUND' = 'BAD_USER_INPUT',
): UserError {
  return { code, message, field: ['input', path].flat(), providerId: null, retryable: false };
}

/** What a change gave, or why it gave nothing. */
export type Changed<Value> =
  | { readonly value: Value; readonly userErrors: readonly UserError[] }
  | { readonly value: null; readonly userErrors: readonly [UserError, ...UserError[]] };

/** A change that did not happen. */
export function refused(error: UserError, ...more: readonly UserError[]): Changed<never> {
  return { value: null, userErrors: [error, ...more] };
}

/** A provider's failure as the answer to a change. */
export function failureError(provider: Provider, failure: ProviderFailure): UserError {
  return {
    code: failure.status,
    message: failure.forPeople(provider.name),
    field: null,
    providerId: provider.id,
    retryable: failure.retryable,
  };
}
