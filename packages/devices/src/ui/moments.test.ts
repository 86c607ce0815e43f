import { expect, test } from 'vitest';
import { device, signIn } from '../list/testing.ts';
import { en } from '../words/en.ts';
import { createTimes } from '../words/times.ts';
import { firstSeenAt, howItEnded, lastUse } from './moments.ts';

const telling = { words: en, times: createTimes('en-GB') };
const at = (text: string) => new Date(text).toISOString();
const now = Date.parse(at('2026-11-21T18:00'));

test('the last use is told as exactly as it is known, and no more', () => {
  const used = (moment: string, lastActivePrecision: 'EXACT' | 'APPROXIMATE' | 'SIGN_IN_ONLY') =>
    lastUse(signIn('a', { lastActiveAt: at(moment), lastActivePrecision }), telling, now);
  expect(used('2026-11-21T17:56', 'EXACT')).toBe('Active 4 minutes ago');
  expect(used('2026-11-21T17:59:30', 'EXACT')).toBe('Active now');
  expect(used('2026-11-21T13:52', 'APPROXIMATE')).toBe('Last seen around 14:00');
  expect(used('2026-11-20T13:52', 'APPROXIMATE')).toBe('Last seen yesterday');
  expect(used('2026-11-01T13:52', 'APPROXIMATE')).toBe('Last seen 2 weeks ago');
  expect(used('2026-11-21T15:00', 'SIGN_IN_ONLY')).toBe('Connected 3 hours ago');
  expect(lastUse(signIn('a'), telling, now)).toBeNull();
});

test('yesterday is of the calendar: 26 hours before one o’clock are two days', () => {
  const { ago } = telling.times;
  expect(ago(at('2026-11-19T23:00'), Date.parse(at('2026-11-21T01:00')))).toBe('2 days ago');
  expect(ago(at('2026-11-20T16:00'), now)).toBe('yesterday');
  expect(ago(at('2026-11-27T18:00'), now)).toBe('in 6 days');
});

test('an end has its way and, where it is known, its time', () => {
  const ended = (more: Parameters<typeof signIn>[1]) => howItEnded(signIn('a', more), telling, now);
  expect(ended({ state: 'ENDED' })).toBe('Signed out');
  expect(ended({ state: 'EXPIRED', expiresAt: at('2026-11-21T16:00') })).toBe('Ran out 2 hours ago');
  expect(ended({ state: 'REVOKED', endedAt: at('2026-11-18T16:00') })).toBe(
    'Was signed out remotely 3 days ago',
  );
  expect([ended({}), ended({ state: 'UNKNOWN' })]).toEqual([null, null]);
});

test('a device was first seen with the earliest sign-in that is known', () => {
  const mac = device('mac');
  const signIns = ['2026-11-03T00:00Z', null, '2026-10-01T00:00Z'].map((createdAt, index) =>
    signIn(String(index), { createdAt, device: mac }),
  );
  expect([firstSeenAt(signIns), firstSeenAt([signIn('a')])]).toEqual(['2026-10-01T00:00Z', null]);
});
