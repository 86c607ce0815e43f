import { expect, it } from 'vitest';
import type { RocketChatDevice } from '../../demo/rocketchat/world.ts';
import { anyCall, chromeOnWindows, noon, openRocketChat, session, user, workspace } from './testing.ts';

async function readOne(given: Parameters<typeof session>[2]) {
  const world = workspace({
    users: [user('rbAXPnMktTFbNpwtJ', { username: 'jane', name: 'Jane Doe' })],
    sessions: [session('QoYYFw2t9oKks2niG', 'rbAXPnMktTFbNpwtJ', given)],
  });
  const { chat } = await openRocketChat(world);
  return chat.readSession({ nativeId: 'QoYYFw2t9oKks2niG', accountId: null }, anyCall());
}

it('tells everything that Rocket.Chat tells of a session', async () => {
  expect(await readOne({ host: 'localhost:3000' })).toEqual({
    providerId: 'chat',
    nativeId: 'QoYYFw2t9oKks2niG',
    accountId: 'rbAXPnMktTFbNpwtJ',
    state: 'ACTIVE',
    nativeState: null,
    createdAt: null,
    lastActiveAt: noon,
    lastActivePrecision: 'SIGN_IN_ONLY',
    expiresAt: null,
    endedAt: null,
    isOwnCredentials: null,
    deviceId: null,
    device: {
      type: 'DESKTOP',
      model: null,
      client: { kind: 'BROWSER', name: 'Chrome', version: '113', fullVersion: '113.0.0.0' },
      os: { name: 'Windows', version: '10' },
    },
    ipAddress: '172.20.0.2',
    location: null,
    actor: null,
    details: {
      kind: 'rocketchat',
      userId: 'rbAXPnMktTFbNpwtJ',
      username: 'jane',
      name: 'Jane Doe',
      host: 'localhost:3000',
      loginAt: noon,
      deviceType: 'browser',
      deviceName: 'Chrome',
      deviceVersion: '113.0.0',
      deviceLongVersion: '113.0.0.0',
      osName: 'Windows',
      osVersion: '10',
      current: null,
    },
    observedAt: noon,
  });
});

it('gives null for what Rocket.Chat leaves out or leaves empty', async () => {
  const read = await readOne({ device: null, host: '', ip: '', userId: 'deletedUser000001' });
  expect(read).toMatchObject({
    device: null,
    ipAddress: null,
    details: { username: null, host: null, deviceType: null, deviceName: null, osName: null },
  });
});

it('keeps a session whose device or address is of another form, without them', async () => {
  const read = await readOne({ oddities: { device: 'Chrome', ip: 7, _user: [] } });
  expect(read).toMatchObject({ nativeId: 'QoYYFw2t9oKks2niG', device: null, ipAddress: null });
});

const device = (given: Partial<RocketChatDevice>): RocketChatDevice => ({ ...chromeOnWindows, ...given });
const android = { name: 'Android', version: '10' };

it.each([
  ['browser', device({}), 'DESKTOP', 'BROWSER'],
  ['browser of a phone that does not say so', device({ os: android }), 'UNKNOWN', 'BROWSER'],
  ['mobile', device({ type: 'mobile', os: android }), 'PHONE', 'BROWSER'],
  ['glasses', device({ type: 'xr', name: 'Oculus Browser', os: android }), 'WEARABLE', 'BROWSER'],
  [
    'browser inside of an app of a phone',
    device({ type: 'inapp', name: 'Instagram', os: android }),
    'UNKNOWN',
    'BROWSER',
  ],
  ['browser inside of an app', device({ type: 'inapp', name: 'Slack' }), 'DESKTOP', 'BROWSER'],
  ['tablet', device({ type: 'tablet' }), 'TABLET', 'BROWSER'],
  ['smarttv', device({ type: 'smarttv' }), 'TV', 'BROWSER'],
  ['console', device({ type: 'console' }), 'CONSOLE', 'BROWSER'],
  ['wearable', device({ type: 'wearable' }), 'WEARABLE', 'BROWSER'],
  ['embedded', device({ type: 'embedded' }), 'EMBEDDED', 'BROWSER'],
  ['mobile-app', device({ type: 'mobile-app', name: 'RC Mobile' }), 'PHONE', 'MOBILE_APP'],
  ['desktop-app', device({ type: 'desktop-app', name: 'Rocket.Chat' }), 'DESKTOP', 'DESKTOP_APP'],
  ['other', device({ type: 'other', name: 'curl' }), 'OTHER', 'OTHER'],
  ['an empty word on a Mac', device({ type: '', os: { name: 'Mac OS' } }), 'DESKTOP', 'BROWSER'],
  ['an empty word elsewhere', device({ type: '' }), 'UNKNOWN', 'BROWSER'],
  ['a word of tomorrow', device({ type: 'hologram' }), 'UNKNOWN', 'BROWSER'],
])('understands the device of %s', async (_, given, type, kind) => {
  expect((await readOne({ device: given }))?.device).toMatchObject({ type, client: { kind } });
});

it('names the app as people know it, shows the major version, and keeps the whole one', async () => {
  const app = {
    ...chromeOnWindows,
    type: 'mobile-app',
    name: 'RC Mobile',
    longVersion: '4.38.0 53111',
    version: '4.38.0',
  };
  expect((await readOne({ device: app }))?.device?.client).toEqual({
    kind: 'MOBILE_APP',
    name: 'Rocket.Chat',
    version: '4',
    fullVersion: '4.38.0 53111',
  });
});

it.each([
  ['Mac OS', '10.15.7', null],
  ['macOS', '10.15', null],
  ['Mac OS', '10.14.6', '10.14.6'],
  ['macOS', '26.1', '26.1'],
])('%s %s is macOS, of version %s', async (name, version, told) => {
  const { device: mac, details } = (await readOne({ device: device({ os: { name, version } }) })) ?? {};
  expect(mac?.os).toEqual({ name: 'macOS', version: told });
  expect(details).toMatchObject({ osName: name, osVersion: version });
});

it('names no client and no system where the user agent was not understood', async () => {
  const unknown = { type: 'other', name: '', longVersion: '', version: '', os: { name: '', version: '' } };
  expect((await readOne({ device: unknown }))?.device).toEqual({
    type: 'OTHER',
    model: null,
    client: null,
    os: null,
  });
});

it('shows text without signs that turn its direction, and no more than 500 characters of it', async () => {
  const read = await readOne({
    host: 'chat\u202e.example.com\n',
    device: device({ longVersion: '9'.repeat(5000) }),
  });
  expect(read?.details).toMatchObject({ host: 'chat.example.com', deviceLongVersion: '9'.repeat(500) });
});

it.each([{ sessionId: 7 }, { sessionId: 'x'.repeat(501) }, { userId: null }, { loginAt: 'yesterday' }])(
  'counts a row of %j as broken',
  async (oddities) => {
    const world = workspace({ sessions: [session('s1', 'jane', { oddities }), session('s2', 'jane')] });
    const { chat } = await openRocketChat(world);
    const read = (await chat.sessionsOf(['jane'], anyCall())).get('jane');
    expect(read).toMatchObject({ sessions: [{ nativeId: 's2' }], brokenRows: 1 });
  },
);
