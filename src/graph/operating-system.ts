import type { DeviceRecord } from '../providers/records.ts';
import { builder } from './builder.ts';

export const OperatingSystem = builder
  .objectRef<NonNullable<DeviceRecord['os']>>('OperatingSystem')
  .implement({
    description: 'The system a device runs. Rocket.Chat tells it.',
    fields: (t) => ({
      name: t.exposeString('name', {
        nullable: false,
        description: 'Such as "Windows", "macOS" or "Android".',
      }),
      version: t.exposeString('version', {
        description: 'Such as "10"; null when unknown. Browsers hide newer versions: Windows 11 says 10 too.',
      }),
    }),
  });
