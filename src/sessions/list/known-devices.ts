/**
 * Devices. Sessions share one only where the provider itself says so (Clerk's client); otherwise a session is its own device, because
 * "Chrome on Windows" twice may well be two computers.
 */
import type { AccountSessions, Provider } from '../../providers/provider.ts';
import type { DeviceRecord, SessionRecord } from '../../providers/records.ts';
import { deviceIdOf } from '../id.ts';
import { sessionOf, type Device, type Session } from '../session.ts';

/** Whether the provider says anything of the device behind a session. */
function hasDevice({ record }: Session): boolean {
  return record.device !== null || record.deviceId !== null;
}

/** The devices behind the sessions. */
export function devicesIn(sessions: readonly Session[]): readonly Device[] {
  const groups = Map.groupBy(sessions.filter(hasDevice), ({ provider, record }) => keyOf(provider, record));
  return Array.from(groups.values(), deviceOf);
}

/** Equal where the ids of the devices are, and made in less time. */
function keyOf({ id }: Provider, { deviceId, nativeId, accountId }: SessionRecord): string {
  return `${id}\n${deviceId === null ? `session ${nativeId}` : `device ${deviceId}`}\n${accountId}`;
}

/** @param group sessions of one device; at least one. */
function deviceOf(group: readonly Session[]): Device {
  const [newest, ...rest] = group.length === 1 ? group : group.toSorted(byLatestActivity);
  if (newest === undefined) throw new Error('A group has at least the row that made it.');
  return new GroupedDevice([newest, ...rest]);
}

function byLatestActivity(a: Session, b: Session): number {
  return (b.record.lastActiveAt ?? 0) - (a.record.lastActiveAt ?? 0);
}

class GroupedDevice implements Device {
  readonly sessions: readonly [Session, ...Session[]];

  constructor(sessions: readonly [Session, ...Session[]]) {
    this.sessions = sessions;
  }

  get id(): string {
    return deviceIdOf(this.provider, this.sessions[0].record);
  }

  get provider(): Provider {
    return this.sessions[0].provider;
  }

  get record(): DeviceRecord | null {
    return this.sessions[0].record.device;
  }
}

/** The devices of one request's sessions. */
export interface KnownDevices {
  /** Takes in everything that was read for a list, not only its page, so that a device's last activity is its own. */
  learn(sessions: readonly Session[]): void;
  /** Null where the provider says nothing of a device. */
  of(session: Session): Device | null;
  /** The sessions on the device among those that were read of an account. Each read is looked through once, however many devices are asked about. */
  sessionsOn(deviceId: string, provider: Provider, read: AccountSessions): readonly Session[];
}

export function createKnownDevices(): KnownDevices {
  return new DevicesRead();
}

class DevicesRead implements KnownDevices {
  readonly #shared = new Map<Session, Device>();
  #ungrouped: (readonly Session[])[] = [];
  #byDevice: Map<AccountSessions, ReadonlyMap<string, readonly Session[]>> | null = null;

  learn(sessions: readonly Session[]): void {
    this.#ungrouped.push(sessions);
  }

  of(session: Session): Device | null {
    if (!hasDevice(session)) return null;
    if (this.#ungrouped.length > 0) this.#group();
    return this.#shared.get(session) ?? new GroupedDevice([session]);
  }

  /** Waits until a device is asked for, since it takes as long as merging the lists does. */
  #group(): void {
    for (const sessions of this.#ungrouped) {
      for (const device of sharedDevicesIn(sessions)) {
        for (const one of device.sessions) this.#shared.set(one, device);
      }
    }
    this.#ungrouped = [];
  }

  sessionsOn(deviceId: string, provider: Provider, read: AccountSessions): readonly Session[] {
    this.#byDevice ??= new Map();
    let grouped = this.#byDevice.get(read);
    if (grouped === undefined) {
      const sessions = read.sessions.map((record) => sessionOf(provider, record, null));
      grouped = Map.groupBy(sessions.filter(hasDevice), ({ record }) => deviceIdOf(provider, record));
      this.#byDevice.set(read, grouped);
    }
    return grouped.get(deviceId) ?? [];
  }
}

/** Devices with several of the sessions. Few have, so that it is found out first which may. */
function sharedDevicesIn(sessions: readonly Session[]): readonly Device[] {
  const first = new Map<string, Session>();
  const sharing = new Set<Session>();
  for (const session of sessions) {
    const { deviceId } = session.record;
    if (deviceId === null) continue;
    const before = first.get(deviceId);
    if (before === undefined) first.set(deviceId, session);
    else sharing.add(before).add(session);
  }
  return sharing.size === 0 ? [] : devicesIn([...sharing]);
}
