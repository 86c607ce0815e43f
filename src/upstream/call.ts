/** Who waits for an upstream call, and until when. Passed from the GraphQL request down to the socket. */
import type { Context } from '@opentelemetry/api';
import type { Waits } from './waits.ts';

export interface Call {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** The moment, on the clock of `performance.now()`, after which an answer is worth nothing. */
  readonly deadlineAt: number;
  /**
   * `change`: goes before reads in a queue. Changes, what is read for the sake of a change, and what other calls wait for, such as a token.
   * Default `read`.
   */
  readonly urgency?: 'change' | 'read';
  /** The request that the call is made for; absent where it is made for none, as by `sessiongraph check`. */
  readonly origin?: CallOrigin | undefined;
  /** Those who wait for the call's end; `watchCall` sets it. In a `WeakMap`, each would live until the next full collection. */
  waits?: Waits;
}

/**
 * One GraphQL request, as the upstream layer knows it. A read that several requests share is made for the one that started it; a change that
 * goes on after its caller has left is still made for it.
 */
export interface CallOrigin {
  /** What the log and the answer call the request. */
  readonly requestId: string | undefined;
  /** Equal for requests of the same principal, so that one cannot take all of a provider's budget. Opaque, and never sent or logged. */
  readonly principal: string;
  /** The span of the request, in which calls are made; absent where it has none. */
  readonly trace?: Context | undefined;
  /** How many calls were sent to providers for it so far, each try counted. */
  calls: number;
}

/** Who asks: what all calls of one request have in common. */
export type Caller = Pick<Call, 'signal' | 'origin'>;

/** A change: it goes to its end whether or not anybody waits for it. @param timeoutMs how long it may take, in milliseconds. */
export function detachedCall(timeoutMs: number, origin?: CallOrigin): Call {
  return {
    signal: new AbortController().signal,
    deadlineAt: performance.now() + timeoutMs,
    urgency: 'change',
    origin,
  };
}
