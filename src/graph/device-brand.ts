import type { DeviceBrandRecord } from '../providers/client-sessions-api.ts';
import { builder } from './builder.ts';

export const DeviceBrand = builder.objectRef<DeviceBrandRecord>('DeviceBrand').implement({
  description: 'A company that makes devices, or whose service Seam reaches them through.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'Seam\'s word for it, such as "august"; null when not told. Treat it as open.',
    }),
    displayName: t.exposeString('displayName', {
      nullable: false,
      description: 'Its name to show, such as "August".',
    }),
    imageUrl: t.exposeString('imageUrl', { description: 'Where its logo is; null when there is none.' }),
  }),
});
