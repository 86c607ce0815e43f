import type { FailureStatus } from './failure.ts';

/** Failures that say how the provider is. Others say something of what was asked. */
export type ProviderTrouble = Exclude<FailureStatus, 'NOT_FOUND' | 'ALREADY_EXISTS' | 'REJECTED'>;

/** `open`: calls are refused. `probing`: one call is under way to see whether the provider is back; others are refused. */
export type CircuitState = 'closed' | 'open' | 'probing';

/** How a provider is, as this process has seen it. Times are epoch milliseconds; null where it has not happened. */
export interface UpstreamState {
  /** Calls that were sent and are not answered. */
  readonly inFlight: number;
  /** Calls that wait for a place (`maxConcurrency`) or for their turn (`rateLimit`). */
  readonly waiting: number;
  /** How many calls may be sent at once within the budget, by the limit that leaves least; null where nothing is limited. */
  readonly budgetLeft: number | null;
  readonly circuit: CircuitState;
  /** When an open circuit lets one call through; null where it is not open. */
  readonly retryAt: number | null;
  readonly lastSuccessAt: number | null;
  readonly lastFailureAt: number | null;
  readonly lastFailure: ProviderTrouble | null;
}
