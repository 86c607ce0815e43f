/**
 * Equal revocations are one call. However many changes are to revoke a session at the same time, its provider is called once, and each of them
 * is given that answer. So is a change that had begun to look for its sessions before the call was answered: it saw the session only because
 * it looked before.
 */
import type { RevokeAnswer } from '../../providers/provider.ts';

export interface Flight {
  /** The change whose call it is; see `AuditRecord`. */
  readonly changeId: string;
  /** Rejects as the provider's method does. */
  readonly answer: Promise<RevokeAnswer>;
}

export interface RevocationFlights {
  /** Runs a change, from looking for its sessions to its end. */
  during<Value>(change: (entered: EnteredChange) => Promise<Value>): Promise<Value>;
}

export interface EnteredChange {
  /** The call that revokes the session or has revoked it since this change began; null where there is none. */
  find(sessionId: string): Flight | null;
  /** Makes the call that revokes the sessions. */
  start(sessionIds: readonly string[], changeId: string, call: () => Promise<RevokeAnswer>): Flight;
}

interface Entry {
  readonly flight: Flight;
  /** Null while it is not answered. */
  landedAt: number | null;
}

/** For the whole process. Answers are kept only while a change is under way that had begun before them. */
export function createRevocationFlights(): RevocationFlights {
  const entries = new Map<string, Entry>();
  /** When each change that is under way began, the oldest first. */
  const underWay = new Set<number>();
  /** Counts what happens here, which no clock does so finely. */
  let moment = 0;

  function takeOff(
    sessionIds: readonly string[],
    changeId: string,
    call: () => Promise<RevokeAnswer>,
  ): Flight {
    const flight = { changeId, answer: call() };
    const entry: Entry = { flight, landedAt: null };
    for (const id of sessionIds) entries.set(id, entry);
    const land = (isKept: boolean) => {
      moment += 1;
      entry.landedAt = moment;
      if (isKept) return;
      for (const id of sessionIds) if (entries.get(id) === entry) entries.delete(id);
    };
    // That it ended stays true. What failed may succeed a moment later.
    flight.answer.then(
      ({ outcome }) => land(outcome === 'REVOKED' || outcome === 'ALREADY_ENDED'),
      () => land(false),
    );
    return flight;
  }

  function forgetWhatNobodyNeeds(): void {
    const [oldest = Infinity] = underWay;
    for (const [id, { landedAt }] of entries) {
      if (landedAt !== null && landedAt < oldest) entries.delete(id);
    }
  }

  return {
    async during(change) {
      moment += 1;
      const enteredAt = moment;
      underWay.add(enteredAt);
      const entered: EnteredChange = {
        find(sessionId) {
          const entry = entries.get(sessionId);
          return entry !== undefined && (entry.landedAt ?? Infinity) > enteredAt ? entry.flight : null;
        },
        start: takeOff,
      };
      try {
        return await change(entered);
      } finally {
        underWay.delete(enteredAt);
        forgetWhatNobodyNeeds();
      }
    },
  };
}
