import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateBudget } from './rate-budget.ts';

describe('createRateBudget', () => {
  it('lets the whole budget go at once', () => {
    const budget = createRateBudget({ requests: 2, perMs: 1000 }, () => 500);
    budget.take();
    expect(budget.turnAt(0)).toBe(500);
  });

  it('puts a call beyond the budget a window after the one it must follow', () => {
    let now = 0;
    const budget = createRateBudget({ requests: 2, perMs: 1000 }, () => now);
    budget.take();
    now = 300;
    budget.take();
    now = 400;
    expect(budget.turnAt(0)).toBe(1000);
    expect(budget.turnAt(1)).toBe(1300);
  });

  it('counts the calls that wait before it, over as many windows as they need', () => {
    const budget = createRateBudget({ requests: 2, perMs: 1000 }, () => 0);
    expect([0, 1, 2, 3, 4].map((ahead) => budget.turnAt(ahead))).toEqual([0, 0, 1000, 1000, 2000]);
  });

  it('never lets more through in any window, and never waits longer than it must', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.nat(80), { maxLength: 60 }),
        (requests, perMs, pauses) => {
          let now = 0;
          const budget = createRateBudget({ requests, perMs }, () => now);
          const sent: number[] = [];
          for (const pause of pauses) {
            now += pause;
            const asked = now;
            now = budget.turnAt(0);
            budget.take();
            const precedent = sent.at(-requests);
            expect(now).toBe(precedent === undefined ? asked : Math.max(asked, precedent + perMs));
            sent.push(now);
          }
        },
      ),
    );
  });

  it('tells every waiting call the turn it really gets', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.nat(50), { maxLength: 10 }),
        fc.integer({ min: 1, max: 12 }),
        (requests, perMs, pauses, waiting) => {
          let now = 0;
          const budget = createRateBudget({ requests, perMs }, () => now);
          for (const pause of pauses) {
            now = Math.max(now + pause, budget.turnAt(0));
            budget.take();
          }
          const told = Array.from({ length: waiting }, (_, ahead) => budget.turnAt(ahead));
          const got = told.map(() => {
            now = budget.turnAt(0);
            budget.take();
            return now;
          });
          expect(got).toEqual(told);
        },
      ),
    );
  });
});
