import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCount, readFlag, readMoment, readNumber, readRow } from './fields.ts';

test.each([
  ['2025-06-15T16:54:17.946309Z', '2025-06-15T16:54:17.946Z'],
  ['2025-06-15T18:54:17+02:00', '2025-06-15T16:54:17.000Z'],
  ['2025-06-15T18:54:17+0200', '2025-06-15T16:54:17.000Z'],
  ['2020-06-17 16:54:17Z', '2020-06-17T16:54:17.000Z'],
  ['2020-06-17 16:54:17.5Z', '2020-06-17T16:54:17.500Z'],
])('%s is a moment', (written, moment) => {
  expect(readMoment(written)).toBe(Date.parse(moment));
});

test.each([
  '2020-06-17',
  '2020-06-17T16:54:17',
  '2020-13-17T16:54:17Z',
  '17 June 2020 16:54:17Z',
  '',
  1_592_412_857,
  null,
])('%o is none', (written) => {
  expect(readMoment(written)).toBeNull();
});

test('every moment is read as it is written', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      expect(readMoment(date.toISOString())).toBe(date.getTime());
      expect(readMoment(date.toISOString().replace('T', ' '))).toBe(date.getTime());
    }),
  );
});

test('a moment that is out of range in any part is what `Date.parse` takes it for', () => {
  const number = (max: number, digits = 2) =>
    fc.integer({ min: 0, max }).map((value) => String(value).padStart(digits, '0'));
  const written = fc
    .tuple(number(9999, 4), number(19), number(39), number(29), number(69), number(69))
    .chain(([year, month, day, hour, minute, second]) =>
      fc
        .constantFrom('Z', '.5Z', '.123Z', '.123456Z', '+02:00')
        .map((end) => `${year}-${month}-${day}T${hour}:${minute}:${second}${end}`),
    );
  fc.assert(
    fc.property(written, (text) => {
      const time = Date.parse(text);
      expect(readMoment(text)).toBe(Number.isNaN(time) ? null : time);
    }),
    { numRuns: 1000 },
  );
});

test('what is of another type is null', () => {
  expect([readFlag('true'), readFlag(1), readFlag(false)]).toEqual([null, null, false]);
  expect([readNumber('1'), readNumber(Number.NaN), readNumber(0)]).toEqual([null, null, 0]);
  expect([readCount(-1), readCount(1.5), readCount(3e9), readCount(3)]).toEqual([null, null, null, 3]);
  expect([readRow([]), readRow('row'), readRow(null)]).toEqual([null, null, null]);
});
