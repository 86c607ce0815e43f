import { describe, expect, test } from 'vitest';
import { principalWith, askThe } from '../../../test/support/asking.ts';
import { answer, closeAfterEach, openSeamOn } from '../../providers/seam/testing.ts';
import { account, app, createdAt, openCompany, recorded } from './testing.ts';

closeAfterEach();

const farAhead = Date.parse('2099-01-01T00:00:00Z');

describe('createClientSession', () => {
  test('makes one with everything it was given, and its token', async () => {
    const company = await openCompany();
    const { ask, emulator } = company;
    const changed = await ask.as(app).createClientSession(undefined, {
      userIdentifierKey: 'john',
      customerKey: 'acme',
      connectedAccountIds: [account],
      expiresAt: farAhead,
    });
    expect(changed.value?.clientSession.record).toMatchObject({
      userIdentifierKey: 'john',
      customerKey: 'acme',
      connectedAccountIds: [account],
      expiresAt: farAhead,
      state: 'ACTIVE',
    });
    expect(changed.userErrors).toEqual([]);
    const token = changed.value?.token.reveal() ?? '';
    expect(token).toBe(emulator.world.clientSessions[1]?.token);
    expect(recorded(company)).toEqual(['intent createClientSession', 'outcome createClientSession CREATED']);
    expect(ask.records[0]).toMatchObject({
      actor: 'key:app',
      subjectUser: 'john',
      input: {
        userIdentifierKey: 'john',
        customerKey: 'acme',
        connectedAccountIds: [account],
        expiresAt: '2099-01-01T00:00:00.000Z',
      },
      sessions: [{ sessionId: null, provider: 'locks', nativeId: null, accountId: 'john' }],
    });
    expect(ask.records[1]?.sessions[0]?.nativeId).toBe(emulator.world.clientSessions[1]?.id);
    expect(JSON.stringify(ask.records)).not.toContain(token);
  });

  test('refuses a key that has one already', async () => {
    const company = await openCompany();
    expect(
      await company.ask.as(app).createClientSession('locks', { userIdentifierKey: 'jane' }),
    ).toMatchObject({
      value: null,
      userErrors: [{ code: 'ALREADY_EXISTS', providerId: 'locks', retryable: false }],
    });
    expect(company.emulator.world.clientSessions).toHaveLength(1);
    expect(recorded(company)[1]).toBe('outcome createClientSession FAILED');
  });

  test.each([
    [{ userIdentifierKey: ' ' }, 'userIdentifierKey'],
    [{ customerKey: '' }, 'customerKey'],
    [{ userIdentityIds: [] }, 'userIdentityIds'],
    [{ userIdentityId: 'a', userIdentityIds: ['a'] }, 'userIdentityIds'],
    [{ expiresAt: createdAt }, 'expiresAt'],
  ])('refuses %j, and Seam is not asked', async (input, field) => {
    const { ask, emulator } = await openCompany();
    expect(await ask.as(app).createClientSession(undefined, input)).toMatchObject({
      value: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', field] }],
    });
    expect([emulator.calls, ask.records]).toEqual([[], []]);
  });
});

describe('getOrCreateClientSession', () => {
  test('asked twice at once is one call to Seam, and each who was given the token answers for it', async () => {
    const company = await openCompany();
    const { ask, emulator } = company;
    const both = await Promise.all(
      ['key:one', 'key:two'].map((name) =>
        ask
          .as(principalWith({ name }, 'client-sessions:write'))
          .getOrCreateClientSession(undefined, { userIdentifierKey: 'new' }),
      ),
    );
    expect(emulator.calls).toHaveLength(1);
    expect(both[0]?.value?.token.reveal()).toBe(both[1]?.value?.token.reveal());
    const made = ask.records.filter(({ sessions }) => sessions[0]?.outcome === 'GOT_OR_CREATED');
    expect(made.map(({ actor }) => actor).toSorted()).toEqual(['key:one', 'key:two']);
    expect(new Set(made.map(({ changeId }) => changeId)).size).toBe(2);
    expect(new Set(made.map(({ sessions }) => sessions[0]?.nativeId)).size).toBe(1);
  });

  test('whoever joins and cannot be recorded is given no token', async () => {
    const { ask } = await openCompany();
    ask.beforeRecord = ({ actor }) => {
      if (actor === 'key:two') throw new Error('ENOSPC');
    };
    const [one, two] = await Promise.all(
      ['key:one', 'key:two'].map((name) =>
        ask
          .as(principalWith({ name }, 'client-sessions:write'))
          .getOrCreateClientSession(undefined, { userIdentifierKey: 'new' }),
      ),
    );
    expect(one?.value).not.toBeNull();
    expect(two).toMatchObject({ value: null, userErrors: [{ code: 'UNAVAILABLE', retryable: true }] });
  });

  test('a token that does not work is given together with the reason', async () => {
    const { ask, id } = await openCompany();
    await ask.as(app).revokeClientSession(id, {});
    const changed = await ask.as(app).getOrCreateClientSession(undefined, { userIdentifierKey: 'jane' });
    expect(changed.value?.token.reveal()).toMatch(/^seam_cst/);
    expect(changed.userErrors).toMatchObject([{ code: 'TOKEN_UNUSABLE', providerId: 'locks' }]);
  });
});

test('what Seam did not take of the input is told beside the token', async () => {
  const { provider } = await openSeamOn({
    '/client_sessions/create': () =>
      answer({
        client_session: {
          client_session_id: 'cst1',
          created_at: new Date(createdAt).toISOString(),
          expires_at: '2027-01-01T00:00:00Z',
          token: 'seam_cst1_token',
        },
        ok: true,
      }),
  });
  const made = await askThe([provider]).as(app).createClientSession(undefined, { expiresAt: farAhead });
  expect(made.value?.token.reveal()).toBe('seam_cst1_token');
  expect(made.userErrors).toEqual([
    {
      code: 'NOT_APPLIED',
      message: 'Seam (locks) gave the session without the expiresAt that was asked for.',
      field: ['input', 'expiresAt'],
      providerId: 'locks',
      retryable: false,
    },
  ]);
});
