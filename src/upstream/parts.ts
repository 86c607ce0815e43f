/**
 * The parts of a call's time. A connection that is not made, or an answer that does not begin, is given up before all the time of the provider is
 * gone, so that a further try or a part of the answer is left. The whole answer has the call's own deadline.
 */
export interface PartTimes {
  /** From when a call is sent, in milliseconds. */
  readonly connectMs: number;
  readonly firstByteMs: number;
}

/** A connection takes three round trips at most; whoever does not answer within seconds is not there. */
export const longestConnectMs = 4000;

/** @param timeoutMs how long the provider may take in all. */
export function partsOf(timeoutMs: number): PartTimes {
  return { connectMs: Math.min(timeoutMs * 0.4, longestConnectMs), firstByteMs: timeoutMs * 0.8 };
}
