/**
 * What this server revoked itself, where a provider's own reads do not show it: Seam's JSON has no mark of it at all, and Clerk's reads lag
 * behind its writes. Without this memory such a session would be ACTIVE again in the very next list. It is read in memory; what replicas share
 * of it, and what outlives the process, is in `shared-revocations.ts`.
 */
export interface Revocations {
  /**
   * Resolves when the store has it, too, or cannot be reached.
   * @param until when the provider's own word counts again, in epoch milliseconds: because the session has expired, or because reads have
   *   caught up. Null where that is not known yet.
   */
  remember(nativeId: string, until: number | null): Promise<void>;
  /**
   * When this server revoked the session, in epoch milliseconds; null where it did not, or where the provider's own word counts again.
   *
   * @param until what is known of that moment now; left out or null, what was known before.
   */
  revokedAt(nativeId: string, until?: number | null): number | null;
}

export interface Revocation {
  /** In epoch milliseconds. */
  readonly revokedAt: number;
  /** As in `Revocations.remember`. */
  readonly until: number | null;
}

export interface RevocationsInMemory extends Revocations {
  /** Takes over what another replica has revoked, or this one before it was started again. */
  learn(nativeId: string, revocation: Revocation): void;
}

/**
 * @param keep called with each new revocation, and again when its `until` becomes known, or later. Never rejects.
 * @param capacity how many revocations are kept at most; the oldest give way.
 */
export function createRevocations(
  now: () => number,
  keep: (nativeId: string, revocation: Revocation) => Promise<void> = async () => {},
  capacity = 10_000,
): RevocationsInMemory {
  const entries = new Map<string, Revocation>();
  const isOver = (until: number | null) => until !== null && until <= now();

  const makeRoom = () => {
    if (entries.size < capacity) return;
    for (const [id, { until }] of entries) if (isOver(until)) entries.delete(id);
    const [oldest] = entries.keys();
    if (entries.size >= capacity && oldest !== undefined) entries.delete(oldest);
  };

  function learn(nativeId: string, revocation: Revocation): void {
    const known = entries.get(nativeId);
    if (known !== undefined && !isOver(known.until)) return;
    entries.delete(nativeId);
    makeRoom();
    entries.set(nativeId, revocation);
  }

  return {
    learn,
    async remember(nativeId, until) {
      const revocation = { revokedAt: now(), until };
      learn(nativeId, revocation);
      if (entries.get(nativeId) === revocation) await keep(nativeId, revocation);
    },
    revokedAt(nativeId, until = null) {
      const entry = entries.get(nativeId);
      if (entry === undefined) return null;
      if (until !== null && until !== entry.until) {
        const known = { ...entry, until };
        entries.set(nativeId, known);
        if (entry.until === null || until > entry.until) void keep(nativeId, known);
        return isOver(until) ? null : entry.revokedAt;
      }
      return isOver(entry.until) ? null : entry.revokedAt;
    },
  };
}
