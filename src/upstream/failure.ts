/**
 * What went wrong at a provider, in the words a provider report needs. A failure is a value that callers
 * decide about; its message is written by us, for the operator and the caller, and never holds text, headers or
 * tokens that came from upstream.
 */
export type FailureStatus =
  | 'UNAVAILABLE'
  | 'TIMED_OUT'
  | 'RATE_LIMITED'
  | 'NOT_AUTHORIZED'
  | 'NOT_LICENSED'
  | 'NOT_SUPPORTED'
  /** The provider answered, but not in its documented form: HTML, truncated JSON, a missing envelope. */
  | 'MALFORMED'
  /** The thing that was asked for is not there. */
  | 'NOT_FOUND'
  /** What was to be made is there already. */
  | 'ALREADY_EXISTS'
  /** The provider refused the request's content (400, 409, 422); repeating it unchanged cannot help. */
  | 'REJECTED';

export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly status: FailureStatus;
  /** When to ask again, in epoch milliseconds; null where the provider did not say. */
  readonly retryAt: number | null;

  /** @param cause kept for the log only; it must not hold headers or bodies. */
  constructor(
    status: FailureStatus,
    message: string,
    options: { retryAt?: number | null; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.status = status;
    this.retryAt = options.retryAt ?? null;
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  get retryable(): boolean {
    return (
      this.status === 'UNAVAILABLE' ||
      this.status === 'TIMED_OUT' ||
      this.status === 'RATE_LIMITED' ||
      this.status === 'MALFORMED'
    );
  }
}
