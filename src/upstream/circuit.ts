/**
 * Leaves a provider alone that fails: its readers would each wait for its deadline, and it is not helped by more calls. The circuit opens when half
 * of at least five calls in ten seconds failed. It then lets one call through after a wait, and closes when that is answered.
 */
import { RollingSum } from './rolling-sum.ts';
import type { CircuitState } from './state.ts';

export interface Circuit {
  readonly state: CircuitState;
  /** When to ask again, in epoch milliseconds, where a call would be refused now; null where it may be sent. */
  refusesUntil(): number | null;
  /** A call that may be sent is sent now; `leave` must follow. @returns whether it is the probe. */
  enter(): boolean;
  /** @param isProbe what `enter` gave. @param atMs now, on `clock`: whoever leaves has just read it. */
  leave(isProbe: boolean, end: CallEnd, atMs: number): void;
  /** A call that was `answered` turned out to be a failure. */
  correct(isProbe: boolean): void;
}

/** `unknown`: its end says nothing of how the provider is, as where its caller left. */
export type CallEnd = 'answered' | 'failed' | 'unknown';

export interface CircuitOptions {
  /** A clock in milliseconds that never goes back. */
  readonly clock: () => number;
  /** The wall clock, in epoch milliseconds. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** @param retryAt when it lets a call through, in epoch milliseconds; null where it is not open. */
  readonly onChange: (state: CircuitState, retryAt: number | null) => void;
}

const leastCalls = 5;
export const firstWaitMs = 1000;
export const longestWaitMs = 30_000;
/** One that opens again so soon after it closed waits for twice as long, in milliseconds. */
const trialMs = 10_000;

export function createCircuit({ clock, now, random, onChange }: CircuitOptions): Circuit {
  const calls = new RollingSum();
  const failures = new RollingSum();
  let state: CircuitState = 'closed';
  let waitMs = 0;
  /** On `clock`. */
  let probeAt = 0;
  let closedAt = -Infinity;

  const change = (to: CircuitState) => {
    state = to;
    onChange(to, to === 'open' ? wallClockOf(probeAt) : null);
  };
  const wallClockOf = (at: number) => Math.ceil(now() + Math.max(0, at - clock()));

  const open = () => {
    const isAgain = state === 'probing' || clock() - closedAt < trialMs;
    waitMs = isAgain ? Math.min(Math.max(waitMs * 2, firstWaitMs), longestWaitMs) : firstWaitMs;
    // So that several processes do not probe at the same moment.
    probeAt = clock() + waitMs * (0.75 + random() / 4);
    change('open');
  };
  const openIfFailing = (at: number) => {
    const made = calls.at(at);
    if (made >= leastCalls && failures.at(at) * 2 >= made) open();
  };

  return {
    get state() {
      return state;
    },
    refusesUntil() {
      if (state === 'closed') return null;
      if (state === 'probing') return wallClockOf(clock() + firstWaitMs);
      return clock() < probeAt ? wallClockOf(probeAt) : null;
    },
    enter() {
      if (state === 'closed') return false;
      change('probing');
      return true;
    },
    leave(isProbe, end, atMs) {
      if (isProbe) {
        if (end === 'failed') return open();
        if (end === 'unknown') {
          // Nothing was learnt: the next call is the probe.
          probeAt = clock();
          return change('open');
        }
        calls.clear();
        failures.clear();
        closedAt = clock();
        return change('closed');
      }
      // What was sent before it opened says nothing new.
      if (state !== 'closed' || end === 'unknown') return;
      calls.add(1, atMs);
      if (end === 'answered') return;
      failures.add(1, atMs);
      openIfFailing(atMs);
    },
    correct(isProbe) {
      if (state !== 'closed') return;
      if (isProbe) return open();
      const at = clock();
      failures.add(1, at);
      openIfFailing(at);
    },
  };
}
