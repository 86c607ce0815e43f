import { expect, it } from 'vitest';
import { anyCall, bot, openRocketChat, openRocketChatOn, session, workspace } from './testing.ts';

async function wrongLines(world: ReturnType<typeof workspace>, config = {}) {
  const { chat } = await openRocketChat(world, config);
  return (await chat.probe(anyCall())).filter(({ ok }) => !ok).map(({ message }) => message);
}

it('says who the credentials are and what works', async () => {
  const { chat } = await openRocketChat(workspace({ sessions: [session('s1', 'jane')] }));
  expect(await chat.probe(anyCall())).toEqual([
    { ok: true, message: 'Signed in as sessiongraph.bot, with access to everybody.' },
    { ok: true, message: 'Permission view-device-management, for reading sessions.' },
    { ok: true, message: 'Permission logout-device-management, for ending sessions.' },
    { ok: true, message: 'Device management answers.' },
  ]);
});

it('says that the licence is missing', async () => {
  const lines = await wrongLines(workspace({ settings: { licence: 'refusedWith400' } }));
  expect(lines).toEqual([expect.stringContaining('premium licence')]);
});

it('says that two-factor authentication is in the way', async () => {
  const world = workspace({ bot: { tokens: [{ secret: bot.authToken, bypassesTwoFactor: false }] } });
  expect(await wrongLines(world)).toEqual([expect.stringContaining('two-factor')]);
});

it('says which permission is missing to end sessions, without ending one', async () => {
  const world = workspace({});
  world.permissions['logout-device-management'] = ['somebody-else'];
  expect(await wrongLines(world)).toEqual([expect.stringContaining('logout-device-management')]);
});

it('says which permission is missing to link by e-mail, only if it does', async () => {
  const world = workspace({});
  world.permissions['view-full-other-user-info'] = [];
  expect(await wrongLines(world)).toEqual([]);
  expect(await wrongLines(world, { linkBy: 'email' })).toEqual([
    expect.stringContaining('view-full-other-user-info'),
  ]);
});

it('tells how many calls a minute the credentials have', async () => {
  const world = workspace({});
  world.permissions['api-bypass-rate-limit'] = [];
  const { chat } = await openRocketChat(world);
  const lines = await chat.probe(anyCall());
  expect(lines.at(-1)?.message).toMatch(/10 calls a minute.*api-bypass-rate-limit/);
});

it('says that a token is not accepted', async () => {
  const lines = await wrongLines(workspace({}), { authToken: 'not-the-token' });
  expect(lines).toEqual([expect.stringContaining('userId and authToken')]);
});

it('needs no permission for access to oneself', async () => {
  const world = workspace({
    bot: { roles: ['user'], tokens: [{ secret: bot.authToken, bypassesTwoFactor: false }] },
    settings: { rateLimit: null },
  });
  expect(await wrongLines(world, { access: 'self' })).toEqual([]);
});

it('does not say that a permission is missing where the roles cannot be read', async () => {
  const chat = await openRocketChatOn(({ path }) => {
    const json = path.endsWith('/me')
      ? { _id: bot.userId, username: 'bot', roles: 'admin', success: true }
      : { sessions: [], total: 0, count: 1, update: [], remove: [], success: true };
    return { status: 200, json };
  });
  const wrong = (await chat.probe(anyCall())).filter(({ ok }) => !ok);
  expect(wrong.map(({ message }) => message)).toEqual([
    'Permissions: Rocket.Chat did not say which roles the user has.',
  ]);
});
