/**
 * Devices. Sessions share one only where the provider itself says so (Clerk's client); otherwise a session is its own device, because
 * "Chrome on Windows" twice may well be two computers.
 */
import { deviceIdOf } from '../id.ts';
import type { Device, Session } from '../session.ts';

/** Whether the provider says anything of the device behind a session. */
export function hasDevice({ record }: Session): boolean {
  return record.device !== null || record.deviceId !== null;
}

/** The devices behind the sessions, each with its sessions, newest activity first. */
export function devicesIn(sessions: readonly Session[]): readonly Device[] {
  const groups = Map.groupBy(sessions.filter(hasDevice), ({ provider, record }) =>
    deviceIdOf(provider, record),
  );
  return [...groups].map(([id, group]) => {
    const [newest, ...rest] = group.toSorted(
      (a, b) => (b.record.lastActiveAt ?? 0) - (a.record.lastActiveAt ?? 0),
    );
    if (newest === undefined) throw new Error('A group has at least the row that made it.');
    return { id, provider: newest.provider, record: newest.record.device, sessions: [newest, ...rest] };
  });
}

/** The devices of one request's sessions. */
export interface KnownDevices {
  /** Takes in everything that was read for a list, not only its page, so that a device's last activity is its own. */
  learn(sessions: readonly Session[]): void;
  /** Null where the provider says nothing of a device. */
  of(session: Session): Device | null;
}

/** Sessions are grouped when a device is asked for, which takes as long as merging the list does. */
export function createKnownDevices(): KnownDevices {
  const known = new Map<Session, Device>();
  let ungrouped: (readonly Session[])[] = [];

  function group(): void {
    for (const device of ungrouped.flatMap(devicesIn)) {
      for (const session of device.sessions) known.set(session, device);
    }
    ungrouped = [];
  }

  return {
    learn(sessions) {
      ungrouped.push(sessions);
    },
    of(session) {
      if (!hasDevice(session)) return null;
      group();
      const { provider, record } = session;
      return (
        known.get(session) ?? {
          id: deviceIdOf(provider, record),
          provider,
          record: record.device,
          sessions: [session],
        }
      );
    },
  };
}
