import { describe, expect, test } from 'vitest';
import { principalWith } from '../../../test/support/asking.ts';
import { seamId } from '../../demo/seam/build.ts';
import { closeAfterEach } from '../../providers/seam/testing.ts';
import { clientSessionIdOf } from '../id.ts';
import { app, openCompany, recorded } from './testing.ts';

closeAfterEach();

describe.each([
  ['revokeClientSession', 'REVOKED'],
  ['deleteClientSession', 'DELETED'],
] as const)('%s', (name, outcome) => {
  test('is recorded, with whose it was, and with why', async () => {
    const company = await openCompany();
    const { ask, id, sessionId } = company;
    const changed = await ask.as(app)[name](id, { reason: 'LOST_OR_STOLEN', note: 'A phone.' });
    expect(changed.userErrors).toEqual([]);
    expect(recorded(company)).toEqual([`intent ${name}`, `outcome ${name} ${outcome}`]);
    for (const record of ask.records) {
      expect(record).toMatchObject({
        reason: 'LOST_OR_STOLEN',
        note: 'A phone.',
        subjectUser: 'jane',
        sessions: [{ sessionId, nativeId: seamId(9, 1), accountId: 'jane' }],
      });
    }
  });

  test('one that is not there is an error, and no change', async () => {
    const { ask, provider } = await openCompany();
    const nobody = clientSessionIdOf(provider.id, seamId(9, 7));
    expect(await ask.as(app)[name](nobody, {})).toMatchObject({
      value: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
    expect(ask.records).toEqual([]);
  });

  test('called twice at once, Seam is told once and both get the same answer', async () => {
    const { ask, id, emulator } = await openCompany();
    const [one, two] = await Promise.all([ask.as(app)[name](id, {}), ask.as(app)[name](id, {})]);
    expect(one.userErrors).toEqual([]);
    expect(two).toEqual(one);
    const path = `/client_sessions/${name === 'deleteClientSession' ? 'delete' : 'revoke'}`;
    expect(emulator.calls.filter((call) => call.endsWith(path))).toHaveLength(1);
    expect(ask.records).toHaveLength(4);
  });

  test('one that Seam shows and does not know when told to change it is not gone', async () => {
    const company = await openCompany();
    const { ask, id, emulator } = company;
    const shown = emulator.world.clientSessions;
    emulator.faultOnly = (call) => {
      emulator.world.clientSessions = call.endsWith('/get') ? shown : [];
      return false;
    };
    expect(await ask.as(app)[name](id, {})).toMatchObject({
      value: null,
      userErrors: [{ code: 'UNAVAILABLE', providerId: 'locks', retryable: true }],
    });
    expect(recorded(company)).toEqual([`intent ${name}`, `outcome ${name} FAILED`]);
  });

  test('one that went away in between is not found', async () => {
    const company = await openCompany();
    const { ask, id, emulator } = company;
    let reads = 0;
    emulator.faultOnly = (call) => {
      if (!call.endsWith('/get') || (reads += 1) > 1) emulator.world.clientSessions = [];
      return false;
    };
    expect(await ask.as(app)[name](id, {})).toMatchObject({
      value: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }],
    });
    expect(recorded(company)).toEqual([`intent ${name}`, `outcome ${name} NOT_FOUND`]);
  });

  test('an id of another type is a mistake', async () => {
    const { ask, sessionId, emulator } = await openCompany();
    expect(await ask.as(app)[name](sessionId, {})).toMatchObject({
      value: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'id'] }],
    });
    expect(emulator.calls).toEqual([]);
  });

  test('a note of 501 characters is a mistake', async () => {
    const { ask, id } = await openCompany();
    expect(await ask.as(app)[name](id, { note: 'x'.repeat(501) })).toMatchObject({
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'note'] }],
    });
  });

  test('a failing Seam is told, and whether to try again', async () => {
    const company = await openCompany();
    const { ask, id, emulator } = company;
    emulator.faultOnly = (call) => !call.endsWith('/get');
    emulator.fault = { kind: 'limited', retryAfterSeconds: 5 };
    expect(await ask.as(app)[name](id, {})).toMatchObject({
      value: null,
      userErrors: [{ code: 'RATE_LIMITED', providerId: 'locks', retryable: true }],
    });
    expect(recorded(company)).toEqual([`intent ${name}`, `outcome ${name} FAILED`]);
  });
});

test('a revoked session stays to be read, as REVOKED; a deleted one is gone', async () => {
  const { ask, id } = await openCompany();
  const request = ask.as(principalWith({}, 'client-sessions:write', 'client-sessions:read'));
  expect((await request.findClientSession(id))?.record.state).toBe('ACTIVE');
  expect((await request.revokeClientSession(id, {})).value?.record.state).toBe('REVOKED');
  expect((await request.findClientSession(id))?.record.state).toBe('REVOKED');
  expect((await request.deleteClientSession(id, {})).value).toBe(id);
  expect(await request.findClientSession(id)).toBeNull();
});
