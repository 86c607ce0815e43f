/**
 * What went wrong at a provider. A failure is a value that callers decide about, and has two messages, both written by us and without text,
 * headers or tokens that came from upstream. `message` is for whoever runs this server: statuses, permissions, keys of the configuration, and what to
 * change. `forPeople` is for whoever uses it, who can change none of that.
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

interface FailureOptions {
  /** When to ask again, in epoch milliseconds. */
  readonly retryAt?: number | null;
  /** Kept for the log only; it must not hold headers or bodies. */
  readonly cause?: unknown;
  /** Where people need other words than those of the status; without the operator's concerns. */
  readonly forPeople?: string;
}

export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly status: FailureStatus;
  /** When to ask again, in epoch milliseconds; null where the provider did not say. */
  readonly retryAt: number | null;
  /** The provider, as people know it; filled in where a read of it ends, for answers that say nothing else of the provider. */
  providerName: string | null = null;
  readonly #forPeople: string | null;

  /** @param message for operators: what happened and what to change. */
  constructor(status: FailureStatus, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.status = status;
    this.retryAt = options.retryAt ?? null;
    this.#forPeople = options.forPeople ?? null;
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

  /** What happened, and what to do, for people. */
  forPeople(providerName = this.providerName ?? 'A provider'): string {
    return this.#forPeople ?? `${providerName} ${wordsForPeople[this.status]}`;
  }
}

/** A failure of which people and operators are told the same. */
export function plainFailure(
  status: FailureStatus,
  message: string,
  options: Omit<FailureOptions, 'forPeople'> = {},
): ProviderFailure {
  return new ProviderFailure(status, message, { ...options, forPeople: message });
}

const wordsForPeople: Readonly<Record<FailureStatus, string>> = {
  UNAVAILABLE: 'is not available at the moment: try again later.',
  TIMED_OUT: 'did not answer in time.',
  RATE_LIMITED: 'cannot be asked so often: try again later.',
  NOT_AUTHORIZED: 'does not let this service do that: tell whoever runs this service.',
  NOT_LICENSED: 'does not offer this in its present plan.',
  NOT_SUPPORTED: 'cannot do this.',
  MALFORMED: 'gave an answer that could not be used: if it stays so, tell whoever runs this service.',
  NOT_FOUND: 'does not have what was asked for.',
  ALREADY_EXISTS: 'has this already.',
  REJECTED: 'did not accept this: the same again cannot help.',
};
