import { expect, test } from 'vitest';
import { gate } from '../../../test/support/asking.ts';
import type { RevokeAnswer } from '../../providers/provider.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { createRevocationFlights, type EnteredChange } from './single-flight.ts';

const revoked: RevokeAnswer = { outcome: 'REVOKED', session: null };

/** A change that goes on until it is told to end. */
function openChange(flights: ReturnType<typeof createRevocationFlights>) {
  const { opened, open } = gate();
  let change: EnteredChange | undefined;
  const ended = flights.during(async (entered) => {
    change = entered;
    await opened;
  });
  if (change === undefined) throw new Error('It begins at once.');
  const end = async () => {
    open();
    await ended;
  };
  return { change, end };
}

test('a call that is under way is given to whoever asks for one of its sessions', async () => {
  const flights = createRevocationFlights();
  const { opened, open } = gate();
  const first = openChange(flights).change;
  const flight = first.start(['s1', 's2'], 'first', () => opened.then(() => revoked));
  const later = openChange(flights).change;
  expect([later.find('s1'), later.find('s2'), later.find('s3')]).toEqual([flight, flight, null]);
  open();
  expect(await flight.answer).toEqual(revoked);
});

test.each(['REVOKED', 'ALREADY_ENDED'] as const)(
  'a change that began before the answer %s is given it, and one that began after is not',
  async (outcome) => {
    const flights = createRevocationFlights();
    const before = openChange(flights).change;
    const flight = openChange(flights).change.start(['s1'], 'first', async () => ({
      outcome,
      session: null,
    }));
    await flight.answer;
    const after = openChange(flights).change;
    expect([before.find('s1'), after.find('s1')]).toEqual([flight, null]);
  },
);

test.each([
  ['NOT_FOUND', async () => ({ outcome: 'NOT_FOUND' as const, session: null })],
  ['ACCEPTED', async () => ({ outcome: 'ACCEPTED' as const, session: null })],
  [
    'a failure',
    async () => {
      throw new ProviderFailure('UNAVAILABLE', 'It is down.');
    },
  ],
])('after %s the next change calls again', async (_, call) => {
  const flights = createRevocationFlights();
  const { change } = openChange(flights);
  await change.start(['s1'], 'first', call).answer.catch(() => {});
  expect(change.find('s1')).toBeNull();
});

test('an answer is forgotten with the last change that began before it', async () => {
  const flights = createRevocationFlights();
  const one = openChange(flights);
  const two = openChange(flights);
  await one.change.start(['s1'], 'first', async () => revoked).answer;
  await one.end();
  expect(two.change.find('s1')).not.toBeNull();
  await two.end();
  // It does not come back for a change that asks with the memory of one that is over.
  expect([one.change.find('s1'), two.change.find('s1')]).toEqual([null, null]);
});
