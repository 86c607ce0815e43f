/** A person's devices, one device by its id, and the sessions on it. */
import { othersSessions } from '../access-error.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Connection } from '../connection.ts';
import { scopeOf } from '../cursor.ts';
import { decodeId } from '../id.ts';
import { pageOf, type Ordering } from '../page.ts';
import type { AccountRef, PageArguments, SessionFilter } from '../query.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import { table } from '../reads/table.ts';
import { accountReport, notSupported, ofSignedIn } from '../report.ts';
import type { RequestContext } from '../request-context.ts';
import { sessionOf, type Device, type Session, type User } from '../session.ts';
import { isSignedIn } from '../signed-in.ts';
import { asksForSignedIn, checkFilter, concerns, rowFilter } from './filter.ts';
import { gatherUsers } from './gather.ts';
import { isCurrent } from './is-current.ts';
import { devicesIn } from './known-devices.ts';
import type { SessionQuery } from './list-sessions.ts';
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

/**
 * The sessions on the device that the filter lets through, also those that were not read with it. Rejects with an `InputError` for what cannot
 * be asked, with a `ProviderFailure` where it cannot be told whether they are of the people in the filter.
 */
export async function sessionsOnDevice(
  context: RequestContext,
  device: Device,
  { filter = {}, order = defaultOrder, page }: Omit<SessionQuery, 'users'>,
): Promise<Connection<Session>> {
  checkFilter(filter, context.service.providers);
  const scope = scopeOf(['device', device.id, filter, order]);
  const { ref } = decodeId(device.id, 'Device');
  const asked = context.reads.of(device.provider);
  const isMeant = await concernsAccount(context, filter, device.provider, ref.accountId);
  if (!isMeant || ref.accountId === null) return pageOf([], sessionOrdering(order), page, scope, []);
  const sessions = await readSessionsOn(context, device.id, asked);
  const report = accountReport(asked.provider, await asked.read(table.sessionsOf, ref.accountId));
  const matches = rowFilter(
    filter,
    (session) => isCurrent(context, session),
    (session) => context.devices.of(session),
  );
  const known = sessions
    .map(({ provider, record }) => sessionOf(provider, record, device.sessions[0].user))
    .filter(matches);
  return pageOf(known, sessionOrdering(order), page, scope, [
    asksForSignedIn(filter) ? ofSignedIn(report) : report,
  ]);
}

/** Whether rows of one account can pass what the filter says of providers, people and accounts. */
async function concernsAccount(
  { linker, principal: { viewer } }: RequestContext,
  filter: SessionFilter,
  provider: Provider,
  accountId: string | null,
): Promise<boolean> {
  const { accounts, userIds } = filter;
  if (accountId === null || !concerns(filter, provider)) return false;
  const isAccount = (ref: AccountRef) => ref.providerId === provider.id && ref.nativeId === accountId;
  if (accounts?.some(isAccount) === false) return false;
  if (userIds === undefined) return true;
  const owners = await Promise.all(
    userIds.map((id) =>
      linker.ownsAccount(viewer?.id === id ? viewer : { id, verifiedEmails: [] }, provider, accountId),
    ),
  );
  return owners.includes(true);
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
