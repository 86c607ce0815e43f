/** A person's devices, one device by its id, and the sessions on it. */
import { pageOf, type Ordering } from './page.ts';
import type { Connection } from './connection.ts';
import { scopeOf } from './cursor.ts';
import { gatherUsers } from './gather.ts';
import { decodeId, deviceIdOf, sessionIdOf } from './id.ts';
import { devicesIn, hasDevice } from './known-devices.ts';
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
