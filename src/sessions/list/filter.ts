/** The one filter: checked once, then a predicate over the rows and a choice of providers. */
import { isIP, SocketAddress } from 'node:net';
import type { Provider } from '../../providers/provider.ts';
import { kindNamed } from '../../providers/registry.ts';
import { mayGoOn, signedInStates, type DeviceType, type SessionRecord } from '../../providers/records.ts';
import { deviceTypeOf, sessionNameOf } from './display-name.ts';
import { InputError } from '../input-error.ts';
import type { SessionFilter, TimeRange } from '../query.ts';
import type { Device, Session } from '../session.ts';

const maxFilterList = 100;
const maxTextLength = 200;

/** Throws `InputError` naming the field and what to change. */
export function checkFilter(filter: SessionFilter, providers: readonly Provider[]): void {
  for (const field of [
    'providerIds',
    'kinds',
    'states',
    'userIds',
    'accounts',
    'devices',
    'deviceTypes',
  ] as const) {
    const list = filter[field];
    if (list === undefined) continue;
    if (list.length === 0) {
      throw new InputError(
        'BAD_USER_INPUT',
        `"filter.${field}" is empty and would match nothing. Leave it out, or name at least one.`,
      );
    }
    if (list.length > maxFilterList) {
      throw new InputError(
        'BAD_USER_INPUT',
        `"filter.${field}" has ${list.length} entries; at most ${maxFilterList} are allowed.`,
      );
    }
  }
  for (const id of filter.providerIds ?? []) providerNamed(id, providers);
  for (const { providerId } of [...(filter.accounts ?? []), ...(filter.devices ?? [])]) {
    providerNamed(providerId, providers);
  }
  checkRange('createdAt', filter.createdAt);
  checkRange('lastActiveAt', filter.lastActiveAt);
  if (filter.ipAddress !== undefined && isIP(filter.ipAddress) === 0) {
    throw new InputError(
      'BAD_USER_INPUT',
      '"filter.ipAddress" must be one IPv4 or IPv6 address, such as 203.0.113.7.',
    );
  }
  if (filter.text !== undefined && (filter.text.trim() === '' || filter.text.length > maxTextLength)) {
    throw new InputError('BAD_USER_INPUT', `"filter.text" must have 1 to ${maxTextLength} characters.`);
  }
}

/** The provider with that id. Throws `InputError` UNKNOWN_PROVIDER that lists the ones there are. */
export function providerNamed(id: string, providers: readonly Provider[]): Provider {
  const provider = providers.find((candidate) => candidate.id === id);
  if (provider === undefined) {
    const known = providers.map((candidate) => candidate.id).join(', ');
    throw new InputError(
      'UNKNOWN_PROVIDER',
      `There is no provider ${JSON.stringify(id.slice(0, 60))}. Configured are: ${known}.`,
    );
  }
  return provider;
}

/** The providers whose rows the filter can match. */
export function providersIn(filter: SessionFilter, providers: readonly Provider[]): readonly Provider[] {
  return providers.filter((provider) => concerns(filter, provider));
}

/** Whether the filter can match the provider's rows. */
export function concerns({ providerIds, kinds }: SessionFilter, { id, kind }: Provider): boolean {
  return (providerIds?.includes(id) ?? true) && (kinds?.includes(kind) ?? true);
}

/** Whether the filter looks at the provider's rows themselves, beyond whose they are: then some of them may not pass. */
export function filtersRows(filter: SessionFilter, { capabilities }: Provider): boolean {
  const { states, devices, deviceTypes, ipAddress, createdAt, lastActiveAt, isCurrent, text } = filter;
  const ofRows = devices ?? deviceTypes ?? ipAddress ?? createdAt ?? lastActiveAt ?? isCurrent ?? text;
  if (ofRows !== undefined) return true;
  if (states === undefined) return false;
  return capabilities.tellsEndedSessions || !signedInStates.every((state) => states.includes(state));
}

