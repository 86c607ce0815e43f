import type { UserIdentityRecord } from '../providers/client-sessions-api.ts';
import { builder } from './builder.ts';
import { ResourceProblem } from './resource-problem.ts';

export const UserIdentity = builder.objectRef<UserIdentityRecord>('UserIdentity').implement({
  description: 'How Seam knows a person, across its client sessions, phones and access systems.',
  fields: (t) => ({
    nativeId: t.exposeID('nativeId', { nullable: false, description: "Seam's `user_identity_id`." }),
    userIdentityKey: t.exposeString('userIdentityKey', {
      description: 'Your own key for the person; null when none was given.',
    }),
    displayName: t.exposeString('displayName', { description: 'A name to show; null when not told.' }),
    fullName: t.exposeString('fullName', {
      description: "The person's full name; null when none was given.",
    }),
    emailAddress: t.exposeString('emailAddress', {
      description: "The person's address as it was given to Seam, not verified; null when none was given.",
    }),
    phoneNumber: t.exposeString('phoneNumber', {
      description: 'In E.164 form, such as "+15551234567"; null when none was given.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was made; null when not told.',
    }),
    problems: t.expose('problems', {
      type: [ResourceProblem],
      nullable: false,
      description: 'What is wrong with it; empty when nothing is.',
    }),
  }),
});
