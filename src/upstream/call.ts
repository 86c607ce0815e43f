/** Who waits for an upstream call, and until when. Passed from the GraphQL request down to the socket. */
export interface Call {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** The moment, on the clock of `performance.now()`, after which an answer is worth nothing. */
  readonly deadlineAt: number;
}

/** A call that goes to its end whether or not anybody waits for it. @param timeoutMs how long it may take, in milliseconds. */
export function detachedCall(timeoutMs: number): Call {
  return { signal: new AbortController().signal, deadlineAt: performance.now() + timeoutMs };
}
