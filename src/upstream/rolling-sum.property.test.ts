import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RollingSum } from './rolling-sum.ts';

const added = fc.array(fc.record({ afterMs: fc.nat(15_000), amount: fc.integer({ min: -5, max: 5 }) }), {
  maxLength: 40,
});

test('what was added counts for nine seconds, and for no more than ten', () => {
  fc.assert(
    fc.property(added, (steps) => {
      const sum = new RollingSum();
      const seen: { readonly at: number; readonly amount: number }[] = [];
      let now = 0;
      for (const { afterMs, amount } of steps) {
        now += afterMs;
        sum.add(amount, now);
        seen.push({ at: now, amount });
        const second = Math.floor(now / 1000);
        const counted = seen.filter(({ at }) => second - Math.floor(at / 1000) < 10);
        expect(sum.at(now)).toBe(counted.reduce((total, one) => total + one.amount, 0));
        expect(seen.filter(({ at }) => now - at <= 9000).every((one) => counted.includes(one))).toBe(true);
        expect(counted.every(({ at }) => now - at < 10_000)).toBe(true);
      }
    }),
  );
});

test('a moment that was read a little earlier takes nothing away', () => {
  const sum = new RollingSum();
  sum.add(1, 2000);
  sum.add(1, 1999);
  expect(sum.at(2001)).toBe(2);
});
