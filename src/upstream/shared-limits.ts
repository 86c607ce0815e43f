/** What processes at one store share of one provider's limits: leases of calls, and until when it refuses them. */
import { z } from 'zod';
import type { Store } from '../store/store.ts';
import type { Leases } from './leased-budget.ts';
import { longestWaitMs } from './status-failure.ts';

export interface SharedLimits extends Leases {
  /** Tells the others that the provider refuses calls, of one route or, for null, all, for so many milliseconds. */
  tellRefusal(route: string | null, forMs: number): void;
  /** Hears what the others tell. */
  onRefusal(hear: (route: string | null, forMs: number) => void): void;
}

const refusalText = z.strictObject({
  provider: z.string(),
  route: z.string().nullable(),
  /** In epoch milliseconds of the teller's clock. */
  until: z.number(),
});

/**
 * Null where no other process can be at the store: this one has all of the limits then.
 *
 * @param providerId its id in the configuration, which is the same in all processes.
 * @param now the wall clock, in epoch milliseconds.
 */
export function shareLimits(store: Store, providerId: string, now: () => number): SharedLimits | null {
  if (!store.isShared) return null;
  const gapHearers: (() => void)[] = [];
  return {
    onGap: (hear) => void gapHearers.push(hear),
    lease: (wish) => store.lease({ ...wish, key: `${providerId} ${wish.key}` }),
    replicas: () => store.replicas(),
    tellRefusal(route, forMs) {
      store.publish('retryAfter', JSON.stringify({ provider: providerId, route, until: now() + forMs }));
    },
    onRefusal(hear) {
      store.subscribe('retryAfter', {
        heard(message) {
          const { provider, route, until } = refusalText.parse(JSON.parse(message));
          if (provider === providerId) hear(route, Math.min(Math.max(0, until - now()), longestWaitMs));
        },
        // Of refusals, the provider's next answer tells.
        missed() {
          for (const tell of gapHearers) tell();
        },
      });
    },
  };
}