/** Whether the filter lets through no session that has ended. */
export function asksForSignedIn({ states }: SessionFilter): boolean {
  return states?.every(mayGoOn) ?? false;
}

/**
 * The test a row must pass. It looks at what is shown of the row; what a provider does not tell never matches a condition on it.
 *
 * @param isCurrent what `Session.isCurrent` shows.
 * @param deviceOf what `Session.device` shows.
 */
export function rowFilter(
  filter: SessionFilter,
  isCurrent: (session: Session) => boolean | null,
  deviceOf: (session: Session) => Device | null,
): (session: Session) => boolean {
  const { states, devices, deviceTypes, createdAt, lastActiveAt } = filter;
  const ipAddress = filter.ipAddress === undefined ? undefined : normalAddress(filter.ipAddress);
  const text = filter.text?.trim().toLowerCase();
  return (session) => {
    const { record } = session;
    return (
      (states === undefined || states.includes(record.state)) &&
      (devices === undefined ||
        devices.some(
          ({ providerId, nativeId }) => providerId === session.provider.id && nativeId === record.deviceId,
        )) &&
      (deviceTypes === undefined || hasType(deviceOf(session), deviceTypes)) &&
      (ipAddress === undefined ||
        (record.ipAddress !== null && normalAddress(record.ipAddress) === ipAddress)) &&
      inRange(record.createdAt, createdAt) &&
      inRange(record.lastActiveAt, lastActiveAt) &&
      (filter.isCurrent === undefined || isCurrent(session) === filter.isCurrent) &&
      (text === undefined || textOf(session, deviceOf(session)).includes(text))
    );
  };
}

function hasType(device: Device | null, types: readonly DeviceType[]): boolean {
  return device !== null && types.includes(deviceTypeOf(device));
}

function checkRange(field: string, range: TimeRange | undefined): void {
  if (range === undefined) return;
  if (range.after === undefined && range.before === undefined) {
    throw new InputError('BAD_USER_INPUT', `"filter.${field}" needs "after", "before" or both.`);
  }
  if (range.after !== undefined && range.before !== undefined && range.after >= range.before) {
    throw new InputError('BAD_USER_INPUT', `"filter.${field}.after" must be earlier than "before".`);
  }
}

function inRange(moment: number | null, range: TimeRange | undefined): boolean {
  if (range === undefined) return true;
  return moment !== null && moment > (range.after ?? -Infinity) && moment < (range.before ?? Infinity);
}

/** One spelling per address, so that `::FFFF:1.2.3.4`, `1.2.3.4` and a shortened IPv6 compare as the same. */
export function normalAddress(address: string): string {
  const family = isIP(address);
  if (family === 0) return address;
  const normal = new SocketAddress({ address, family: family === 4 ? 'ipv4' : 'ipv6' }).address.toLowerCase();
  return normal.startsWith('::ffff:') && normal.includes('.') ? normal.slice('::ffff:'.length) : normal;
}

/** What `text` searches: names, device, client, system, address, place and the providers' own ids. */
function textOf(session: Session, device: Device | null): string {
  const { record } = session;
  const shown = device?.record;
  return [
    sessionNameOf(session, device),
    shown?.model,
    shown?.client?.name,
    shown?.client?.fullVersion,
    shown?.os?.name,
    shown?.os?.version,
    record.ipAddress,
    record.location?.city,
    record.location?.country,
    record.nativeId,
    record.accountId,
    record.deviceId,
    ...detailWords(record),
  ]
    .filter((word) => word !== null && word !== undefined)
    .join('\n')
    .toLowerCase();
}

/** Those of the details that the kind has named for searching. */
function detailWords({ details }: SessionRecord): readonly string[] {
  return kindNamed(details.kind).searchedDetails.flatMap((name) => {
    const value: unknown = Reflect.get(details, name);
    return typeof value === 'string' ? [value] : [];
  });
}
