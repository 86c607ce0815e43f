/** Long work is cut into turns of the event loop, so that everybody else is answered in between. */
export interface Turns {
  /** Does the work: at once, or in a later turn where this one has taken long already. */
  take<Value>(work: () => Value | Promise<Value>): Value | Promise<Value>;
}

/** @param maxMs after how many milliseconds a turn ends; the piece of work that it is at is finished. */
export function createTurns(maxMs = 20): Turns {
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

  const turns: Turns = {
    take: (work) => (isOver() ? nextTurn().then(() => turns.take(work)) : work()),
  };
  return turns;
}
