/** Gives up what takes too long. All that is watched has one timer together, since a timer for each would cost more than all the rest. */

/** What is given up at a moment, unless it has ended before. */
export interface Due {
  /** When, on the clock of `performance.now()`. It may become later while it is watched, not earlier. */
  readonly dueAt: number;
  giveUp(): void;
  /** Its neighbours among those that are watched; the watch sets them. A `Set` costs several times as much. */
  before: Due | null;
  after: Due | null;
}

export interface DueWatch {
  add(due: Due): void;
  delete(due: Due): void;
}

/** The longest delay that Node's timers take; a longer one would fire at once. */
export const longestDelayMs = 2 ** 31 - 1;

export function createDueWatch(): DueWatch {
  let first: Due | null = null;
  let last: Due | null = null;
  let timer: NodeJS.Timeout | undefined;
  /** When the timer fires. */
  let looksAt = Infinity;

  const remove = (due: Due) => {
    const { before, after } = due;
    if (before === null && first !== due) return;
    if (before === null) first = after;
    else before.after = after;
    if (after === null) last = before;
    else after.before = before;
    due.before = null;
    due.after = null;
  };

  const lookAt = (at: number, now: number) => {
    clearTimeout(timer);
    looksAt = at;
    timer = setTimeout(look, Math.min(Math.ceil(at - now), longestDelayMs)).unref();
  };

  const look = () => {
    looksAt = Infinity;
    const now = performance.now();
    let next = Infinity;
    for (let due = first, after; due !== null; due = after) {
      after = due.after;
      if (due.dueAt > now) {
        next = Math.min(next, due.dueAt);
      } else {
        remove(due);
        due.giveUp();
      }
    }
    if (next < looksAt) lookAt(next, now);
  };

  return {
    add(due) {
      due.before = last;
      if (last === null) first = due;
      else last.after = due;
      last = due;
      // What ends in time, as nearly all does, never needs the timer: it fires for the first of many.
      if (due.dueAt < looksAt) lookAt(due.dueAt, performance.now());
    },
    delete: remove,
  };
}
