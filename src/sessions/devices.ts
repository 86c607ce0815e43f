/**
 * Devices. Sessions share one only where the provider itself says so (Clerk's client); otherwise a session is its own device, because
 * "Chrome on Windows" twice may well be two computers.
 */
import { pageOf, type Ordering } from './page.ts';
import type { Connection } from './connection.ts';
import { scopeOf } from './cursor.ts';
import { gatherUsers } from './gather.ts';
import { decodeId, deviceIdOf, sessionIdOf } from './id.ts';
import type { Linker } from './link.ts';
import { defaultOrder, sessionOrdering } from './order.ts';
import type { PageArguments } from './query.ts';
import type { ProviderReads } from './reads.ts';
import { accountReport, notSupported } from './report.ts';
import type { Device, Session, User } from './session.ts';
import { isSignedIn } from './signed-in.ts';

const byActivity: Ordering<Device> = {
  direction: 'DESC',
  keyOf: (device) => [device.sessions[0].record.lastActiveAt, device.id],
};

/** Whether the provider says anything of the device behind a session. */
function hasDevice({ record }: Session): boolean {
  return record.device !== null || record.deviceId !== null;
}

/** The devices behind the sessions, each with its sessions, newest activity first. */
function devicesIn(sessions: readonly Session[]): readonly Device[] {
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

/** Where the user is signed in now. Providers that tell nothing of devices say so in their report. */
export async function devicesOfUser(
  user: User,
  readsOfProviders: readonly ProviderReads[],
  linker: Linker,
  page: PageArguments,
): Promise<Connection<Device>> {
  const telling = readsOfProviders.filter(({ provider }) => provider.capabilities.tellsDevice);
  const silent = readsOfProviders.filter(({ provider }) => !provider.capabilities.tellsDevice);
  const { sessions, reports } = await gatherUsers([user], telling, linker);
  const devices = devicesIn(sessions.filter(isSignedIn));
  return pageOf(devices, byActivity, page, scopeOf(['devices', user.id]), [
    ...reports,
    ...silent.map(({ provider }) =>
      notSupported(
        provider,
        `${provider.name} tells nothing of devices; its sign-ins are in the list of sessions.`,
      ),
    ),
  ]);
}

/** Null where no session of such a device is there. Rejects with `InputError` for a bad id, `ProviderFailure` where that cannot be told. */
export async function findDevice(id: string, reads: ProviderReads): Promise<Device | null> {
  const sessions = await sessionsOfDevice(id, reads);
  return devicesIn(sessions)[0] ?? null;
}

export async function pageOfDevice(
  device: Device,
  reads: ProviderReads,
  page: PageArguments,
): Promise<Connection<Session>> {
  const { ref } = decodeId(device.id, 'Device');
  const sessions = await sessionsOfDevice(device.id, reads);
  const report =
    ref.accountId === null ? [] : [accountReport(reads.provider, await reads.sessionsOf(ref.accountId))];
  const known = sessions.map((session) => ({ ...session, user: device.sessions[0].user }));
  return pageOf(known, sessionOrdering(defaultOrder), page, scopeOf(['device', device.id]), report);
}

/** @param reads of the provider that the id names. */
async function sessionsOfDevice(id: string, reads: ProviderReads): Promise<readonly Session[]> {
  const { ref } = decodeId(id, 'Device');
  if (ref.accountId === null) return [];
  const { provider } = reads;
  const { sessions, failure } = await reads.sessionsOf(ref.accountId);
  const ofDevice = sessions
    .filter((record) => deviceIdOf(provider, record) === id)
    .map((record) => ({ id: sessionIdOf(provider, record), provider, record, user: null }))
    .filter(hasDevice);
  if (ofDevice.length === 0 && failure !== null) throw failure;
  return ofDevice;
}
