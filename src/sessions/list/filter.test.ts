import { describe, expect, test } from 'vitest';
import { memoryProvider, sessionRecord } from '../../../test/support/memory-provider.ts';
import { signedInStates, type SessionRecord } from '../../providers/records.ts';
import { checkFilter, filtersRows, normalAddress, providersIn, rowFilter } from './filter.ts';
import { createKnownDevices } from './known-devices.ts';
import type { SessionFilter } from '../query.ts';
import { sessionOf } from '../session.ts';

const support = memoryProvider('support');
const clerk = memoryProvider('clerk', { kind: 'clerk' });
const providers = [support, clerk];

function matches(
  filter: SessionFilter,
  record: Partial<SessionRecord>,
  isCurrent: boolean | null = null,
): boolean {
  const session = sessionOf(support, sessionRecord('support', '1', record), null);
  const devices = createKnownDevices();
  return rowFilter(
    filter,
    () => isCurrent,
    (one) => devices.of(one),
  )(session);
}

describe('a filter is refused when', () => {
  test.for<[SessionFilter, RegExp]>([
    [{ providerIds: ['nope'] }, /no provider "nope".*support, clerk/],
    [{ accounts: [{ providerId: 'nope', nativeId: '1' }] }, /no provider "nope"/],
    [{ userIds: [] }, /"filter.userIds" is empty/],
    [{ states: [] }, /"filter.states" is empty/],
    [{ userIds: Array.from({ length: 101 }, String) }, /101 entries; at most 100/],
    [{ createdAt: {} }, /"filter.createdAt" needs "after", "before" or both/],
    [{ lastActiveAt: { after: 2, before: 2 } }, /must be earlier than "before"/],
    [{ ipAddress: '10.0.0.0/8' }, /one IPv4 or IPv6 address/],
    [{ text: '  ' }, /1 to 200 characters/],
    [{ text: 'x'.repeat(201) }, /1 to 200 characters/],
  ])('it is %j', ([filter, message]) => {
    expect(() => checkFilter(filter, providers)).toThrow(message);
  });
});

describe('a row filter', () => {
  test('without conditions matches everything', () => {
    expect(matches({}, {})).toBe(true);
  });

  test('never matches what the provider does not tell', () => {
    for (const filter of [
      { createdAt: { after: 0 } },
      { lastActiveAt: { before: 10 ** 15 } },
      { ipAddress: '203.0.113.7' },
      { deviceTypes: ['UNKNOWN'] },
      { isCurrent: false },
    ] satisfies SessionFilter[]) {
      expect(matches(filter, {})).toBe(false);
    }
  });

  test('excludes both ends of a range', () => {
    const range = { createdAt: { after: 10, before: 20 } };
    expect([10, 11, 19, 20].map((createdAt) => matches(range, { createdAt }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('compares addresses by what they mean', () => {
    expect(matches({ ipAddress: '2001:DB8:0:0:0:0:0:1' }, { ipAddress: '2001:db8::1' })).toBe(true);
    expect(matches({ ipAddress: '203.0.113.7' }, { ipAddress: '::ffff:203.0.113.7' })).toBe(true);
    expect(matches({ ipAddress: '203.0.113.7' }, { ipAddress: '203.0.113.70' })).toBe(false);
  });

  test('finds text in any case in client, system, address, place and ids', () => {
    const record: Partial<SessionRecord> = {
      device: {
        type: 'DESKTOP',
        model: 'Macintosh',
        client: { kind: 'BROWSER', name: 'Firefox', version: '140', fullVersion: '140.0.1' },
        os: { name: 'macOS', version: '15' },
      },
      ipAddress: '198.51.100.4',
      location: { city: 'Athens', country: 'Greece' },
      accountId: 'user_9',
    };
    for (const text of [
      'fireFOX',
      '140.0.1',
      'macos',
      '198.51',
      'ATHENS',
      'greece',
      'user_9',
      ' Macintosh ',
    ]) {
      expect(matches({ text }, record), text).toBe(true);
    }
    expect(matches({ text: 'chrome' }, record)).toBe(false);
  });

  test("finds what Rocket.Chat's own search finds", () => {
    const details = {
      kind: 'rocketchat',
      userId: 'rbAXPnMktTFbNpwtJ',
      username: 'jane',
      host: 'chat.example.com',
      loginAt: 1,
      deviceType: 'mobile-app',
      deviceName: 'RC Mobile',
      deviceVersion: '4.38.0',
      deviceLongVersion: '4.38.0 53111',
      osName: 'Android',
      osVersion: '15',
      current: null,
    } as const;
    for (const text of ['rc mobile', 'mobile-app', 'jane'])
      expect(matches({ text }, { details }), text).toBe(true);
  });

  test('asks for the current session only where the provider can tell', () => {
    expect(matches({ isCurrent: true }, {}, true)).toBe(true);
    expect(matches({ isCurrent: false }, {}, false)).toBe(true);
    expect(matches({ isCurrent: false }, {}, null)).toBe(false);
  });
});

test('providers are chosen by id and kind', () => {
  expect(providersIn({}, providers)).toEqual(providers);
  expect(providersIn({ kinds: ['clerk'] }, providers)).toEqual([clerk]);
  expect(providersIn({ kinds: ['clerk'], providerIds: ['support'] }, providers)).toEqual([]);
});

test('whose and from where is no condition on rows', () => {
  expect(filtersRows({ providerIds: ['support'], userIds: ['u'] }, support)).toBe(false);
  expect(filtersRows({ text: 'x' }, support)).toBe(true);
});

test('states are a condition on the rows of a provider only where some of them cannot pass it', () => {
  const keeping = { ...support, capabilities: { ...support.capabilities, tellsEndedSessions: true } };
  const forgetting = { ...support, capabilities: { ...support.capabilities, tellsEndedSessions: false } };
  const signedIn = { states: signedInStates };
  expect(filtersRows(signedIn, keeping)).toBe(true);
  expect(filtersRows(signedIn, forgetting)).toBe(false);
  expect(filtersRows({ states: ['ACTIVE'] }, forgetting)).toBe(true);
  expect(filtersRows({ states: ['ENDED'] }, forgetting)).toBe(true);
});

test('what is no address is left as it is', () => {
  expect(normalAddress('unknown')).toBe('unknown');
});
