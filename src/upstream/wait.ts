import { setTimeout as delay } from 'node:timers/promises';

/** Resolves after so many milliseconds; rejects with the signal's reason when it aborts. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const waitOnTimer: Wait = async (milliseconds, signal) => {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch {
    throw signal.reason;
  }
};
