import type {
  Provider as ProviderShape,
  ProviderCapabilities as Capabilities,
} from '../providers/provider.ts';
import { kinds } from '../providers/kinds.ts';
import { builder } from './builder.ts';
import { costs } from './cost.ts';
import { describedEnum } from './described-enum.ts';

export const ProviderKind = describedEnum(
  'ProviderKind',
  'Which product a provider is.',
  Object.fromEntries(kinds.map((kind) => [kind.name, kind.description])),
);

const ProviderCapabilities = builder.objectRef<Capabilities>('ProviderCapabilities').implement({
  description: 'What a provider can tell and do, so that a frontend need not offer what cannot work.',
  fields: (t) => ({
    listsAllSessions: t.exposeBoolean('listsAllSessions', {
      nullable: false,
      description:
        'Whether all its sessions can be listed without naming a user. Where false, `sessions` without a user leaves it out and reports NOT_SUPPORTED.',
    }),
    countsSessions: t.exposeBoolean('countsSessions', {
      nullable: false,
      description:
        'Whether it can say how many sessions there are in all; where false, `totalCount` is null.',
    }),
    tellsDevice: t.exposeBoolean('tellsDevice', {
      nullable: false,
      description: 'Whether it describes the browser, app, device or operating system of a session.',
    }),
    tellsIpAddress: t.exposeBoolean('tellsIpAddress', {
      nullable: false,
      description: 'Whether it tells the IP address of a session.',
    }),
    tellsLocation: t.exposeBoolean('tellsLocation', {
      nullable: false,
      description: 'Whether it tells the city and country of a session.',
    }),
    tellsExpiry: t.exposeBoolean('tellsExpiry', {
      nullable: false,
      description: 'Whether it tells when a session expires.',
    }),
    tellsEndedSessions: t.exposeBoolean('tellsEndedSessions', {
      nullable: false,
      description: 'Whether it still lists sessions that have ended, with the way they ended.',
    }),
    endsSessions: t.exposeBoolean('revokesSessions', {
      nullable: false,
      description: 'Whether its sessions can be revoked through its API.',
    }),
    hasClientSessions: t.exposeBoolean('hasClientSessions', {
      nullable: false,
      description: 'Whether it has client sessions, which only Seam has.',
    }),
  }),
});

export const Provider = builder.objectRef<ProviderShape>('Provider').implement({
  description:
    'One configured connection to a product that keeps sessions. Two accounts at the same product are two providers.',
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description:
        'The id chosen in the configuration, such as "chat"; filters and inputs take it as `providerId`.',
    }),
    kind: t.expose('kind', { type: ProviderKind, nullable: false, description: 'Which product it is.' }),
    name: t.exposeString('name', {
      nullable: false,
      description:
        'What people call it, from the configuration: "Team chat". Without a `name` there, the product with the id: "Rocket.Chat (chat)".',
    }),
    capabilities: t.expose('capabilities', {
      type: ProviderCapabilities,
      nullable: false,
      description: 'What it can tell and do.',
    }),
  }),
});

builder.queryField('providers', (t) =>
  t.field({
    type: [Provider],
    extensions: costs({ rows: 'each provider' }),
    nullable: false,
    description: 'All configured providers, in the order of the configuration.',
    resolve: (_root, _args, context) => context.service.providers,
  }),
);
