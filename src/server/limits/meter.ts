/** What one request takes, counted while it is answered. */
import type { CallCounter } from '../../upstream/count-calls.ts';

export interface Meter extends CallCounter {
  /** Of the operation, before it ran; null until it is known. */
  requestedCost: number | null;
}

export function createMeter(): Meter {
  return { requestedCost: null, providerCalls: 0 };
}
