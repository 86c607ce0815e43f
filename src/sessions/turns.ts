/** Long work is cut into turns of the event loop, so that everybody else is answered in between. */
export interface Turns {
  /** Does the work: at once, or in a later turn where this one has taken long already. */
  take<Value>(work: () => Value | Promise<Value>): Value | Promise<Value>;
  /**
   * Runs it in a later turn, when none of this request's work waits for its own: what that work asks providers for is to be one batch, however
   * many turns it takes.
   */
  afterwards(run: () => void): void;
}

/**
 * @param maxMs after how many milliseconds a turn ends; the piece of work that it is at is finished.
 * @returns makes the turns of a request. All requests of the process share the loop.
 */
export function createTurns(maxMs = 20): () => Turns {
  let startedAt: number | null = null;
  let next: Promise<void> | null = null;

  function isOver(): boolean {
    const now = performance.now();
    if (startedAt !== null) return now - startedAt > maxMs;
    startedAt = now;
    setImmediate(() => (startedAt = null));
    return false;
  }

  function nextTurn(): Promise<void> {
    return (next ??= new Promise((resolve) => {
      setImmediate(() => {
        next = null;
        startedAt = null;
        resolve();
      });
    }));
  }

  return () => {
    let waiting = 0;
    const turns: Turns = {
      take(work) {
        if (!isOver()) return work();
        waiting += 1;
        return nextTurn().then(() => {
          waiting -= 1;
          return turns.take(work);
        });
      },
      afterwards(run) {
        setImmediate(() => (waiting === 0 ? run() : turns.afterwards(run)));
      },
    };
    return turns;
  };
}
