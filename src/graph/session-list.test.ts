/** Which sessions a list shows when nobody says which: those that still count. */
import { expect, test } from 'vitest';
import { sessionStates, signedInStates } from '../providers/records.ts';
import { accountRecord } from '../../test/support/memory-provider.ts';
import { ask, keeping, sessionRecord } from './testing.ts';

/** One session in each state, all of one person on one device. */
const inEachState = keeping(
  ...sessionStates.map((state) => ({ ...sessionRecord, nativeId: state, deviceId: 'd1', state })),
);
inEachState.accounts = [accountRecord('support', '5')];

/** The states of the sessions that an answer shows. */
async function statesIn(query: string): Promise<readonly string[]> {
  const { data, errors } = await ask(query, [inEachState]);
  expect(errors).toBeUndefined();
  return [...JSON.stringify(data).matchAll(/"state":"(\w+)"/g)].map(([, state = '']) => state).toSorted();
}

test.each([
  ['{ userIds: ["5"] }', signedInStates],
  ['{ accounts: [{ providerId: "support", nativeId: "5" }] }', signedInStates],
  ['{ userIds: ["5"], states: [ENDED, REVOKED] }', ['ENDED', 'REVOKED']],
  ['{ userIds: ["5"], states: null }', sessionStates],
])('sessions(filter: %s) shows %j', async (filter, states) => {
  expect(await statesIn(`{ sessions(filter: ${filter}) { nodes { state } } }`)).toEqual(states.toSorted());
});

test.each([
  ['', signedInStates],
  ['(filter: null)', sessionStates],
  ['(filter: { states: null })', sessionStates],
  ['(filter: { states: [ENDED], userIds: ["5"] })', ['ENDED']],
  ['(filter: { states: [ENDED], userIds: ["6"] })', []],
  ['(filter: { kinds: [CLERK], states: null })', []],
  ['(filter: { accounts: [{ providerId: "support", nativeId: "6" }], states: null })', []],
])('of a person and of their device, sessions%s shows %j', async (given, states) => {
  const list = `sessions${given} { nodes { state } }`;
  expect(await statesIn(`{ user(by: { id: "5" }) { ${list} } }`)).toEqual(states.toSorted());
  expect(await statesIn(`{ user(by: { id: "5" }) { devices { nodes { ${list} } } } }`)).toEqual(
    states.toSorted(),
  );
});

test.each([
  ['{ userIds: ["5"] }', signedInStates],
  ['{ userIds: ["5"], states: [PENDING] }', ['PENDING']],
  // What has ended is passed over, where somebody lists it as well.
  ['{ userIds: ["5"], states: null }', signedInStates],
])('revokeSessions by the filter %s means %j', async (filter, states) => {
  const input = `{ dryRun: true, target: { filter: ${filter} } }`;
  expect(
    await statesIn(`mutation { revokeSessions(input: ${input}) { results { session { state } } } }`),
  ).toEqual(states.toSorted());
});
