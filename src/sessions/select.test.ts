import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstOf } from './select.ts';

test('gives what sorting everything would begin with', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 })),
      fc.integer({ min: 1, max: 20 }),
      (items, count) => {
        const inOrder = (a: number, b: number) => a - b;
        expect(firstOf(items, count, inOrder)).toEqual(items.toSorted(inOrder).slice(0, count));
      },
    ),
  );
});
