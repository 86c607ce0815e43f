/** What the person in GraphiQL writes, and what they get: each mutation through the schema, over the real adapters. */
import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maskError } from '../../src/graph/errors.ts';
import { schema } from '../../src/graph/schema.ts';
import type { Principal } from '../../src/sessions/principal.ts';
import { principalWith, askThe, operator, viewer, type Asked } from '../support/asking.ts';
import {
  openFourProviders,
  startFourEmulators,
  urlsOf,
  type FourEmulators,
} from '../support/four-providers.ts';
import type { Answer } from '../support/server.ts';

const app = principalWith({ name: 'key:app' }, 'client-sessions:write');

let emulators: FourEmulators;
let closeProviders: () => Promise<void>;
let company: Asked;
beforeAll(async () => {
  emulators = await startFourEmulators(['ann', 'bob', 'cyd', 'dan'], 3, Date.now);
  const opened = openFourProviders(urlsOf(emulators), Date.now);
  closeProviders = opened.close;
  company = askThe(opened.providers);
});
afterAll(async () => {
  await closeProviders();
  await emulators.close();
});

async function ask(principal: Principal, source: string, variableValues: Record<string, unknown> = {}) {
  const contextValue = company.contextOf(principal);
  const { data, errors = [] } = await graphql({ schema, source, contextValue, variableValues });
  const codes = errors.map((error) => {
    const shown: Answer = maskError(error, 'Unexpected error.');
    return shown.extensions.code ?? shown.message;
  });
  const answer: Answer = structuredClone(data);
  return { data: answer, codes };
}

async function idsOf(person: string, providerId: string): Promise<readonly string[]> {
  const { data } = await ask(
    operator,
    `query ($filter: SessionFilter) { sessions(filter: $filter, first: 100) { nodes { id } } }`,
    { filter: { userIds: [person], providerIds: [providerId] } },
  );
  return data.sessions.nodes.map(({ id }: Answer) => id);
}

const revokeSession = `mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) {
  result { id outcome retryable message provider { id } session { id state ipAddress viewerCanRevoke } }
  userErrors { code field } } }`;
const revokeSessions = `mutation ($input: RevokeSessionsInput!) { revokeSessions(input: $input) {
  results { id outcome } processedCount remaining dryRun providerReports { provider { id } status } userErrors { code field providerId } } }`;
const revokeOthers = `mutation ($input: RevokeOtherSessionsInput!) { revokeOtherSessions(input: $input) {
  results { outcome provider { id } message } dryRun userErrors { code } } }`;

test('revokeSession gives the session as it is now', async () => {
  const [id = ''] = await idsOf('ann', 'clerk');
  const input = { id, reason: 'LOST_OR_STOLEN', note: 'My old phone.' };
  const { data, codes } = await ask(viewer('ann'), revokeSession, { input });
  expect(codes).toEqual([]);
  expect(data.revokeSession).toEqual({
    result: {
      id,
      outcome: 'REVOKED',
      retryable: false,
      message: null,
      provider: { id: 'clerk' },
      session: { id, state: 'REVOKED', ipAddress: '203.0.113.7', viewerCanRevoke: false },
    },
    userErrors: [],
  });
  expect(company.records.at(-1)).toMatchObject({ reason: 'LOST_OR_STOLEN', note: 'My old phone.' });
  expect((await ask(viewer('ann'), revokeSession, { input: { id } })).data.revokeSession.result.outcome).toBe(
    'ALREADY_ENDED',
  );
});

test("revokeSession: another person's session is answered as one that is not there", async () => {
  const [id = ''] = await idsOf('bob', 'support');
  const { data, codes } = await ask(viewer('ann'), revokeSession, { input: { id } });
  expect(codes).toEqual([]);
  expect(data.revokeSession).toEqual({
    result: {
      id,
      outcome: 'NOT_FOUND',
      retryable: false,
      message: 'No such session.',
      provider: null,
      session: null,
    },
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
  });
  expect(await idsOf('bob', 'support')).toContain(id);
});

