import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rfc3339 } from './rfc3339.ts';

const farthest = 8.64e15;
const day = 86_400_000;

test('writes what Date writes, for every moment there is', () => {
  const moments = fc.oneof(
    fc.integer({ min: -farthest, max: farthest }),
    fc.integer({ min: Date.UTC(1900), max: Date.UTC(2200) }),
    // Beginnings and ends of days, and parts of milliseconds.
    fc.integer({ min: -1_000_000, max: 3_000_000 }).map((days) => days * day),
    fc.integer({ min: -1_000_000, max: 3_000_000 }).map((days) => days * day - 1),
    fc.double({ min: -farthest, max: farthest, noNaN: true }),
  );
  fc.assert(
    fc.property(moments, (moment) => {
      expect(rfc3339(moment)).toBe(new Date(moment).toISOString());
    }),
    { numRuns: 5000 },
  );
});

test('writes every day of four hundred years', () => {
  const wrong: number[] = [];
  for (let moment = Date.UTC(1900); moment < Date.UTC(2300); moment += day)
    if (rfc3339(moment) !== new Date(moment).toISOString()) wrong.push(moment);
  expect(wrong).toEqual([]);
});

test.each([Number.NaN, Infinity, -Infinity, farthest + 1])('refuses %s, which is no moment', (moment) => {
  expect(() => rfc3339(moment)).toThrow(RangeError);
});
