/**
 * What this server revoked itself, where a provider's own reads do not show it: Seam's JSON has no mark of it at all, and Clerk's reads lag
 * behind its writes. Without this memory such a session would be ACTIVE again in the very next list. Kept per process and lost with it.
 */
export interface Revocations {
  /**
   * @param until when the provider's own word counts again, in epoch milliseconds: because the session has expired, or because reads have
   *   caught up. Null where that is not known yet.
   */
  remember(nativeId: string, until: number | null): void;
  /**
   * When this server revoked the session, in epoch milliseconds; null where it did not, or where the provider's own word counts again.
   *
   * @param until what is known of that moment now; left out or null, what was known before.
   */
  revokedAt(nativeId: string, until?: number | null): number | null;
}

/** @param capacity how many revocations are kept at most; the oldest give way. */
export function createRevocations(now: () => number, capacity = 10_000): Revocations {
  const entries = new Map<string, { readonly revokedAt: number; until: number | null }>();
  const isOver = (until: number | null) => until !== null && until <= now();

  const makeRoom = () => {
    if (entries.size < capacity) return;
    for (const [id, { until }] of entries) if (isOver(until)) entries.delete(id);
    const [oldest] = entries.keys();
    if (entries.size >= capacity && oldest !== undefined) entries.delete(oldest);
  };

  return {
    remember(nativeId, until) {
      const known = entries.get(nativeId);
      if (known !== undefined && !isOver(known.until)) return;
      entries.delete(nativeId);
      makeRoom();
      entries.set(nativeId, { revokedAt: now(), until });
    },
    revokedAt(nativeId, until = null) {
      const entry = entries.get(nativeId);
      if (entry === undefined) return null;
      entry.until = until ?? entry.until;
      return isOver(entry.until) ? null : entry.revokedAt;
    },
  };
}