test('revokeOtherSessions keeps the current one, and where it cannot be told names the way out', async () => {
  const principal = viewer('cyd', 'sess_cyd1');
  const { data } = await ask(principal, revokeOthers, { input: { reason: 'SUSPICIOUS' } });
  const { results } = data.revokeOtherSessions;
  const at = (id: string) => results.filter(({ provider }: Answer) => provider.id === id);
  expect(
    at('clerk')
      .map(({ outcome }: Answer) => outcome)
      .toSorted(),
  ).toEqual(['KEPT_CURRENT', 'REVOKED', 'REVOKED']);
  for (const id of ['chat', 'support', 'locks']) {
    expect(at(id)).toHaveLength(3);
    for (const { outcome, message } of at(id)) {
      expect(outcome).toBe('NOT_SUPPORTED');
      expect(message).toContain('exceptSessionIds');
    }
  }
  const left = emulators.clerk.world.sessions.filter(
    ({ user_id: userId, status }) => userId === 'user_cyd' && status === 'active',
  );
  expect(left.map(({ id }) => id)).toEqual(['sess_cyd1']);
});

test('revokeSessions by a filter: a dry run, then the same with the count it gave', async () => {
  const target = { filter: { userIds: ['dan'], kinds: ['ROCKETCHAT', 'SEAM'] } };
  const preview = await ask(operator, revokeSessions, { input: { target, dryRun: true } });
  expect(preview.codes).toEqual([]);
  const { results, processedCount, remaining, dryRun } = preview.data.revokeSessions;
  expect([processedCount, remaining, dryRun]).toEqual([6, 0, true]);
  expect(new Set(results.map(({ outcome }: Answer) => outcome))).toEqual(new Set(['WOULD_REVOKE']));

  const wrong = await ask(operator, revokeSessions, { input: { target, expectedCount: 7 } });
  expect(wrong.data.revokeSessions).toMatchObject({
    results: [],
    userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'expectedCount'] }],
  });
  const real = await ask(operator, revokeSessions, {
    input: { target, expectedCount: processedCount + remaining, reason: 'POLICY' },
  });
  expect(real.data.revokeSessions.results).toEqual(
    results.map(({ id }: Answer) => ({ id, outcome: 'REVOKED' })),
  );
  expect([...emulators.alive()].filter((name) => name.startsWith('chat dan'))).toEqual([]);
});

test('a person ends their own by a filter, without any scope', async () => {
  const target = { filter: { userIds: ['bob', 'dan'], providerIds: ['chat'] } };
  const { data, codes } = await ask(viewer('bob'), revokeSessions, { input: { target } });
  expect(codes).toEqual([]);
  expect(data.revokeSessions.processedCount).toBe(3);
  expect([...emulators.alive()].filter((name) => /^chat (bob|cyd)/.test(name))).toHaveLength(3);
});

describe('what cannot be asked', () => {
  test.each([
    ['neither ids nor filter', {}],
    ['both', { ids: ['x'], filter: { text: 'x' } }],
    ['ids that are null', { ids: null }],
  ])('%s, by the schema itself', async (_, target) => {
    const { data, codes } = await ask(operator, revokeSessions, { input: { target } });
    expect(data).toBeUndefined();
    expect(codes).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    ['501 ids', { target: { ids: Array.from({ length: 501 }, () => 'x') } }, ['input', 'target', 'ids']],
    ['ids of which none is one', { target: { ids: ['x'] } }, ['input', 'target', 'ids']],
    ['an empty filter', { target: { filter: {} } }, ['input', 'target', 'filter']],
    ['a note of 501 characters', { target: { ids: ['x'] }, note: 'x'.repeat(501) }, ['input', 'note']],
  ])('%s, as a user error', async (_, input, field) => {
    const { data, codes } = await ask(operator, revokeSessions, { input });
    expect(codes).toEqual([]);
    expect(data.revokeSessions).toMatchObject({
      results: [],
      processedCount: 0,
      userErrors: [{ code: 'BAD_USER_INPUT', field }],
    });
  });
});

