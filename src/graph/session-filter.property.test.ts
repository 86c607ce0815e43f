/** A filter selects what is shown: the list under a filter is the whole list where the shown fields satisfy it. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryProvider, sessionRecord } from '../../test/support/memory-provider.ts';
import {
  deviceTypes,
  sessionStates,
  signedInStates,
  type DeviceRecord,
  type DeviceType,
  type SessionState,
} from '../providers/records.ts';
import { ask } from './testing.ts';

interface Shown {
  readonly nativeId: string;
  readonly state: SessionState;
  readonly displayName: string;
  readonly ipAddress: string | null;
  readonly location: { readonly city: string | null; readonly country: string | null } | null;
  readonly createdAt: string | null;
  readonly isCurrent: boolean | null;
  readonly device: {
    readonly type: DeviceType;
    readonly model: string | null;
    readonly client: { readonly name: string | null; readonly fullVersion: string | null } | null;
    readonly os: { readonly name: string; readonly version: string | null } | null;
  } | null;
}

const fields = `nativeId state displayName ipAddress location { city country } createdAt isCurrent
  device { type model client { name fullVersion } os { name version } }`;

const words = ['Chrome', 'Safari', 'iPhone', 'Windows', 'Lyon', '17'] as const;
const word = fc.constantFrom(...words);
const device: fc.Arbitrary<DeviceRecord> = fc.record({
  type: fc.constantFrom(...deviceTypes),
  model: fc.option(word),
  client: fc.option(
    fc.record({
      kind: fc.constant('BROWSER' as const),
      name: fc.option(word),
      version: fc.option(word),
      fullVersion: fc.option(word),
    }),
  ),
  os: fc.option(fc.record({ name: word, version: fc.option(word) })),
});
const row = fc.record({
  state: fc.constantFrom(...sessionStates),
  // Few, so that many share one, and describe it differently.
  deviceId: fc.option(fc.constantFrom('d1', 'd2')),
  device: fc.option(device),
  ipAddress: fc.option(fc.constantFrom('203.0.113.7', '203.0.113.8')),
  location: fc.option(fc.record({ city: fc.option(word), country: fc.option(word) })),
  createdAt: fc.option(fc.integer({ min: 1, max: 5 })),
  lastActiveAt: fc.option(fc.integer({ min: 1, max: 5 })),
  isOwnCredentials: fc.constantFrom<true | null>(true, null),
});
const conditions = fc.constantFrom('states', 'deviceTypes', 'ipAddress', 'createdAt', 'isCurrent', 'text');

test('whatever the rows and the filter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 12 }),
      fc.uniqueArray(conditions, { minLength: 1, maxLength: 2 }),
      fc.constantFrom(...sessionStates),
      fc.constantFrom(...deviceTypes),
      word,
      async (rows, named, state, type, text) => {
        const clerk = memoryProvider('clerk', { kind: 'clerk', linkBy: 'nativeId' });
        clerk.sessions = rows.map((record, index) =>
          sessionRecord('clerk', `s_${index}`, { accountId: 'a', ...record, details: { kind: 'clerk' } }),
        );
        const all = {
          states: [state],
          deviceTypes: [type],
          ipAddress: '203.0.113.7',
          createdAt: { after: '1970-01-01T00:00:00.002Z' },
          isCurrent: true,
          text: text.toUpperCase(),
        };
        const filter = Object.fromEntries(named.map((name) => [name, all[name]]));
        const shows = (shown: Shown): boolean => {
          const seen = [
            shown.displayName,
            shown.ipAddress,
            ...Object.values(shown.location ?? {}),
            shown.device?.model,
            ...Object.values(shown.device?.client ?? {}),
            ...Object.values(shown.device?.os ?? {}),
          ];
          const meets = {
            states: shown.state === state,
            deviceTypes: shown.device?.type === type,
            ipAddress: shown.ipAddress === '203.0.113.7',
            createdAt: shown.createdAt !== null && shown.createdAt > '1970-01-01T00:00:00.002Z',
            isCurrent: shown.isCurrent === true,
            text: seen.some((one) => one?.toLowerCase().includes(text.toLowerCase())),
          };
          // As long as nobody says otherwise, a list has what still counts.
          const isMeant = named.includes('states') || signedInStates.includes(shown.state);
          return isMeant && named.every((name) => meets[name]);
        };
        const { data, errors } = await ask(
          `query ($filter: SessionFilter!) {
            all: sessions(filter: { userIds: ["a"], states: null }, first: 100) { nodes { ${fields} } }
            some: sessions(filter: $filter, first: 100) { nodes { ${fields} } } }`,
          [clerk],
          { filter: { ...filter, userIds: ['a'] } },
        );
        expect(errors).toBeUndefined();
        const lists = data as Record<'all' | 'some', { readonly nodes: readonly Shown[] }>;
        expect(lists.some.nodes).toEqual(lists.all.nodes.filter(shows));
      },
    ),
    { numRuns: 150 },
  );
});
