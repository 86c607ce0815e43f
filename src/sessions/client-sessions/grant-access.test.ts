import { describe, expect, test } from 'vitest';
import { seamId } from '../../demo/seam/build.ts';
import { closeAfterEach } from '../../providers/seam/testing.ts';
import { clientSessionIdOf } from '../id.ts';
import { account, account2, app, openCompany } from './testing.ts';

closeAfterEach();

describe('grantClientSessionAccess', () => {
  test.each([['id'], ['userIdentifierKey']])('adds to what a session named by its %s reaches', async (by) => {
    const company = await openCompany();
    const { ask, id } = company;
    const changed = await ask.as(app).grantClientSessionAccess({
      clientSession: by === 'id' ? { id } : { userIdentifierKey: 'jane' },
      providerId: undefined,
      grants: { connectedAccountIds: [account2] },
    });
    expect(changed.value?.record.connectedAccountIds).toEqual([account, account2]);
    expect(changed.userErrors).toEqual([]);
    expect(ask.records[1]).toMatchObject({
      phase: 'outcome',
      input: { connectedAccountIds: [account2] },
      sessions: [
        { sessionId: company.sessionId, nativeId: seamId(9, 1), accountId: 'jane', outcome: 'GRANTED' },
      ],
    });
  });

  test('a session or an account that is not there is not found', async () => {
    const { ask, id, provider } = await openCompany();
    for (const [of, granted] of [
      [clientSessionIdOf(provider.id, seamId(9, 7)), account2],
      [id, seamId(2, 9)],
    ] as const) {
      const changed = await ask.as(app).grantClientSessionAccess({
        clientSession: { id: of },
        providerId: undefined,
        grants: { connectedAccountIds: [granted] },
      });
      expect(changed).toMatchObject({ value: null, userErrors: [{ code: 'NOT_FOUND' }] });
    }
  });

  test.each([
    ['nothing granted', {}, undefined, 'connectedAccountIds'],
    ['a provider beside an id', { connectedAccountIds: [account2] }, 'locks', 'providerId'],
    ['two identities', { userIdentityIds: ['a', 'b'] }, undefined, 'userIdentityIds'],
  ])('refuses %s', async (_, grants, providerId, field) => {
    const { ask, emulator, id } = await openCompany();
    expect(
      await ask.as(app).grantClientSessionAccess({ clientSession: { id }, providerId, grants }),
    ).toMatchObject({ value: null, userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', field] }] });
    expect([emulator.calls, ask.records]).toEqual([[], []]);
  });
});
