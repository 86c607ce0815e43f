import type { Call } from './call.ts';
import type { UpstreamState } from './state.ts';

/** One HTTP exchange with a provider. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, appended to the provider's base URL: `/v1/sessions?user_id=user_1`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; left out where undefined. */
  readonly body?: unknown;
  /**
   * What sending it does. A `read` changes nothing. A change that is `repeatable` does the same twice as once; one that is to be sent `once` does not, or
   * nobody knows. Only the latter is never tried again. Default: `read` for GET, `once` for others.
   */
  readonly effect?: 'read' | 'repeatable' | 'once';
  /** The largest answer accepted, in bytes: what this endpoint can need, and no more. Default 512 KiB, which a single thing or a short list never fills. */
  readonly maxBytes?: number;
}

export interface UpstreamResponse {
  readonly status: number;
  /** A header's value, by lower-case name; null where it is absent. */
  header(name: string): string | null;
  /** The names of all headers, in lower case. */
  headerNames(): readonly string[];
  readonly text: string;
  /** The body as JSON. Throws `ProviderFailure` MALFORMED where it is none. */
  json(): unknown;
  /** Tells that the answer is not what the API documents, which is a failure of the provider. Where `json` throws, it has done so. */
  noteMalformed(): void;
  /** An earlier try may have reached the provider, so that what is gone now may have been there before it. */
  readonly isRepeat: boolean;
  /** Where a further try was refused here: when one may be sent, in epoch milliseconds. Null where it was not, or that is not known. */
  readonly refusedUntil: number | null;
  /** When the answer was complete, in epoch milliseconds. */
  readonly receivedAt: number;
}

/**
 * The HTTP client of one provider: its base URL, pool, concurrency, budget and deadlines.
 * `send` resolves for every status but a redirect, so that an adapter reads the provider's own error bodies. It rejects with a
 * `ProviderFailure` (UNAVAILABLE, also by the circuit; TIMED_OUT; RATE_LIMITED by our own budget; MALFORMED when too large), or with the signal's
 * reason when the caller left. What it gives is the end of the last try.
 */
export interface Upstream {
  send(request: UpstreamRequest, call: Call): Promise<UpstreamResponse>;
  /** How many calls like this one could be sent now without waiting for a limit; Infinity where nothing is limited. */
  callsLeft(request: Pick<UpstreamRequest, 'method' | 'path'>): number;
  state(): UpstreamState;
}
