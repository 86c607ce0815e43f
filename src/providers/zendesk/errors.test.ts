import { expect, test } from 'vitest';
import type { EmulatorResponse } from '../../demo/emulator.ts';
import {
  invalidEndpoint,
  missingScope,
  forbiddenForRole,
  recordNotFound,
  tooManyValues,
} from '../../demo/zendesk/answers.ts';
import { anyCall, noon, openZendesk, openZendeskOn, sessionsOfUser } from './testing.ts';

const html = { 'content-type': 'text/html' };

test.each<[string, EmulatorResponse, string, string]>([
  ['a token without the scope', missingScope('read'), 'NOT_AUTHORIZED', 'scope'],
  ['a role that may not', forbiddenForRole, 'NOT_AUTHORIZED', "use an admin's credentials"],
  ['a 403 in HTML', { status: 403, headers: html, text: '<html>' }, 'NOT_AUTHORIZED', 'admin'],
  ['an unknown subdomain', { status: 404, headers: html, text: '<html>' }, 'MALFORMED', 'subdomain'],
  ['an unknown path', invalidEndpoint, 'MALFORMED', 'subdomain'],
  ['a refused value', tooManyValues, 'REJECTED', 'HTTP 400'],
  [
    'a refusal in plain text',
    { status: 400, headers: { 'content-type': 'text/plain' }, text: 'No' },
    'REJECTED',
    'HTTP 400',
  ],
  [
    'a record that is not valid',
    { status: 422, json: { error: 'RecordInvalid', description: 'Record validation errors', details: {} } },
    'REJECTED',
    'HTTP 422',
  ],
  ['a fault at Zendesk', { status: 503, headers: html, text: '<html>' }, 'UNAVAILABLE', 'HTTP 503'],
])('explains %s', async (_, answer, status, advice) => {
  const { zendesk } = await openZendeskOn(() => answer);
  const asked = zendesk.sessionsOf(['3'], anyCall());
  await expect(asked).rejects.toMatchObject({ status });
  await expect(asked).rejects.toThrow(advice);
});

test('repeats nothing that Zendesk says', async () => {
  const { zendesk } = await openZendeskOn(() => ({
    status: 403,
    json: { error: { title: 'Forbidden', message: 'ask jane@acme.com' }, description: 'secret-text' },
  }));
  const failure = await zendesk.sessionsOf(['3'], anyCall()).catch((error: unknown) => String(error));
  expect(failure).not.toMatch(/jane|secret-text/);
});

test.each([
  ['tells its wait', { 'retry-after': '41' }, 41_000],
  ['does not tell its wait', {}, 10_000],
  ['tells its wait in words', { 'retry-after': 'soon' }, 10_000],
])('a 429 that %s is RATE_LIMITED until then', async (_, headers, waitMs) => {
  const { zendesk } = await openZendeskOn(() => ({
    status: 429,
    headers: { 'content-type': 'text/plain', ...headers },
    text: 'Rate limit exceeded',
  }));
  await expect(zendesk.sessionsOf(['3'], anyCall())).rejects.toMatchObject({
    status: 'RATE_LIMITED',
    retryAt: noon + waitMs,
  });
});

test("the account's own limit is RATE_LIMITED until its minute is over", async () => {
  const { zendesk, clock } = await openZendesk({
    settings: { rateLimit: { perMinute: 1, headers: '2024' } },
  });
  await zendesk.sessionsOf(['3'], anyCall());
  clock.now = noon + 15_000;
  await expect(zendesk.sessionsOf(['3'], anyCall())).rejects.toMatchObject({ retryAt: noon + 60_000 });
  clock.now = noon + 60_000;
  await expect(zendesk.sessionsOf(['3'], anyCall())).resolves.toHaveProperty('size', 1);
});

test('an unknown path is not taken for a session that is gone', async () => {
  const ref = { nativeId: '31', accountId: '3' };
  for (const answer of [invalidEndpoint, { status: 404, headers: html, text: '<html>' }]) {
    const { zendesk } = await openZendeskOn(() => answer);
    await expect(zendesk.readSession(ref, anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
    await expect(zendesk.revokeSession(ref, anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
  }
});

test('ending takes only 204 for done', async () => {
  const { zendesk } = await openZendeskOn(() => ({ status: 200, json: {} }));
  await expect(zendesk.revokeSession({ nativeId: '31', accountId: '3' }, anyCall())).rejects.toMatchObject({
    status: 'MALFORMED',
  });
  await expect(zendesk.revokeAllSessions?.('3', anyCall())).rejects.toMatchObject({ status: 'MALFORMED' });
});

test('ending all sessions of a user whom Zendesk does not know is NOT_FOUND', async () => {
  const { zendesk, emulator } = await openZendesk({ sessions: sessionsOfUser(3, 1, 2) });
  await expect(zendesk.revokeAllSessions?.('999', anyCall())).rejects.toMatchObject({ status: 'NOT_FOUND' });
  expect(emulator.world.sessions).toHaveLength(2);
});

test('a user whom Zendesk does not know has no sessions', async () => {
  const { zendesk } = await openZendeskOn(() => recordNotFound);
  expect((await zendesk.sessionsOf(['999'], anyCall())).get('999')).toMatchObject({
    sessions: [],
    failure: null,
  });
});
