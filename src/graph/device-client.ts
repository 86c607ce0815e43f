import type { ClientKind, DeviceRecord } from '../providers/records.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';

const DeviceClientKind = describedEnum<ClientKind>(
  'DeviceClientKind',
  'What kind of program a person signed in with.',
  {
    BROWSER: 'A web browser, on any machine.',
    MOBILE_APP: "The provider's app on a phone or tablet.",
    DESKTOP_APP: "The provider's app on a computer.",
    OTHER: 'Something else, such as a script or an integration.',
  },
);

export const DeviceClient = builder.objectRef<NonNullable<DeviceRecord['client']>>('DeviceClient').implement({
  description: 'The program a person signed in with. Clerk and Rocket.Chat tell it.',
  fields: (t) => ({
    kind: t.expose('kind', {
      type: DeviceClientKind,
      nullable: false,
      description: 'Browser, app or something else.',
    }),
    name: t.exposeString('name', { description: 'Such as "Chrome" or "Rocket.Chat"; null when unknown.' }),
    version: t.exposeString('version', {
      description: 'The short version to show, such as "113"; null when unknown.',
    }),
    fullVersion: t.exposeString('fullVersion', {
      description: 'The whole version as the provider told it, such as "113.0.5672.126"; null when unknown.',
    }),
  }),
});
