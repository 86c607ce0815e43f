import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRetryBudget, pauseBefore, type FailedTry } from './retry.ts';

const failed = (given: Partial<FailedTry>): FailedTry => ({
  attempt: 1,
  status: 503,
  retryAfterMs: null,
  msLeft: 5000,
  ...given,
});

describe('a call that failed', () => {
  it.each([429, 502, 503, 504, null])('is tried again where that passes: %s', (status) => {
    expect(pauseBefore(failed({ status }), 0.5)).toBe(150);
  });

  it.each([400, 401, 403, 404, 409, 422, 500, 501])('is not tried again after HTTP %i', (status) => {
    expect(pauseBefore(failed({ status }), 0.5)).toBeNull();
  });

  it('is tried again twice, the second time after a longer wait', () => {
    expect([1, 2, 3].map((attempt) => pauseBefore(failed({ attempt }), 1))).toEqual([200, 400, null]);
  });

  it('is not tried before the provider wants to be asked', () => {
    expect(pauseBefore(failed({ retryAfterMs: 3000 }), 0)).toBe(3000);
    expect(pauseBefore(failed({ retryAfterMs: 0 }), 0)).toBe(0);
  });

  it('is not tried again where the provider wants to be asked only after the deadline', () => {
    expect(pauseBefore(failed({ retryAfterMs: 5000 }), 0)).toBeNull();
  });
});

it('is never tried again past its deadline, nor more than twice', () => {
  const tries = fc.record({
    attempt: fc.integer({ min: 1, max: 5 }),
    status: fc.constantFrom(429, 502, 503, 504, 500, 404, null),
    retryAfterMs: fc.option(fc.integer({ min: -1000, max: 100_000 })),
    msLeft: fc.double({ min: -100, max: 10_000, noNaN: true }),
  });
  fc.assert(
    fc.property(tries, fc.double({ min: 0, max: 1, noNaN: true }), (one, luck) => {
      const pause = pauseBefore(one, luck);
      if (pause === null) return;
      expect(pause).toBeLessThan(one.msLeft);
      expect(pause).toBeGreaterThanOrEqual(one.retryAfterMs ?? 0);
      expect(one.attempt).toBeLessThan(3);
    }),
  );
});

it('in ten seconds no more is tried again than ten calls and a fifth of those that were sent', () => {
  const steps = fc.array(fc.record({ afterMs: fc.nat(3000), sent: fc.nat(20), again: fc.nat(20) }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(steps, (given) => {
      let now = 0;
      const budget = createRetryBudget();
      const log: { readonly second: number; readonly sent: number; readonly again: number }[] = [];
      for (const { afterMs, sent, again } of given) {
        now += afterMs;
        for (let call = 0; call < sent; call += 1) budget.deposit(now);
        const granted = Array.from({ length: again }, () => budget.withdraw(now)).filter((may) => may).length;
        log.push({ second: Math.floor(now / 1000), sent, again: granted });
        const recent = log.filter(({ second }) => Math.floor(now / 1000) - second < 10);
        const total = (of: (one: (typeof log)[number]) => number) =>
          recent.reduce((sum, one) => sum + of(one), 0);
        const allowed = 10 + total((one) => one.sent) / 5;
        if (granted > 0) expect(total((one) => one.again)).toBeLessThanOrEqual(allowed);
        // None is refused that there is room for.
        if (granted < again) expect(total((one) => one.again) + 1).toBeGreaterThan(allowed);
      }
    }),
  );
});
