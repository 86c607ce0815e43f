/**
 * What happens between this process and a provider, for those who watch: the log, metrics, traces. No event holds a path, a body or anything else
 * that came from a person or a provider. An observer must not throw, and must be quick: it is called on the way of every call.
 */
import type { CallOrigin } from './call.ts';
import type { FailureStatus } from './failure.ts';
import type { CircuitState } from './state.ts';
import type { UpstreamRequest } from './upstream.ts';

export interface UpstreamObserver {
  /** One exchange is over, whatever came of it. Each try is one. */
  sent?(event: SentEvent): void;
  /** The answer of an exchange, a success by its status, was found not to be what the API documents. Follows its `sent`. */
  malformed?(event: SentEvent): void;
  /** A call was not sent, because of a limit of ours. */
  refused?(event: RefusedEvent): void;
  /** The circuit of a provider changed. */
  circuit?(event: CircuitEvent): void;
  /** A header that tells a limit could not be believed: it was 0, or no number. */
  limitIgnored?(event: LimitIgnoredEvent): void;
  /** An access token was fetched, the first one too. */
  tokenRenewed?(event: TokenEvent): void;
}

export interface SentEvent {
  /** The provider's id in the configuration. */
  readonly provider: string;
  readonly method: UpstreamRequest['method'];
  /** The HTTP status; null where no whole answer came. */
  readonly status: number | null;
  /** What went wrong, by the HTTP status where there is one; null for a success. `ABANDONED` where nobody waited any more. */
  readonly failure: FailureStatus | 'ABANDONED' | null;
  /** From when the request was handed to its connection until the answer was whole, or was given up. */
  readonly durationMs: number;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly origin: CallOrigin | undefined;
}

export interface RefusedEvent {
  readonly provider: string;
  /**
   * `budget`: its turn would come too late. `queue`: its time ran out while it waited. `circuit`: the provider fails, and is left alone.
   * `retries`: it was sent and failed, and the budget of further tries is used up.
   */
  readonly reason: 'budget' | 'queue' | 'circuit' | 'retries';
  /** When to ask again, in epoch milliseconds; null where that is not known. */
  readonly retryAt: number | null;
  readonly origin: CallOrigin | undefined;
}

export interface CircuitEvent {
  readonly provider: string;
  readonly state: CircuitState;
  /** When an open circuit lets one call through, in epoch milliseconds; null for the other states. */
  readonly retryAt: number | null;
}

export interface LimitIgnoredEvent {
  readonly provider: string;
  /** The header's name; one of a known family. */
  readonly header: string;
}

export interface TokenEvent {
  readonly provider: string;
  readonly durationMs: number;
}

/** Tells several observers, in their order. */
export function tellAll(observers: readonly UpstreamObserver[]): Required<UpstreamObserver> {
  return {
    sent(event) {
      for (const observer of observers) observer.sent?.(event);
    },
    malformed(event) {
      for (const observer of observers) observer.malformed?.(event);
    },
    refused(event) {
      for (const observer of observers) observer.refused?.(event);
    },
    circuit(event) {
      for (const observer of observers) observer.circuit?.(event);
    },
    limitIgnored(event) {
      for (const observer of observers) observer.limitIgnored?.(event);
    },
    tokenRenewed(event) {
      for (const observer of observers) observer.tokenRenewed?.(event);
    },
  };
}