test('who may not ask gets an error with a code, and nothing is ended', async () => {
  const alive = emulators.alive();
  const [id = ''] = await idsOf('ann', 'support');
  const nobody = principalWith({});
  expect((await ask(nobody, revokeSession, { input: { id } })).codes).toEqual(['FORBIDDEN']);
  expect((await ask(nobody, revokeSessions, { input: { target: { ids: [id] } } })).codes).toEqual([
    'FORBIDDEN',
  ]);
  const everyone = { target: { filter: {} }, everyone: true };
  expect((await ask(viewer('ann'), revokeSessions, { input: everyone })).codes).toEqual(['FORBIDDEN']);
  expect((await ask(operator, revokeOthers, { input: {} })).codes).toEqual(['UNAUTHENTICATED']);
  const create = `mutation { createClientSession(input: {}) { token } }`;
  expect(await ask(viewer('ann'), create)).toEqual({
    data: { createClientSession: null },
    codes: ['FORBIDDEN'],
  });
  expect(emulators.alive()).toEqual(alive);
});

test('the life of a client session', async () => {
  const made = await ask(
    app,
    `mutation { createClientSession(input: { userIdentifierKey: "eve", customerKey: "acme" }) {
      token clientSession { id state customerKey } userErrors { code } } }`,
  );
  expect(made.codes).toEqual([]);
  const { token, clientSession, userErrors } = made.data.createClientSession;
  expect([clientSession.state, clientSession.customerKey, userErrors]).toEqual(['ACTIVE', 'acme', []]);
  expect(token).toMatch(/^seam_cst/);

  const again = await ask(
    app,
    `mutation { createClientSession(input: { userIdentifierKey: "eve" }) { token clientSession { id } userErrors { code retryable } } }`,
  );
  expect(again.data.createClientSession).toEqual({
    token: null,
    clientSession: null,
    userErrors: [{ code: 'ALREADY_EXISTS', retryable: false }],
  });

  const granted = await ask(
    app,
    `mutation ($input: GrantClientSessionAccessInput!) { grantClientSessionAccess(input: $input) { clientSession { id } userErrors { code field } } }`,
    { input: { clientSession: { userIdentifierKey: 'eve' } } },
  );
  expect(granted.data.grantClientSessionAccess).toEqual({
    clientSession: null,
    userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'connectedAccountIds'] }],
  });

  const { id } = clientSession;
  const revoke = `mutation ($input: RevokeClientSessionInput!) { revokeClientSession(input: $input) { clientSession { id state } userErrors { code } } }`;
  expect((await ask(app, revoke, { input: { id, reason: 'REPLACED' } })).data.revokeClientSession).toEqual({
    clientSession: { id, state: 'REVOKED' },
    userErrors: [],
  });
  const unusable = await ask(
    app,
    `mutation { getOrCreateClientSession(input: { userIdentifierKey: "eve" }) { token userErrors { code message } } }`,
  );
  expect(unusable.data.getOrCreateClientSession).toMatchObject({
    token,
    userErrors: [{ code: 'TOKEN_UNUSABLE' }],
  });

  const remove = `mutation ($input: DeleteClientSessionInput!) { deleteClientSession(input: $input) { deletedClientSessionId userErrors { code field } } }`;
  expect((await ask(app, remove, { input: { id } })).data.deleteClientSession).toEqual({
    deletedClientSessionId: id,
    userErrors: [],
  });
  expect((await ask(app, remove, { input: { id } })).data.deleteClientSession).toEqual({
    deletedClientSessionId: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
  });
  expect(JSON.stringify(company.records)).not.toContain(token);
});
