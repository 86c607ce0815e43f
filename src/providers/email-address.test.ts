import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lowerCaseAddress } from './email-address.ts';

test.each([
  ['Ann.Lee@Example.COM', 'ann.lee@example.com'],
  ['JÜRGEN@example.com', 'jÜrgen@example.com'],
  ['mar\u212a@example.com', 'mar\u212a@example.com'],
  ['\u212bngstrom@example.com', '\u212bngstrom@example.com'],
  ['\u2126@example.com', '\u2126@example.com'],
])('%s is compared as %s', (address, compared) => {
  expect(lowerCaseAddress(address)).toBe(compared);
});

test('two addresses are the same only where their bytes are, but for A to Z', () => {
  const unit = fc.constantFrom(
    'A',
    'a',
    'k',
    '\u212a',
    '\u212b',
    'å',
    'Å',
    'ß',
    'ẞ',
    'İ',
    'i',
    'ſ',
    's',
    'S',
    '@',
  );
  const address = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit }));
  fc.assert(
    fc.property(address, address, (one, other) => {
      const same =
        one.length === other.length &&
        [...one].every((character, index) => {
          const beside = [...other][index];
          return (
            character === beside ||
            (/^[a-zA-Z]$/.test(character) &&
              /^[a-zA-Z]$/.test(beside ?? '') &&
              character.toLowerCase() === beside?.toLowerCase())
          );
        });
      expect(lowerCaseAddress(one) === lowerCaseAddress(other)).toBe(same);
    }),
  );
});
