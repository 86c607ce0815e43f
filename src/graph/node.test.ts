import { expect, test } from 'vitest';
import { clientSessionIdOf, deviceIdOf, sessionIdOf } from '../sessions/id.ts';
import { ask, keeping, provider, seamInMemory, sessionRecord } from './testing.ts';

const record = { ...sessionRecord, deviceId: 'd1' };
const locks = seamInMemory();
const ids = {
  session: sessionIdOf(provider, record),
  device: deviceIdOf(provider, record),
  clientSession: clientSessionIdOf(locks.id, 'cs1'),
};
const found = [keeping(record), locks];

test('node finds each type by its id', async () => {
  const { data } = await ask(
    `query ($session: ID!, $device: ID!, $clientSession: ID!) {
      session: node(id: $session) { __typename id }
      device: node(id: $device) { __typename id }
      clientSession: node(id: $clientSession) { __typename id }
    }`,
    found,
    ids,
  );
  expect(data).toEqual({
    session: { __typename: 'Session', id: ids.session },
    device: { __typename: 'Device', id: ids.device },
    clientSession: { __typename: 'ClientSession', id: ids.clientSession },
  });
});

test('one bad id among several gives an error in its own place', async () => {
  const { data, errors } = await ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, found, {
    ids: [ids.session, 'nonsense', ids.device],
  });
  expect(data).toEqual({ nodes: [{ id: ids.session }, null, { id: ids.device }] });
  expect(errors?.map(({ path }) => path)).toEqual([['nodes', 1]]);
});

test.each([
  ['nodes', '"ids" has 101 entries; at most 100 are allowed.'],
  ['users', '"ids" has 101 entries; at most 100 are allowed.'],
])('%s takes at most 100 ids', async (field, message) => {
  const { errors } = await ask(`query ($ids: [ID!]!) { ${field}(ids: $ids) { id } }`, [], {
    ids: Array.from({ length: 101 }, (_, index) => `id${index}`),
  });
  expect(errors?.map((error) => error.message)).toEqual([message]);
});
