/**
 * What this server revoked itself. Seam's JSON has no mark of it: a revoked client session reads like a live one, so without this
 * memory the session would stay ACTIVE in every list. It is kept per process and lost with it.
 */
export interface Revocations {
  /** @param expiresAt the session's expiry in epoch milliseconds, null where it is not known. */
  remember(clientSessionId: string, expiresAt: number | null): void;
  /**
   * When this server revoked the session, in epoch milliseconds; null where it did not, or where the session's own expiry has passed.
   *
   * @param expiresAt what Seam says of the session's expiry now.
   */
  revokedAt(clientSessionId: string, expiresAt: number | null): number | null;
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
    remember(clientSessionId, expiresAt) {
      if (entries.has(clientSessionId)) return;
      makeRoom();
      entries.set(clientSessionId, { revokedAt: now(), until: expiresAt });
    },
    revokedAt(clientSessionId, expiresAt) {
      const entry = entries.get(clientSessionId);
      if (entry === undefined) return null;
      entry.until = expiresAt ?? entry.until;
      return isOver(entry.until) ? null : entry.revokedAt;
    },
  };
}
