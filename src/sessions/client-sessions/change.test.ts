/** What holds for every change of a client session. */
import { expect, test } from 'vitest';
import { gate, viewer } from '../../../test/support/asking.ts';
import { closeAfterEach } from '../../providers/seam/testing.ts';
import { AccessError } from '../access-error.ts';
import { account2, app, openCompany, recorded } from './testing.ts';

closeAfterEach();

test('who lacks the scope may change nothing, not even their own', async () => {
  const { ask, id, emulator } = await openCompany();
  const jane = ask.as(viewer('jane'));
  const grant = { clientSession: { id }, providerId: undefined, grants: { connectedAccountIds: [account2] } };
  for (const asked of [
    () => jane.getOrCreateClientSession(undefined, { userIdentifierKey: 'jane' }),
    () => jane.createClientSession(undefined, { userIdentifierKey: 'jane2' }),
    () => jane.grantClientSessionAccess(grant),
    () => jane.revokeClientSession(id, {}),
    () => jane.deleteClientSession(id, {}),
  ]) {
    await expect(asked()).rejects.toThrow(AccessError);
  }
  expect([emulator.calls, ask.records]).toEqual([[], []]);
});

test.each(['createClientSession', 'deleteClientSession'] as const)(
  '%s: no record, no change',
  async (name) => {
    const { ask, id, emulator } = await openCompany();
    ask.beforeRecord = () => {
      throw new Error('ENOSPC');
    };
    const changed =
      name === 'deleteClientSession'
        ? await ask.as(app).deleteClientSession(id, {})
        : await ask.as(app).createClientSession(undefined, { userIdentifierKey: 'john' });
    expect(changed).toMatchObject({ value: null, userErrors: [{ code: 'UNAVAILABLE', retryable: true }] });
    expect(emulator.world.clientSessions.map(({ userIdentifierKey }) => userIdentifierKey)).toEqual(['jane']);
  },
);

test('a client who leaves does not stop what was begun', async () => {
  const company = await openCompany();
  const { ask, id, emulator } = company;
  const client = new AbortController();
  const { opened, open } = gate();
  ask.beforeRecord = () => {
    client.abort(new Error('The client left.'));
    open();
  };
  ask
    .as(app, client.signal)
    .deleteClientSession(id, {})
    .catch(() => {});
  await opened;
  await ask.service.settled();
  expect(emulator.world.clientSessions).toEqual([]);
  expect(recorded(company)).toEqual(['intent deleteClientSession', 'outcome deleteClientSession DELETED']);
});
