import { expect, test } from 'vitest';
import type { ClientSessionQuery } from '../providers/client-sessions-api.ts';
import { ask, seamInMemory } from './testing.ts';

test.each<[string, ClientSessionQuery]>([
  ['{}', {}],
  ['{ connectWebviewId: null, userIdentityId: null }', { connectWebviewId: null, userIdentityId: null }],
  ['{ connectWebviewId: "w1", userIdentityId: "u1" }', { connectWebviewId: 'w1', userIdentityId: 'u1' }],
  ['{ clientSessionId: null, userIdentifierKey: null, withoutUserIdentifierKey: null }', {}],
  ['{ userIdentifierKey: "jane_doe" }', { userIdentifierKey: 'jane_doe' }],
  ['{ withoutUserIdentifierKey: false }', { withoutUserIdentifierKey: false }],
])('the filter %s asks for just that', async (filter, expected) => {
  const locks = seamInMemory();
  await ask(`{ clientSessions(filter: ${filter}) { totalCount } }`, [locks]);
  expect(locks.asked).toStrictEqual([expected]);
});

const mutation = `mutation ($input: GetOrCreateClientSessionInput!) {
  getOrCreateClientSession(input: $input) { clientSession { nativeId } token userErrors { code field } }
}`;

test('getOrCreateClientSession passes on what is given and hands out the token', async () => {
  const locks = seamInMemory();
  const { data } = await ask(mutation, [locks], {
    input: {
      providerId: null,
      userIdentifierKey: 'jane_doe',
      connectedAccountIds: [],
      connectWebviewIds: null,
      expiresAt: '2026-12-01T00:00:00Z',
    },
  });
  expect(locks.asked).toStrictEqual([
    { userIdentifierKey: 'jane_doe', connectedAccountIds: [], expiresAt: Date.UTC(2026, 11, 1) },
  ]);
  expect(data).toEqual({
    getOrCreateClientSession: { clientSession: { nativeId: 'cs1' }, token: 'seam_cst1', userErrors: [] },
  });
});

test('a refused change is data', async () => {
  const { data, errors } = await ask(mutation, [seamInMemory()], { input: { userIdentityIds: [] } });
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    getOrCreateClientSession: {
      clientSession: null,
      token: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'userIdentityIds'] }],
    },
  });
});
