import { expect, test } from 'vitest';
import { memoryProvider, sessionRecord as recordOf } from '../../test/support/memory-provider.ts';
import { sessionIdOf } from '../sessions/id.ts';
import { ask, keeping, provider, seamInMemory, sessionRecord } from './testing.ts';

test('details tell the kind of provider, and of Seam the client session itself', async () => {
  const { data } = await ask(
    `{
      zendesk: sessions(filter: { kinds: [ZENDESK] }) { nodes { details { __typename ... on ZendeskSession { userId } } } }
      seam: sessions(filter: { kinds: [SEAM] }) { nodes { details { __typename ... on ClientSession { nativeId deviceCount } } } }
    }`,
    [keeping(sessionRecord), seamInMemory()],
  );
  expect(data).toEqual({
    zendesk: { nodes: [{ details: { __typename: 'ZendeskSession', userId: '5' } }] },
    seam: { nodes: [{ details: { __typename: 'ClientSession', nativeId: 'cs1', deviceCount: 3 } }] },
  });
});

test('a list is filtered, ordered and cut as its arguments say, and null is no condition', async () => {
  const chat = memoryProvider('chat', { kind: 'rocketchat' });
  chat.sessions = [3, 1, 2].flatMap((createdAt) =>
    ['u1', 'u2'].map((accountId) =>
      recordOf('chat', `${accountId}-${createdAt}`, { accountId, createdAt, state: 'ENDED' }),
    ),
  );
  const { data } = await ask(
    `{ sessions(
      first: 2, after: null
      orderBy: { field: CREATED_AT, direction: ASC }
      filter: { kinds: [ROCKETCHAT], states: null, accounts: [{ providerId: "chat", nativeId: "u1" }], lastActiveAt: null }
    ) { totalCount nodes { nativeId } } }`,
    [chat, keeping(sessionRecord)],
  );
  expect(data).toEqual({
    sessions: { totalCount: 3, nodes: [{ nativeId: 'u1-1' }, { nativeId: 'u1-2' }] },
  });
});

test('totalCount is counted only when it is asked for', async () => {
  const counting = keeping(sessionRecord);
  await ask(`{ sessions { edges { cursor node { id } } nodes { id } } }`, [counting]);
  expect(counting.calls).not.toContain('countSessions');
  const { data } = await ask(`{ sessions(filter: null) { totalCount } }`, [counting]);
  expect(data).toEqual({ sessions: { totalCount: 1 } });
});

test.each([
  [[null, true, null], true],
  [[null, null], null],
])('a device whose sessions are current %j is current: %s', async (answers, expected) => {
  const records = answers.map((isOwnCredentials, index) => ({
    ...sessionRecord,
    nativeId: String(index),
    deviceId: 'd1',
    isOwnCredentials: isOwnCredentials === true ? (true as const) : null,
  }));
  const { data } = await ask(
    `{ sessions(filter: { userIds: ["5"] }, first: 1) { nodes { device { isCurrent name } } } }`,
    [keeping(...records)],
  );
  expect(data).toEqual({
    sessions: { nodes: [{ device: { isCurrent: expected, name: 'Zendesk session' } }] },
  });
});

test.each([
  ['{}', 'must specify exactly one key'],
  ['{ id: "1", email: "jane@example.com" }', 'must specify exactly one key'],
  ['{ id: null }', 'must be non-null'],
])('a user named by %s is refused', async (by, message) => {
  const { errors } = await ask(`{ user(by: ${by}) { id } }`);
  expect(errors?.map((error) => error.message).join()).toContain(message);
});

test('an id that was put together by hand from those of two sessions names nothing', async () => {
  const other = { ...sessionRecord, nativeId: '78', accountId: '6' };
  const crossed = sessionIdOf(provider, { ...sessionRecord, accountId: '6' });
  const { data } = await ask(
    `query ($id: ID!) { session(id: $id) { id } }`,
    [keeping(sessionRecord, other)],
    {
      id: crossed,
    },
  );
  expect(data).toEqual({ session: null });
});
