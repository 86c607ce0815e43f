import type { SessionRecord } from '../providers/records.ts';
import { builder } from './builder.ts';

export const Actor = builder.objectRef<NonNullable<SessionRecord['actor']>>('Actor').implement({
  description:
    'Somebody who uses an account in the name of its owner, such as a support agent. Only Clerk tells this.',
  fields: (t) => ({
    subject: t.exposeString('subject', {
      description:
        'Who impersonates: with Clerk a user id, or "cli:" and an address for its command line. Null when the provider says that somebody does, but not who.',
    }),
    issuer: t.exposeString('issuer', {
      description: 'Who vouches for the subject; null when nobody is named.',
    }),
  }),
});
