import type { RocketChatDetails } from '../providers/records.ts';
import { builder } from './builder.ts';

export const RocketChatSession = builder.objectRef<RocketChatDetails>('RocketChatSession').implement({
  description:
    'What only Rocket.Chat tells of a session, in its own words. Its id there is `Session.nativeId`, and it changes whenever the client connects again.',
  fields: (t) => ({
    userId: t.exposeID('userId', { nullable: false, description: 'The Rocket.Chat user.' }),
    username: t.exposeString('username', {
      description: "The user's name there; null when not told, as after the user is gone.",
    }),
    host: t.exposeString('host', {
      description: "The workspace host the client connected to, not the client's own; null when not told.",
    }),
    loginAt: t.expose('loginAt', {
      type: 'DateTime',
      description: 'When the client last connected, which is not the first sign-in; null when not told.',
    }),
    deviceType: t.exposeString('deviceType', {
      description:
        'The device as Rocket.Chat sorts it: "browser", "mobile-app", "desktop-app" or another word; null when not told.',
    }),
    deviceName: t.exposeString('deviceName', {
      description: 'The browser or app, such as "Chrome" or "RC Mobile"; null when not told.',
    }),
    deviceVersion: t.exposeString('deviceVersion', {
      description: 'Up to three parts of its version, such as "113.0.0"; null when not told.',
    }),
    deviceLongVersion: t.exposeString('deviceLongVersion', {
      description: 'The whole version, such as "113.0.5672.126"; null when not told.',
    }),
    osName: t.exposeString('osName', {
      description: 'The operating system, such as "Windows"; null when not told.',
    }),
    osVersion: t.exposeString('osVersion', { description: 'Its version, such as "10"; null when not told.' }),
    current: t.exposeBoolean('current', {
      description:
        'Whether the credentials of this server made this session. Only told with `access: self` on servers since 2026; null otherwise. For the asker see `Session.isCurrent`.',
    }),
  }),
});
