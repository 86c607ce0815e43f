/** A store in memory, where nothing else is configured. */
import { longestSkewMs, type Fact, type Lease, type LeaseWish, type Store, type Topic } from './store.ts';

/** For a process that is alone and may forget. @param now the wall clock, in epoch milliseconds. */
export function createMemoryStore(now: () => number): Store {
  const leases = new Map<string, readonly HeldLease[]>();
  const facts = new Map<Topic, Map<string, Fact>>();
  return {
    isShared: false,
    isUp: true,
    replicas: () => 1,
    async lease(wish) {
      const { held, lease } = grant(leases.get(wish.key) ?? [], wish, now());
      leases.set(wish.key, held);
      return lease;
    },
    async remember(topic, fact) {
      const kept = facts.get(topic) ?? new Map<string, Fact>();
      facts.set(topic, kept.set(fact.key, fact));
    },
    async recall(topic) {
      const kept = facts.get(topic);
      for (const { key, until } of kept?.values() ?? []) if (until <= now()) kept?.delete(key);
      return [...(kept?.values() ?? [])];
    },
    // There is nobody else.
    publish() {},
    subscribe() {},
    async close() {},
  };
}

interface HeldLease {
  readonly calls: number;
  readonly usableUntil: number;
}

function grant(
  before: readonly HeldLease[],
  { limit, windowMs, wanted, usableMs }: LeaseWish,
  time: number,
): { readonly held: readonly HeldLease[]; readonly lease: Lease } {
  const held = before.filter(
    ({ usableUntil }) => usableUntil + windowMs > time && usableUntil <= time + usableMs + longestSkewMs,
  );
  const taken = held.reduce((sum, { calls }) => sum + calls, 0);
  const calls = Math.min(wanted, limit - taken);
  if (calls < 1) {
    const firstEnd = Math.min(...held.map(({ usableUntil }) => usableUntil));
    return { held, lease: { state: 'refused', retryAt: firstEnd + windowMs } };
  }
  const usableUntil = time + usableMs;
  return { held: [...held, { calls, usableUntil }], lease: { state: 'granted', calls, usableUntil } };
}
