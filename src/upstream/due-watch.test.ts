import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDueWatch, type Due } from './due-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Something due in so many milliseconds, and when it was given up, in milliseconds from the test's start. */
function dueIn(ms: number): Due & { dueAt: number; readonly givenUpAt: number[] } {
  const givenUpAt: number[] = [];
  return {
    dueAt: performance.now() + ms,
    givenUpAt,
    giveUp: () => void givenUpAt.push(performance.now()),
    before: null,
    after: null,
  };
}

it('gives each up at its moment, in whatever order they came', async () => {
  const watch = createDueWatch();
  const [late, early, ended] = [dueIn(400), dueIn(200), dueIn(300)];
  for (const due of [late, early, ended]) watch.add(due);
  await vi.advanceTimersByTimeAsync(199);
  expect(early.givenUpAt).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(early.givenUpAt).toEqual([early.dueAt]);
  watch.delete(ended);
  await vi.advanceTimersByTimeAsync(200);
  expect([late, early, ended].map(({ givenUpAt }) => givenUpAt)).toEqual([[late.dueAt], [early.dueAt], []]);
});

it('waits for a moment that has become later', async () => {
  const watch = createDueWatch();
  const due = dueIn(200);
  watch.add(due);
  await vi.advanceTimersByTimeAsync(100);
  due.dueAt += 300;
  await vi.advanceTimersByTimeAsync(399);
  expect(due.givenUpAt).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(due.givenUpAt).toEqual([due.dueAt]);
});

it('looks again at what came later, and leaves no timer when there is nothing to look at', async () => {
  const watch = createDueWatch();
  const first = dueIn(200);
  watch.add(first);
  await vi.advanceTimersByTimeAsync(150);
  const second = dueIn(200);
  watch.add(second);
  await vi.advanceTimersByTimeAsync(199);
  expect([first.givenUpAt.length, second.givenUpAt.length]).toEqual([1, 0]);
  await vi.advanceTimersByTimeAsync(1);
  expect(second.givenUpAt).toEqual([second.dueAt]);
  expect(vi.getTimerCount()).toBe(0);
});

it('whatever comes and ends in whatever order, each is given up once at its moment, or never where it has ended', () => {
  const evenMs = fc.nat(150).map((half) => 2 * half);
  // Nothing ends in the very millisecond in which it is due.
  const oddMs = fc.nat(150).map((half) => 2 * half + 1);
  const call = fc.record({ comesAfter: fc.nat(100), takes: evenMs, endsAfter: fc.option(oddMs) });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 12 }), (calls) => {
      const watch = createDueWatch();
      const all = calls.map(({ comesAfter, takes, endsAfter }) => {
        vi.advanceTimersByTime(comesAfter);
        const due = dueIn(takes);
        watch.add(due);
        if (endsAfter !== null) setTimeout(() => watch.delete(due), endsAfter);
        return { due, isGivenUp: endsAfter === null || endsAfter > takes };
      });
      vi.advanceTimersByTime(1000);
      for (const { due, isGivenUp } of all) expect(due.givenUpAt).toEqual(isGivenUp ? [due.dueAt] : []);
    }),
  );
});
