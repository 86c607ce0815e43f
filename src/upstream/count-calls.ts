/**
 * Counts the calls to providers that a piece of work sends, wherever below it they are sent from. A read that several requests share counts
 * for the one that started it; a change that goes on after its caller has left still counts for it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface CallCounter {
  providerCalls: number;
}

const counters = new AsyncLocalStorage<CallCounter>();

/** Does the work, adding to the counter for every call that is sent. */
export function countingCalls<Value>(counter: CallCounter, work: () => Value): Value {
  return counters.run(counter, work);
}

/** Tells that a call is being sent. */
export function countCall(): void {
  const counter = counters.getStore();
  if (counter !== undefined) counter.providerCalls += 1;
}
