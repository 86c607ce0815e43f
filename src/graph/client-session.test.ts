import { expect, test } from 'vitest';
import {
  SecretToken,
  type ClientSessionInput,
  type ClientSessionQuery,
} from '../providers/client-sessions-api.ts';
import { ask, clientSessionOf } from './testing.ts';

const empty = {
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: () => 0,
  providerReports: [],
};

test.each<[string, ClientSessionQuery]>([
  ['{}', {}],
  ['{ connectWebviewId: null, userIdentityId: null }', { connectWebviewId: null, userIdentityId: null }],
  ['{ connectWebviewId: "w1", userIdentityId: "u1" }', { connectWebviewId: 'w1', userIdentityId: 'u1' }],
  ['{ clientSessionId: null, userIdentifierKey: null, withoutUserIdentifierKey: null }', {}],
  ['{ userIdentifierKey: "jane_doe" }', { userIdentifierKey: 'jane_doe' }],
  ['{ withoutUserIdentifierKey: false }', { withoutUserIdentifierKey: false }],
])('the filter %s asks for just that', async (filter, expected) => {
  const asked: unknown[] = [];
  await ask(`{ clientSessions(filter: ${filter}) { totalCount } }`, {
    clientSessions: async (query) => {
      asked.push(query.filter);
      return empty;
    },
  });
  expect(asked).toStrictEqual([expected]);
});

const mutation = `mutation ($input: GetOrCreateClientSessionInput!) {
  getOrCreateClientSession(input: $input) { clientSession { id } token userErrors { code field } }
}`;

test('getOrCreateClientSession passes on what is given and hands out the token', async () => {
  const asked: [string | undefined, ClientSessionInput][] = [];
  const { data } = await ask(
    mutation,
    {
      getOrCreateClientSession: async (providerId, input) => {
        asked.push([providerId, input]);
        return {
          value: { clientSession: clientSessionOf('c1'), token: new SecretToken('seam_cst1') },
          userErrors: [],
        };
      },
    },
    {
      input: {
        providerId: null,
        userIdentifierKey: 'jane_doe',
        connectedAccountIds: [],
        connectWebviewIds: null,
        expiresAt: '2026-12-01T00:00:00Z',
      },
    },
  );
  expect(asked).toStrictEqual([
    [undefined, { userIdentifierKey: 'jane_doe', connectedAccountIds: [], expiresAt: Date.UTC(2026, 11, 1) }],
  ]);
  expect(data).toEqual({
    getOrCreateClientSession: { clientSession: { id: 'c1' }, token: 'seam_cst1', userErrors: [] },
  });
});

test('a refused change is data', async () => {
  const { data, errors } = await ask(
    mutation,
    {
      getOrCreateClientSession: async () => ({
        value: null,
        userErrors: [
          {
            code: 'BAD_USER_INPUT',
            message: 'userIdentityIds must hold exactly one id.',
            field: ['input', 'userIdentityIds'],
            providerId: null,
            retryable: false,
          },
        ],
      }),
    },
    { input: { userIdentityIds: [] } },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    getOrCreateClientSession: {
      clientSession: null,
      token: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'userIdentityIds'] }],
    },
  });
});
