import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateBudget } from './rate-budget.ts';

describe('createRateBudget', () => {
  it('lets the whole budget go at once', () => {
    const budget = createRateBudget({ requests: 2, perMs: 1000 }, 1);
    budget.start(500);
    expect(budget.turnAt(0, 500)).toBe(500);
  });

  it('puts a call beyond the budget a window after the end of the one it must follow', () => {
    let now = 0;
    const budget = createRateBudget({ requests: 2, perMs: 1000 }, 1);
    budget.start(now);
    now = 100;
    budget.end(true, now);
    budget.start(now);
    now = 300;
    budget.end(true, now);
    now = 400;
    expect(budget.turnAt(0, now)).toBe(1100);
    expect(budget.turnAt(1, now)).toBe(1300);
    now = 1100;
    expect(budget.turnAt(0, now)).toBe(1100);
  });

  it('keeps the place of a call that is under way', () => {
    let now = 0;
    const budget = createRateBudget({ requests: 1, perMs: 1000 }, 1);
    budget.start(now);
    now = 5000;
    expect(budget.turnAt(0, now)).toBe(6000);
  });

  it('counts the calls that wait before it, over as many windows as they need', () => {
    const budget = createRateBudget({ requests: 2, perMs: 1000 }, 1);
    expect([0, 1, 2, 3, 4].map((ahead) => budget.turnAt(ahead, 0))).toEqual([0, 0, 1000, 1000, 2000]);
  });

  it("never overflows the provider's window, however long calls are on their way, and never waits longer than it must", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.record({ pause: fc.nat(80), way: fc.nat(150), back: fc.nat(50) }), { maxLength: 60 }),
        (requests, perMs, calls) => {
          let now = 0;
          const budget = createRateBudget({ requests, perMs }, 1);
          const ends: number[] = [];
          const arrivals: number[] = [];
          /** Ends the calls that end until then. */
          const passTo = (moment: number) => {
            for (const end of ends.filter((at) => at > now && at <= moment).toSorted((a, b) => a - b)) {
              now = end;
              budget.end(true, now);
            }
            now = moment;
          };
          for (const { pause, way, back } of calls) {
            passTo(now + pause);
            for (let turn = budget.turnAt(0, now); turn > now; turn = budget.turnAt(0, now)) {
              // Either a place becomes free then, or an end before may make it later.
              const nextEnd = Math.min(...ends.filter((end) => end > now));
              passTo(Math.min(turn, nextEnd));
            }
            const holding = ends.filter((end) => end + perMs > now).length;
            expect(holding).toBeLessThan(requests);
            budget.start(now);
            arrivals.push(now + way);
            ends.push(now + way + back + 1);
          }
          const sorted = arrivals.toSorted((a, b) => a - b);
          for (const [index, arrival] of sorted.entries()) {
            const precedent = sorted[index - requests];
            if (precedent !== undefined) expect(arrival - precedent).toBeGreaterThanOrEqual(perMs);
          }
        },
      ),
    );
  });

  it('tells every waiting call the turn it really gets, where calls take no time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.nat(50), { maxLength: 10 }),
        fc.integer({ min: 1, max: 12 }),
        (requests, perMs, pauses, waiting) => {
          let now = 0;
          const budget = createRateBudget({ requests, perMs }, 1);
          const call = () => {
            budget.start(now);
            budget.end(true, now);
          };
          for (const pause of pauses) {
            now = Math.max(now + pause, budget.turnAt(0, now));
            call();
          }
          const told = Array.from({ length: waiting }, (_, ahead) => budget.turnAt(ahead, now));
          const got = told.map(() => {
            now = budget.turnAt(0, now);
            call();
            return now;
          });
          expect(got).toEqual(told);
        },
      ),
    );
  });

  it('holds the place of a call that was given up for longer, since it may still be on its way', () => {
    let now = 0;
    const budget = createRateBudget({ requests: 1, perMs: 1000 }, 1);
    budget.start(now);
    budget.end(false, now);
    now = 1999;
    expect(budget.left(now)).toBe(0);
    now = 2000;
    expect(budget.left(now)).toBe(1);
  });

  it('uses its share, and one call at least', () => {
    expect(createRateBudget({ requests: 10, perMs: 1000 }, 0.35).left(0)).toBe(3);
    expect(createRateBudget({ requests: 10, perMs: 1000 }, 0.01).left(0)).toBe(1);
  });
});

