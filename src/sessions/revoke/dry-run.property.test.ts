import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operator, viewer } from '../../../test/support/asking.ts';
import { sessionRecord } from '../../../test/support/memory-provider.ts';
import { sessionStates, type SessionRecord } from '../../providers/records.ts';
import { sessionIdOf } from '../id.ts';
import type { SessionFilter } from '../query.ts';
import { company } from './testing.ts';

const people = ['ann', 'bob', 'cyd'] as const;
const addresses = ['203.0.113.7', '2001:db8::7', '198.51.100.1'] as const;
const moment = fc.integer({ min: 1, max: 50 });

const session = fc.record({
  provider: fc.constantFrom('clerk', 'chat', 'support'),
  accountId: fc.constantFrom(...people, 'ann', null),
  state: fc.oneof(fc.constant<'ACTIVE'>('ACTIVE'), fc.constantFrom(...sessionStates)),
  ipAddress: fc.constantFrom(...addresses, null),
  lastActiveAt: fc.option(moment),
  createdAt: fc.option(moment),
  deviceType: fc.constantFrom('DESKTOP', 'PHONE', 'TABLET'),
  isOwnCredentials: fc.constantFrom<true | null>(true, null, null, null),
});

/** A condition that most filters do not have, so that there is something left to match. */
const rarely = <Value>(condition: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 6 }, { arbitrary: condition, weight: 1 });
const some = <Value>(...values: readonly Value[]) =>
  rarely(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));
const range = rarely(fc.record({ after: fc.integer({ min: 1, max: 25 }) }));
const filters: fc.Arbitrary<SessionFilter> = fc.record({
  providerIds: some('clerk', 'chat', 'support'),
  kinds: some('clerk', 'rocketchat', 'zendesk'),
  states: some('ACTIVE', 'PENDING', 'UNKNOWN', 'ENDED'),
  userIds: some(...people),
  deviceTypes: some('DESKTOP', 'PHONE', 'TABLET'),
  ipAddress: rarely(fc.constantFrom(...addresses)),
  createdAt: range,
  lastActiveAt: range,
  isCurrent: rarely(fc.boolean()),
  text: rarely(fc.constantFrom('s1', 'memory')),
});

type World = readonly (typeof session extends fc.Arbitrary<infer Value> ? Value : never)[];

function companyWith(world: World) {
  const made = company();
  const byId = { clerk: made.clerk, chat: made.chat, support: made.support };
  for (const [index, { provider, deviceType, ...given }] of world.entries()) {
    const record: SessionRecord = sessionRecord(provider, `s${index}`, {
      ...given,
      device: { type: deviceType, model: null, client: null, os: null },
    });
    const owner = byId[provider as keyof typeof byId];
    owner.sessions = [...owner.sessions, record];
  }
  const ended = () =>
    Object.values(byId).flatMap((provider) =>
      provider.ended.map((nativeId) => {
        const index = Number(nativeId.slice(1));
        const accountId = world[index]?.accountId ?? null;
        return sessionIdOf(provider, sessionRecord(provider.id, nativeId, { accountId }));
      }),
    );
  return { ask: made.ask, ended };
}

const principals = fc.constantFrom(operator, viewer('ann'), viewer('ann', 's1'), viewer('bob', 's0'));

test('a dry run names exactly the sessions that the same call without it ends', async () => {
  let matched = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(session, { maxLength: 40, size: 'max' }),
      filters,
      principals,
      fc.boolean(),
      async (world, filter, principal, includeCurrent) => {
        const { ask, ended } = companyWith(world);
        const everyone = principal === operator;
        const target = { filter: everyone ? filter : { userIds: [...people], ...filter } };
        const wanted = { target, includeCurrent, everyone };
        const preview = await ask.as(principal).revokeSessions({ ...wanted, dryRun: true });
        expect(ended()).toEqual([]);
        const would = preview.results.flatMap(({ id, outcome }) => (outcome === 'WOULD_REVOKE' ? [id] : []));

        const real = await ask.as(principal).revokeSessions(wanted);
        expect(ended().toSorted()).toEqual(would.toSorted());
        expect(real.results.map(({ id }) => id)).toEqual(preview.results.map(({ id }) => id));
        expect(real.userErrors).toEqual(preview.userErrors);
        matched += would.length;
      },
    ),
    { numRuns: 300, seed: 20_261_120 },
  );
  // The filters do match: a property of empty sets would say nothing.
  expect(matched).toBeGreaterThan(300);
});

test('signing out everywhere ends exactly what its dry run names', async () => {
  let matched = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(session, { maxLength: 40, size: 'max' }),
      fc.subarray([...Array(40).keys()]),
      fc.boolean(),
      async (world, keptNumbers, includeCurrent) => {
        const { ask, ended } = companyWith(world);
        const { edges } = await ask
          .as(operator)
          .sessions({ filter: { userIds: ['ann'] }, page: { first: 100 } });
        const listed = edges.map(({ node }) => node.id);
        const exceptSessionIds = listed.filter((_, index) => keptNumbers.includes(index));
        const wanted = { user: { id: 'ann' }, exceptSessionIds, includeCurrent };
        const principal = viewer('ann', 's1');
        const preview = await ask.as(principal).revokeUserSessions({ ...wanted, dryRun: true });
        const would = preview.results.flatMap(({ id, outcome }) => (outcome === 'WOULD_REVOKE' ? [id] : []));
        await ask.as(principal).revokeUserSessions(wanted);
        expect(ended().toSorted()).toEqual(would.toSorted());
        expect(would.filter((id) => exceptSessionIds.includes(id))).toEqual([]);
        matched += would.length;
      },
    ),
    { numRuns: 200, seed: 20_261_121 },
  );
  expect(matched).toBeGreaterThan(200);
});
