import { expect, test } from 'vitest';
import { lowerCaseAddress } from './email-address.ts';

test.each([
  ['Ann.Lee@Example.COM', 'ann.lee@example.com'],
  ['JÜRGEN@example.com', 'jürgen@example.com'],
  ['mar\u212a@example.com', 'mar\u212a@example.com'],
])('%s is compared as %s', (address, compared) => {
  expect(lowerCaseAddress(address)).toBe(compared);
});

test('no character outside of ASCII becomes one of it', () => {
  const letters = Array.from({ length: 0x1_0000 - 0x80 }, (_, index) => String.fromCharCode(0x80 + index));
  expect(letters.filter((letter) => /^[\0-\x7f]+$/.test(lowerCaseAddress(letter)))).toEqual([]);
});
