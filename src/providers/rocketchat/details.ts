/** What only Rocket.Chat tells of a session. */
import type { DetailsType } from '../kind.ts';

export interface RocketChatDetails {
  readonly kind: 'rocketchat';
  readonly userId: string;
  readonly username: string | null;
  readonly name: string | null;
  readonly host: string | null;
  readonly loginAt: number | null;
  /** The provider's word for the device, as it came: `browser`, `mobile-app`, `desktop-app`, … */
  readonly deviceType: string | null;
  readonly deviceName: string | null;
  readonly deviceVersion: string | null;
  readonly deviceLongVersion: string | null;
  readonly osName: string | null;
  readonly osVersion: string | null;
  /** Only from `access: self` on servers since 2026: whether the credentials' own token made this session. */
  readonly current: boolean | null;
}

export const rocketChatSession: DetailsType<RocketChatDetails> = {
  typeName: 'RocketChatSession',
  description:
    'What only Rocket.Chat tells of a session, in its own words. Its id there is `Session.nativeId`, and it changes whenever the client connects again.',
  fields: {
    userId: { type: 'ID', description: 'The Rocket.Chat user.' },
    username: {
      type: 'String',
      description: "The user's name there; null when not told, as after the user is gone.",
    },
    name: {
      type: 'String',
      description: "The user's full name there; null when not told. Not told with `access: self`.",
    },
    host: {
      type: 'String',
      description: "The workspace host the client connected to, not the client's own; null when not told.",
    },
    loginAt: {
      type: 'DateTime',
      description: 'When the client last connected, which is not the first sign-in; null when not told.',
    },
    deviceType: {
      type: 'String',
      description:
        'The device as Rocket.Chat sorts it: "browser", "mobile-app", "desktop-app", or another word such as "tablet", "xr" (glasses and headsets) or "inapp" (the browser inside of an app); null when not told.',
    },
    deviceName: {
      type: 'String',
      description: 'The browser or app, such as "Chrome" or "RC Mobile"; null when not told.',
    },
    deviceVersion: {
      type: 'String',
      description: 'Up to three parts of its version, such as "113.0.0"; null when not told.',
    },
    deviceLongVersion: {
      type: 'String',
      description: 'The whole version, such as "113.0.5672.126"; null when not told.',
    },
    osName: { type: 'String', description: 'The operating system, such as "Windows"; null when not told.' },
    osVersion: { type: 'String', description: 'Its version, such as "10"; null when not told.' },
    current: {
      type: 'Boolean',
      description:
        'Whether the credentials of this server made this session. Only told with `access: self` on servers since 2026; null otherwise. Whether it is yours is `Session.isCurrent`.',
    },
  },
};
