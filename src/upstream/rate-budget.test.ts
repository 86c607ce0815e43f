import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateBudget } from './rate-budget.ts';

describe('createRateBudget', () => {
  it('lets the whole budget go at once', () => {
    const budget = createRateBudget({ requests: 2, perMs: 1000 }, () => 500);
    budget.start();
    expect(budget.turnAt(0)).toBe(500);
  });

  it('puts a call beyond the budget a window after the end of the one it must follow', () => {
    let now = 0;
    const budget = createRateBudget({ requests: 2, perMs: 1000 }, () => now);
    budget.start();
    now = 100;
    budget.end();
    budget.start();
    now = 300;
    budget.end();
    now = 400;
    expect(budget.turnAt(0)).toBe(1100);
    expect(budget.turnAt(1)).toBe(1300);
    now = 1100;
    expect(budget.turnAt(0)).toBe(1100);
  });

  it('keeps the place of a call that is under way', () => {
    let now = 0;
    const budget = createRateBudget({ requests: 1, perMs: 1000 }, () => now);
    budget.start();
    now = 5000;
    expect(budget.turnAt(0)).toBe(6000);
  });

  it('counts the calls that wait before it, over as many windows as they need', () => {
    const budget = createRateBudget({ requests: 2, perMs: 1000 }, () => 0);
    expect([0, 1, 2, 3, 4].map((ahead) => budget.turnAt(ahead))).toEqual([0, 0, 1000, 1000, 2000]);
  });

  it("never overflows the provider's window, however long calls are on their way, and never waits longer than it must", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.record({ pause: fc.nat(80), way: fc.nat(150), back: fc.nat(50) }), { maxLength: 60 }),
        (requests, perMs, calls) => {
          let now = 0;
          const budget = createRateBudget({ requests, perMs }, () => now);
          const ends: number[] = [];
          const arrivals: number[] = [];
          /** Ends the calls that end until then. */
          const passTo = (moment: number) => {
            for (const end of ends.filter((at) => at > now && at <= moment).toSorted((a, b) => a - b)) {
              now = end;
              budget.end();
            }
            now = moment;
          };
          for (const { pause, way, back } of calls) {
            passTo(now + pause);
            for (let turn = budget.turnAt(0); turn > now; turn = budget.turnAt(0)) {
              // Either a place becomes free then, or an end before may make it later.
              const nextEnd = Math.min(...ends.filter((end) => end > now));
              passTo(Math.min(turn, nextEnd));
            }
            const holding = ends.filter((end) => end + perMs > now).length;
            expect(holding).toBeLessThan(requests);
            budget.start();
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
          const budget = createRateBudget({ requests, perMs }, () => now);
          const call = () => {
            budget.start();
            budget.end();
          };
          for (const pause of pauses) {
            now = Math.max(now + pause, budget.turnAt(0));
            call();
          }
          const told = Array.from({ length: waiting }, (_, ahead) => budget.turnAt(ahead));
          const got = told.map(() => {
            now = budget.turnAt(0);
            call();
            return now;
          });
          expect(got).toEqual(told);
        },
      ),
    );
  });
});
