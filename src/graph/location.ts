import type { SessionRecord } from '../providers/records.ts';
import { builder } from './builder.ts';

export const Location = builder.objectRef<NonNullable<SessionRecord['location']>>('Location').implement({
  description: 'A place derived from an IP address by the provider: a hint, not a proof.',
  fields: (t) => ({
    city: t.exposeString('city', { description: 'The city, such as "San Francisco"; null when unknown.' }),
    country: t.exposeString('country', {
      description:
        'The country as the provider writes it, with Clerk a code such as "US"; null when unknown.',
    }),
  }),
});
