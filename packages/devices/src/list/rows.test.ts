import { expect, test } from 'vitest';
import { toRows } from './rows.ts';
import { device, signIn } from './testing.ts';

const idsOf = (rows: ReturnType<typeof toRows>) => rows.map(({ sessions }) => sessions.map(({ id }) => id));

test('sign-ins on one device, by the id that its provider gives, are one row', () => {
  const mac = device('mac');
  const rows = toRows([signIn('a', { device: mac }), signIn('b'), signIn('c', { device: mac })], null);
  expect(idsOf(rows)).toEqual([['a', 'c'], ['b']]);
  expect(rows.map(({ isDevice }) => isDevice)).toEqual([true, false]);
});

test('sign-ins that nobody could tell apart are one row, and what differs is not', () => {
  const at = (address: string) => ({ ipAddress: address });
  const rows = toRows(
    [
      signIn('a', at('192.0.2.1')),
      signIn('b', at('203.0.113.7')),
      signIn('c', { ...at('192.0.2.1'), createdAt: '2026-11-01T00:00:00Z' }),
      signIn('d', { ...at('192.0.2.1'), state: 'ENDED' }),
      signIn('e', { ...at('192.0.2.1'), device: device('one') }),
      signIn('f', { ...at('192.0.2.1'), device: device('two') }),
      signIn('g', { ...at('192.0.2.1'), device: device('three', 'Firefox') }),
    ],
    null,
  );
  expect(idsOf(rows)).toEqual([['a', 'c'], ['b'], ['d'], ['e', 'f'], ['g']]);
});

test('this device is the first row, alone, also where it stands on a later page', () => {
  const here = signIn('here', { isCurrent: true });
  expect(idsOf(toRows([signIn('a'), here, signIn('b')], here))).toEqual([['here'], ['a', 'b']]);
  expect(idsOf(toRows([signIn('a')], here))).toEqual([['here'], ['a']]);
});
