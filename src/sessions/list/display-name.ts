/** The one name of a session and of its device, and the device's type, for fields and filters alike, so that no frontend makes its own. */
import type { ClientKind, DeviceRecord, DeviceType, SessionRecord } from '../../providers/records.ts';
import { kindNamed } from '../../providers/registry.ts';
import type { Device, Session } from '../session.ts';

/**
 * "Chrome 113 on Windows 10", "Safari on iPhone", "Rocket.Chat app on Android 10"; where the provider says nothing
 * of a device, what the session is: "Zendesk session".
 */
export function displayNameOf({ device, details }: Pick<SessionRecord, 'device' | 'details'>): string {
  const described = device === null ? null : nameOf(device);
  return described ?? kindNamed(details.kind).sessionName;
}

/** @param device the one that `Session.device` shows: a session goes by the name of its device. */
export function sessionNameOf({ record: { details } }: Session, device: Device | null): string {
  return displayNameOf({ device: device?.record ?? null, details });
}

export function deviceTypeOf({ record }: Device): DeviceType {
  return record?.type ?? 'UNKNOWN';
}

function nameOf(device: DeviceRecord): string | null {
  const client = clientName(device);
  const machine = machineName(device);
  if (client !== null && machine !== null) return `${client} on ${machine}`;
  return client ?? machine ?? typeNames[device.type];
}

/** A version helps to recognise a browser; of an app, people know only the name. */
function clientName({ client }: DeviceRecord): string | null {
  if (client === null) return null;
  if (client.name === null) return unnamedClients[client.kind];
  if (client.kind === 'MOBILE_APP' || client.kind === 'DESKTOP_APP') {
    return /\bapp$/i.test(client.name) ? client.name : `${client.name} app`;
  }
  return client.version === null ? client.name : `${client.name} ${client.version}`;
}

/** The model says more than the system: "iPhone" rather than "iOS 17". */
function machineName({ model, os }: DeviceRecord): string | null {
  if (model !== null) return model;
  if (os === null) return null;
  return os.version === null ? os.name : `${os.name} ${os.version}`;
}

const unnamedClients: Record<ClientKind, string | null> = {
  BROWSER: 'Browser',
  MOBILE_APP: 'Mobile app',
  DESKTOP_APP: 'Desktop app',
  OTHER: null,
};

const typeNames: Record<DeviceType, string | null> = {
  DESKTOP: 'Computer',
  PHONE: 'Phone',
  TABLET: 'Tablet',
  TV: 'TV',
  CONSOLE: 'Game console',
  WEARABLE: 'Wearable',
  EMBEDDED: 'Embedded device',
  OTHER: null,
  UNKNOWN: null,
};
