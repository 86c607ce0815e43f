import { expect, it } from 'vitest';
import { anyCall, noon, openRocketChat, openRocketChatOn, session, workspace } from './testing.ts';

const ref = { nativeId: 's1', accountId: 'jane' };
const oneSession = { sessions: [session('s1', 'jane')] };

it.each([
  ['view-device-management', 'read'],
  ['logout-device-management', 'end'],
])('names the permission %s where the credentials lack it', async (permission, action) => {
  const world = workspace(oneSession);
  world.permissions[permission] = [];
  const { chat } = await openRocketChat(world);
  const asked = action === 'read' ? chat.countSessions(anyCall()) : chat.revokeSession(ref, anyCall());
  await expect(asked).rejects.toMatchObject({
    status: 'NOT_AUTHORIZED',
    message: expect.stringContaining(permission),
  });
});

it('names the permission to list users where the credentials lack it', async () => {
  const world = workspace({});
  world.permissions['view-d-room'] = [];
  const { chat } = await openRocketChat(world);
  await expect(chat.findAccounts('username', ['a', 'b', 'c'], anyCall())).rejects.toMatchObject({
    status: 'NOT_AUTHORIZED',
    message: expect.stringContaining('view-d-room'),
  });
});

it.each(['refusedWith400', 'refusedWith403'] as const)(
  'says that the licence module is missing, where that is %s',
  async (licence) => {
    for (const access of ['admin', 'self']) {
      const { chat } = await openRocketChat(workspace({ settings: { licence } }), { access });
      await expect(chat.countSessions(anyCall())).rejects.toMatchObject({
        status: 'NOT_LICENSED',
        message: expect.stringContaining('device-management'),
      });
    }
  },
);

it('advises a token that ignores two-factor authentication', async () => {
  const world = workspace({});
  for (const { tokens } of world.users)
    tokens[0] = { secret: tokens[0]?.secret ?? '', bypassesTwoFactor: false };
  const { chat } = await openRocketChat(world);
  await expect(chat.countSessions(anyCall())).rejects.toMatchObject({
    status: 'NOT_AUTHORIZED',
    message: expect.stringContaining('personal access token'),
  });
});

it('tells when the limit of calls ends', async () => {
  const world = workspace({});
  world.permissions['api-bypass-rate-limit'] = [];
  const { chat, clock } = await openRocketChat(world);
  for (let calls = 0; calls < 10; calls += 1) await chat.countSessions(anyCall());
  clock.now = noon + 20_000;
  await expect(chat.countSessions(anyCall())).rejects.toMatchObject({
    status: 'RATE_LIMITED',
    retryAt: noon + 60_000,
    message: expect.stringContaining('api-bypass-rate-limit'),
  });
  clock.now = noon + 60_000;
  expect(await chat.countSessions(anyCall())).toBe(0);
});

it('reads the seconds from the text where there is no header', async () => {
  const chat = await openRocketChatOn({
    status: 429,
    json: {
      success: false,
      error:
        'Error, too many requests. Please slow down. You must wait 37 seconds before trying this endpoint again.',
      errorType: 'error-too-many-requests',
    },
  });
  const failure = await chat.countSessions(anyCall()).catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 'RATE_LIMITED', retryAt: noon + 37_000 });
});

it.each([
  [{ status: 401, json: { status: 'error', message: 'You must be logged in' } }, 'NOT_AUTHORIZED'],
  [{ status: 400, json: { success: false, error: 'secret text', errorType: 'invalid-params' } }, 'REJECTED'],
  [{ status: 404, json: { success: false, error: 'secret text' } }, 'NOT_SUPPORTED'],
  [{ status: 500, json: { success: false, error: 'secret text' } }, 'UNAVAILABLE'],
  [{ status: 403, text: 'secret text' }, 'NOT_AUTHORIZED'],
  [{ status: 200, json: { success: true, secret: 'secret text' } }, 'MALFORMED'],
  [{ status: 200, json: { sessions: {}, total: 'secret text', count: 50 } }, 'MALFORMED'],
])('answers to %j by %s, in its own words', async (answer, status) => {
  const chat = await openRocketChatOn(answer);
  const failure: unknown = await chat.countSessions(anyCall()).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'ProviderFailure', status });
  expect(String(failure)).not.toContain('secret text');
});

it('reads numbers that come as strings, as in the documentation of sessions/list', async () => {
  const chat = await openRocketChatOn({
    status: 200,
    json: { sessions: [], total: '2', count: '50', offset: '0', success: 'true' },
  });
  expect(await chat.countSessions(anyCall())).toBe(2);
});
