import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import { zendeskSession } from '../../demo/zendesk/world.ts';
import { anyCall, clientSecret, noon, oauth, openZendesk, openZendeskOn } from './testing.ts';

const tokenCall = 'POST /oauth/tokens';

function tokenCalls(emulator: { readonly calls: readonly string[] }): number {
  return emulator.calls.filter((call) => call === tokenCall).length;
}

test('one OAuth token serves all calls until shortly before it expires', async () => {
  const { zendesk, emulator, clock } = await openZendesk({ config: oauth });
  await zendesk.sessionsOf(['3'], anyCall());
  clock.now = noon + 7_100_000;
  await zendesk.sessionsOf(['3'], anyCall());
  expect(tokenCalls(emulator)).toBe(1);

  clock.now = noon + 7_150_000;
  await zendesk.sessionsOf(['3'], anyCall());
  expect(tokenCalls(emulator)).toBe(2);
});

test('calls at the same time share one token request', async () => {
  const { zendesk, emulator } = await openZendesk({ config: oauth });
  await Promise.all(['1', '2', '3'].map((id) => zendesk.sessionsOf([id], anyCall())));
  expect(tokenCalls(emulator)).toBe(1);
});

test('a caller who leaves while the token is fetched does not fail the others', async () => {
  const { zendesk, emulator } = await openZendesk({ config: oauth });
  emulator.fault = { kind: 'slow', ms: 100 };
  const caller = new AbortController();
  const left = zendesk.sessionsOf(['3'], { ...anyCall(), signal: caller.signal });
  const stayed = zendesk.sessionsOf(['3'], anyCall());
  await vi.waitFor(() => expect(tokenCalls(emulator)).toBe(1));

  const reason = new Error('the caller left');
  caller.abort(reason);
  await expect(left).rejects.toBe(reason);
  expect((await stayed).get('3')?.failure).toBeNull();
  expect(tokenCalls(emulator)).toBe(1);
});

test('a caller with little time is told so, and the token still comes for the next one', async () => {
  const { zendesk, emulator } = await openZendesk({ config: oauth });
  emulator.fault = { kind: 'slow', ms: 200 };
  const hurried = zendesk.sessionsOf(['3'], { ...anyCall(), deadlineAt: performance.now() + 50 });
  await expect(hurried).rejects.toMatchObject({ status: 'TIMED_OUT' });
  await zendesk.sessionsOf(['3'], anyCall());
  expect(tokenCalls(emulator)).toBe(1);
});

test('a token that was revoked is replaced and the call is tried again', async () => {
  const { zendesk, emulator } = await openZendesk({
    config: oauth,
    sessions: [zendeskSession(31, 3, noon)],
  });
  await zendesk.sessionsOf(['3'], anyCall());
  emulator.world.oauthTokens = [];
  const read = await zendesk.sessionsOf(['3'], anyCall());
  expect(read.get('3')?.sessions).toHaveLength(1);
  expect(tokenCalls(emulator)).toBe(2);
});

test('a refusal of the old token that comes late does not cost the new one', async () => {
  const { zendesk, emulator } = await openZendesk({ config: oauth });
  await zendesk.sessionsOf(['3'], anyCall());
  emulator.world.oauthTokens = [];
  emulator.fault = { kind: 'slow', ms: 100 };
  emulator.faultOnly = (call) => call.includes('/users/2/');
  await Promise.all([zendesk.sessionsOf(['2'], anyCall()), zendesk.sessionsOf(['3'], anyCall())]);
  expect(tokenCalls(emulator)).toBe(2);
});

test('a token that was revoked is also noticed where Zendesk answers as to a stranger', async () => {
  const { zendesk, emulator } = await openZendesk({ config: { ...oauth, access: 'self' } });
  await zendesk.findAccounts('nativeId', ['1'], anyCall());
  emulator.world.oauthTokens = [];
  expect((await zendesk.findAccounts('nativeId', ['1'], anyCall())).found.size).toBe(1);
});

test('a new token that is refused as well is not replaced again', async () => {
  const { zendesk, emulator } = await openZendeskOn(
    ({ path }) =>
      path === '/oauth/tokens'
        ? { status: 200, json: { access_token: 'useless', expires_in: 7200 } }
        : { status: 401, json: { error: 'invalid_token' } },
    oauth,
  );
  await expect(zendesk.sessionsOf(['3'], anyCall())).rejects.toMatchObject({ status: 'NOT_AUTHORIZED' });
  expect(emulator.calls.filter((call) => call !== tokenCall)).toHaveLength(2);
  expect(tokenCalls(emulator)).toBe(2);
});

test('a failed token request is made again for the next call', async () => {
  const { zendesk, emulator } = await openZendesk({ config: oauth });
  emulator.fault = { kind: 'html', status: 503 };
  await expect(zendesk.sessionsOf(['3'], anyCall())).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  emulator.fault = { kind: 'ok' };
  await expect(zendesk.sessionsOf(['3'], anyCall())).resolves.toHaveProperty('size', 1);
});

test('a client that is unknown, public or told a wrong secret is explained', async () => {
  const { zendesk, emulator } = await openZendesk({ config: oauth });
  const [client] = emulator.world.oauthClients;
  if (client === undefined) throw new Error('no client');
  for (const [change, advice] of [
    [{ secret: 'another' }, 'oauth.clientId and oauth.clientSecret'],
    [{ identifier: 'another' }, 'oauth.clientId and oauth.clientSecret'],
    [{ kind: 'public' as const }, 'confidential'],
  ] as const) {
    emulator.world.oauthClients = [{ ...client, ...change }];
    const asked = zendesk.sessionsOf(['3'], anyCall());
    await expect(asked).rejects.toMatchObject({ status: 'NOT_AUTHORIZED' });
    await expect(asked).rejects.toThrow(advice);
  }
});

test('an API token signs in as the user whose address it comes with', async () => {
  const { zendesk } = await openZendesk({
    config: {
      bearerToken: undefined,
      apiToken: { email: 'agent@example.com', token: 'legacy-api-token' },
      access: 'self',
    },
  });
  expect((await zendesk.findAccounts('nativeId', ['1', '2'], anyCall())).found.get('2')).toMatchObject([
    { displayName: 'Bob' },
  ]);
});

test('no failure tells the token or the secret', async () => {
  const { zendesk, emulator } = await openZendesk({ config: oauth });
  await zendesk.sessionsOf(['3'], anyCall());
  const issued = emulator.world.oauthTokens.map(({ token }) => token);
  emulator.fault = { kind: 'html', status: 500 };
  const failure = await zendesk.sessionsOf(['3'], anyCall()).catch((error: unknown) => error);
  const told = inspect([failure, zendesk], { depth: Infinity, showHidden: true });
  expect([clientSecret, ...issued].filter((secret) => told.includes(secret))).toEqual([]);
});
