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

/** A call whose answer has not begun. */
export interface Unanswered {
  /** On the clock of `performance.now()`. */
  readonly sentAt: number;
  readonly isConnected: boolean;
  /** Its neighbours among those that wait; the watch sets them. A `Set` costs several times as much. */
  before: Unanswered | null;
  after: Unanswered | null;
  /** Its part is over. */
  giveUp(part: 'connection' | 'first byte'): void;
}

/** Those whose answer has not begun. They have one timer together, since a timer for each would cost more than all the rest. */
export interface PartWatch {
  add(call: Unanswered): void;
  delete(call: Unanswered): void;
}

export function createPartWatch({ connectMs, firstByteMs }: PartTimes): PartWatch {
  /** In the order they were sent. */
  let first: Unanswered | null = null;
  let last: Unanswered | null = null;
  let isWaiting = false;

  const remove = (call: Unanswered) => {
    const { before, after } = call;
    if (before === null && first !== call) return;
    if (before === null) first = after;
    else before.after = after;
    if (after === null) last = before;
    else after.before = before;
    call.before = null;
    call.after = null;
  };

  const look = () => {
    isWaiting = false;
    const now = performance.now();
    let next = Infinity;
    for (let call = first, after; call !== null; call = after) {
      after = call.after;
      const limitMs = call.isConnected ? firstByteMs : connectMs;
      const left = call.sentAt + limitMs - now;
      if (left > 0) {
        next = Math.min(next, left);
      } else {
        remove(call);
        call.giveUp(call.isConnected ? 'first byte' : 'connection');
      }
    }
    if (next < Infinity) wait(next);
  };
  const wait = (ms: number) => {
    isWaiting = true;
    setTimeout(look, Math.ceil(ms)).unref();
  };

  return {
    add(call) {
      call.before = last;
      if (last === null) first = call;
      else last.after = call;
      last = call;
      if (!isWaiting) wait(connectMs);
    },
    delete: remove,
  };
}
