import { signedInStates } from '../providers/records.ts';
import type { SessionFilter as Filter, TimeRange as Range } from '../sessions/query.ts';
import { AccountRefInput } from './account.ts';
import { builder } from './builder.ts';
import { DeviceType } from './device-type.ts';
import { ProviderKind } from './provider.ts';
import { SessionState } from './session-state.ts';

const TimeRange = builder.inputType('TimeRange', {
  description:
    'A span of time; give one end or both. The ends themselves are outside. Example: `{ after: "2026-11-01T00:00:00Z" }`.',
  fields: (t) => ({
    after: t.field({
      type: 'DateTime',
      description: 'Only moments later than this; no limit when left out.',
    }),
    before: t.field({
      type: 'DateTime',
      description: 'Only moments earlier than this; no limit when left out.',
    }),
  }),
});

const DeviceRefInput = builder.inputType('DeviceRefInput', {
  description:
    'Names a device at one provider directly. Example: `{ providerId: "clerk", nativeId: "client_2vXDkPFCVLiQPLCd5DZkGbBUKyf" }`.',
  fields: (t) => ({
    providerId: t.id({
      required: true,
      description: 'The provider, by its id in the configuration: see `providers`.',
    }),
    nativeId: t.id({
      required: true,
      description: "The provider's own id for the device: Clerk's `clientId`.",
    }),
  }),
});

export const SessionFilter = builder.inputType('SessionFilter', {
  description:
    'Which sessions are meant. A session must meet every condition given, and within a list of values one of them; what a provider does not tell meets no condition. Lists hold 1 to 100 values. Example: `{ states: [ACTIVE], deviceTypes: [PHONE, TABLET], lastActiveAt: { before: "2026-10-01T00:00:00Z" } }`.',
  fields: (t) => ({
    providerIds: t.idList({
      description: 'Only sessions of these providers, by their ids in the configuration.',
    }),
    kinds: t.field({ type: [ProviderKind], description: 'Only sessions of providers of these kinds.' }),
    states: t.field({
      type: [SessionState],
      defaultValue: [...signedInStates],
      description:
        'Only sessions in these states. When left out, those that still count, or may; null for all of them, ended ones included.',
    }),
    userIds: t.idList({
      description:
        'Only sessions of these users, by `User.id`. Naming users makes `orderBy` and `last` possible.',
    }),
    accounts: t.field({
      type: [AccountRefInput],
      description:
        "Only sessions of these accounts, named by a provider's own ids, such as Clerk's `userId`. Together with `userIds`: only those of these accounts that belong to these users.",
    }),
    devices: t.field({
      type: [DeviceRefInput],
      description:
        "Only sessions on these devices, named by a provider's own ids: Clerk's `clientId`. With nobody else named, those of everybody who used them; providers that give devices no id report NOT_SUPPORTED.",
    }),
    deviceTypes: t.field({ type: [DeviceType], description: 'Only sessions on these kinds of machines.' }),
    ipAddress: t.string({
      description:
        'Only sessions from this one IPv4 or IPv6 address, in any spelling. Example: "203.0.113.7".',
    }),
    createdAt: t.field({ type: TimeRange, description: 'Only sessions that began in this span of time.' }),
    lastActiveAt: t.field({
      type: TimeRange,
      description: 'Only sessions last active in this span of time; mind `lastActivePrecision`.',
    }),
    isCurrent: t.boolean({
      description:
        'True: only your current session. False: only sessions known not to be it. Sessions of which it is unknown meet neither.',
    }),
    text: t.string({
      description:
        'Only sessions with this text, of 1 to 200 characters, in their name, device, client, system, IP address, place or provider ids; capitals do not matter. Example: "firefox".',
    }),
  }),
});

export function sessionFilterOf(input: typeof SessionFilter.$inferInput): Filter {
  return {
    providerIds: input.providerIds ?? undefined,
    kinds: input.kinds ?? undefined,
    states: input.states ?? undefined,
    userIds: input.userIds ?? undefined,
    accounts: input.accounts ?? undefined,
    devices: input.devices ?? undefined,
    deviceTypes: input.deviceTypes ?? undefined,
    ipAddress: input.ipAddress ?? undefined,
    createdAt: rangeOf(input.createdAt),
    lastActiveAt: rangeOf(input.lastActiveAt),
    isCurrent: input.isCurrent ?? undefined,
    text: input.text ?? undefined,
  };
}

function rangeOf(input: typeof TimeRange.$inferInput | null | undefined): Range | undefined {
  return input ? { after: input.after ?? undefined, before: input.before ?? undefined } : undefined;
}
