/** A person's devices, one device by its id, and the sessions on it. */
import { othersSessions } from '../access-error.ts';
import type { Connection } from '../connection.ts';
import { scopeOf } from '../cursor.ts';
import { decodeId } from '../id.ts';
import { pageOf, type Ordering } from '../page.ts';
import type { PageArguments } from '../query.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import { table } from '../reads/table.ts';
import { accountReport, notSupported } from '../report.ts';
import type { RequestContext } from '../request-context.ts';
import { sessionOf, type Device, type Session, type User } from '../session.ts';
import { isSignedIn } from '../signed-in.ts';
import { gatherUsers } from './gather.ts';
import { devicesIn } from './known-devices.ts';
import { defaultOrder, sessionOrdering } from './order.ts';

const byActivity: Ordering<Device> = {
  direction: 'DESC',
  valueOf: ({ sessions }) => sessions[0].record.lastActiveAt,
  idOf: ({ id }) => id,
};

/**
 * Where the user is signed in now. Providers that tell nothing of devices say so in their report. Rejects with an `AccessError` for
 * another person's.
 */
export async function devicesOfUser(
  { access, principal, reads, linker, turns }: RequestContext,
  user: User,
  page: PageArguments,
): Promise<Connection<Device>> {
  if (!access.listsSessions && user.id !== principal.viewer?.id) throw othersSessions();
  const telling = reads.all.filter(({ provider }) => provider.capabilities.tellsDevice);
  const silent = reads.all.filter(({ provider }) => !provider.capabilities.tellsDevice);
  const { sessions, reports } = await gatherUsers([user], telling, linker);
  const connection = await turns.take(() => {
    const devices = devicesIn(sessions.filter(isSignedIn));
    // Counted is what those know who tell of devices; the others have none that could be missing.
    return pageOf(devices, byActivity, page, scopeOf(['devices', user.id]), reports);
  });
  const withoutDevices = silent.map(({ provider }) =>
    notSupported(
      provider,
      `${provider.name} tells nothing of devices; its sign-ins are in the list of sessions.`,
    ),
  );
  return { ...connection, providerReports: [...reports, ...withoutDevices] };
}

/**
 * Null where no session of such a device is there, or none for the principal to see. Rejects with `InputError` for a bad id,
 * `ProviderFailure` where that cannot be told.
 */
export async function findDevice(context: RequestContext, id: string): Promise<Device | null> {
  const { access, reads } = context;
  const { providerId, ref } = decodeId(id, 'Device');
  const asked = reads.named(providerId);
  if (asked === null || !(await access.reachesSession(asked.provider, ref.accountId))) return null;
  const [device] = devicesIn(await readSessionsOn(context, id, asked));
  return device !== undefined && (await access.seesSession(device.sessions[0])) ? device : null;
}

/** All sessions on the device, also those that were not read with it. */
export async function sessionsOnDevice(
  context: RequestContext,
  device: Device,
  page: PageArguments,
): Promise<Connection<Session>> {
  const { ref } = decodeId(device.id, 'Device');
  const asked = context.reads.of(device.provider);
  const sessions = await readSessionsOn(context, device.id, asked);
  const report =
    ref.accountId === null
      ? []
      : [accountReport(asked.provider, await asked.read(table.sessionsOf, ref.accountId))];
  const known = sessions.map(({ provider, record }) => sessionOf(provider, record, device.sessions[0].user));
  return pageOf(known, sessionOrdering(defaultOrder), page, scopeOf(['device', device.id]), report);
}

/** @param asked the provider that the id names. */
async function readSessionsOn(
  { devices }: RequestContext,
  id: string,
  asked: ProviderReads,
): Promise<readonly Session[]> {
  const { ref } = decodeId(id, 'Device');
  if (ref.accountId === null) return [];
  const read = await asked.read(table.sessionsOf, ref.accountId);
  const onDevice = devices.sessionsOn(id, asked.provider, read);
  if (onDevice.length === 0 && read.failure !== null) throw read.failure;
  return onDevice;
}