describe('what the provider says of its own count', () => {
  const nothing = { requests: null, remaining: null, resetMs: null };
  const open = (requests = 10) => createRateBudget({ requests, perMs: 1000 }, 1);

  it('leaves no more than what others have left, until its window ends', () => {
    const budget = open();
    budget.correct({ ...nothing, remaining: 3, resetMs: 400 }, 0);
    expect(budget.left(0)).toBe(3);
    expect(budget.turnAt(2, 0)).toBe(0);
    expect(budget.turnAt(3, 0)).toBe(400);
    expect(budget.left(400)).toBe(10);
  });

  it('lets nothing go before the window ends where nothing is left', () => {
    const budget = open();
    budget.correct({ ...nothing, remaining: 0, resetMs: 700 }, 0);
    expect(budget.left(0)).toBe(0);
    expect(budget.turnAt(0, 0)).toBe(700);
    expect(budget.left(700)).toBe(10);
  });

  it('does not believe an earlier answer that comes later', () => {
    const budget = open();
    budget.correct({ ...nothing, remaining: 2, resetMs: 500 }, 0);
    budget.correct({ ...nothing, remaining: 8, resetMs: 500 }, 0);
    expect(budget.left(0)).toBe(2);
  });

  it('makes a larger or a smaller limit the limit, at once', () => {
    const budget = open(200);
    budget.correct({ ...nothing, requests: 700 }, 0);
    expect(budget.left(0)).toBe(700);
    budget.correct({ ...nothing, requests: 5 }, 0);
    expect([0, 4, 5, 10].map((ahead) => budget.turnAt(ahead, 0))).toEqual([0, 0, 1000, 2000]);
  });

  it('ends the limit where calls are not limited', () => {
    const budget = open(1);
    budget.start(0);
    budget.correct({ ...nothing, requests: Infinity }, 0);
    expect(budget.left(0)).toBe(Infinity);
    expect(budget.turnAt(1000, 0)).toBe(0);
  });

  it('costs nothing where nobody else uses the credentials, and no call is refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 10, max: 100 }),
        fc.array(fc.nat(60), { maxLength: 60 }),
        (requests, perMs, pauses) => {
          let now = 0;
          const told = createRateBudget({ requests, perMs }, 1);
          const untold = createRateBudget({ requests, perMs }, 1);
          const window = { endsAt: 0, calls: 0 };
          for (const pause of pauses) {
            now = Math.max(now + pause, told.turnAt(0, now));
            expect(untold.left(now)).toBe(told.left(now));
            if (now >= window.endsAt) Object.assign(window, { endsAt: now + perMs, calls: 0 });
            window.calls += 1;
            expect(window.calls).toBeLessThanOrEqual(requests);
            for (const budget of [told, untold]) {
              budget.start(now);
              budget.end(true, now);
            }
            told.correct({ requests, remaining: requests - window.calls, resetMs: window.endsAt - now }, now);
          }
        },
      ),
    );
  });

  it("is never overrun by more than what others do between two answers, however the provider's window lies", () => {
    const step = fc.record({ pause: fc.nat(60), others: fc.nat(2) });
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 8 }),
        fc.integer({ min: 50, max: 200 }),
        fc.array(step, { maxLength: 60 }),
        (requests, perMs, steps) => {
          let now = 0;
          const budget = createRateBudget({ requests, perMs }, 1);
          const window = { endsAt: 0, calls: 0 };
          let unseen = 0;
          const arrive = () => {
            if (now >= window.endsAt) Object.assign(window, { endsAt: now + perMs, calls: 0 });
            window.calls += 1;
          };
          for (const { pause, others } of steps) {
            now += pause;
            for (let call = 0; call < others; call += 1) arrive();
            unseen += others;
            if (budget.turnAt(0, now) > now) continue;
            budget.start(now);
            arrive();
            expect(window.calls).toBeLessThanOrEqual(requests + unseen);
            unseen = 0;
            budget.end(true, now);
            const remaining = Math.max(0, requests - window.calls);
            budget.correct({ requests, remaining, resetMs: window.endsAt - now }, now);
          }
        },
      ),
    );
  });
});
