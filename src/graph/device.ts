import { deviceTypeOf, sessionNameOf } from '../sessions/list/display-name.ts';
import { sessionsOnDevice } from '../sessions/list/devices.ts';
import { isCurrent } from '../sessions/list/is-current.ts';
import type { Device } from '../sessions/session.ts';
import { connectionOf } from './connection.ts';
import { costs } from './cost.ts';
import { DeviceClient } from './device-client.ts';
import { DeviceType } from './device-type.ts';
import { Node } from './node.ts';
import { OperatingSystem } from './operating-system.ts';
import { Provider } from './provider.ts';
import { DeviceRef } from './refs.ts';
import { SessionConnection } from './session.ts';
import { sessionListArguments, sessionListOf } from './session-list.ts';
import { visibleTo } from './visible.ts';

DeviceRef.implement({
  isTypeOf: visibleTo<Device>((access, device) => access.seesSession(device.sessions[0])),
  description:
    'What a person signed in with: a browser, a phone app, a desktop app. Sessions share a device only where the provider gives it an id (Clerk); elsewhere each session is a device of its own. Hardware such as locks is `ConnectedDevice`.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false, description: 'An opaque id, which `node` takes.' }),
    provider: t.expose('provider', {
      type: Provider,
      nullable: false,
      description: 'The provider that reported this device.',
    }),
    name: t.string({
      nullable: false,
      description: 'A name to show, such as "Chrome 113 on Windows 10" or "Safari on iPhone".',
      resolve: (device) => sessionNameOf(device.sessions[0], device),
    }),
    type: t.field({
      type: DeviceType,
      nullable: false,
      description: 'What kind of machine it is; UNKNOWN when the provider does not tell.',
      resolve: deviceTypeOf,
    }),
    model: t.string({
      description: 'Such as "iPhone", "Macintosh" or "Pixel 8"; null when the provider names none.',
      resolve: ({ record }) => record?.model ?? null,
    }),
    client: t.field({
      type: DeviceClient,
      description: 'The browser or app; null when the provider does not tell.',
      resolve: ({ record }) => record?.client ?? null,
    }),
    os: t.field({
      type: OperatingSystem,
      description: 'The operating system; null when the provider does not tell.',
      resolve: ({ record }) => record?.os ?? null,
    }),
    lastActiveAt: t.field({
      type: 'DateTime',
      description: 'The latest activity of its sessions; null when the provider tells none.',
      resolve: ({ sessions }) => sessions[0].record.lastActiveAt,
    }),
    isCurrent: t.boolean({
      description: 'Whether your current session is on it; null when the provider cannot tell.',
      resolve: ({ sessions }, _args, context) => {
        const answers = new Set(sessions.map((session) => isCurrent(context, session)));
        return answers.has(true) ? true : answers.has(null) ? null : false;
      },
    }),
    sessions: t.field({
      type: SessionConnection,
      extensions: costs({ calls: 'one provider', things: ['filter.userIds'] }),
      args: sessionListArguments,
      description: 'The sessions on this device, the latest activity first unless ordered otherwise.',
      resolve: (device, args, context) => sessionsOnDevice(context, device, sessionListOf(args)),
    }),
  }),
});

export const DeviceConnection = connectionOf(DeviceRef, 'devices');
