import type { ClerkDetails } from '../providers/records.ts';
import { builder } from './builder.ts';

const ClerkSessionActivity = builder
  .objectRef<NonNullable<ClerkDetails['latestActivity']>>('ClerkSessionActivity')
  .implement({
    description:
      "The latest activity of a Clerk session in Clerk's own words; `Session.device` makes sense of them.",
    fields: (t) => ({
      id: t.exposeID('id', {
        nullable: false,
        description: 'Clerk\'s id of the activity, such as "sess_activity_2Hy…".',
      }),
      deviceType: t.exposeString('deviceType', {
        description: 'The machine as Clerk names it, such as "Macintosh" or "iPhone"; null when unknown.',
      }),
      isMobile: t.exposeBoolean('isMobile', {
        description: 'Whether it is a mobile device; null when unknown.',
      }),
      browserName: t.exposeString('browserName', { description: 'Such as "Chrome"; null when unknown.' }),
      browserVersion: t.exposeString('browserVersion', {
        description: 'The whole version, such as "138.0.0.0"; null when unknown.',
      }),
      ipAddress: t.exposeString('ipAddress', {
        description: 'The IP address it came from; null when unknown.',
      }),
      city: t.exposeString('city', { description: 'The city of that address; null when unknown.' }),
      country: t.exposeString('country', {
        description: 'The country of that address, such as "US"; null when unknown.',
      }),
    }),
  });

export const ClerkSession = builder.objectRef<ClerkDetails>('ClerkSession').implement({
  description:
    'What only Clerk tells of a session. Its id and status there are `Session.nativeId` and `Session.nativeState`.',
  fields: (t) => ({
    clientId: t.exposeID('clientId', {
      nullable: false,
      description: 'The browser or app install; it can hold several sessions, which then share a `Device`.',
    }),
    userId: t.exposeID('userId', { nullable: false, description: 'The Clerk user, such as "user_2wm…".' }),
    lastActiveOrganizationId: t.exposeID('lastActiveOrganizationId', {
      description: 'The organization the person last worked in; null when none.',
    }),
    abandonAt: t.expose('abandonAt', {
      type: 'DateTime',
      description: 'When Clerk gives the session up if it stays unused; null when not told.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When Clerk last changed the session; null when not told.',
    }),
    tasks: t.exposeStringList('tasks', {
      nullable: false,
      description:
        'Keys of what a pending session still waits for, such as "choose-organization"; empty when nothing.',
    }),
    latestActivity: t.expose('latestActivity', {
      type: ClerkSessionActivity,
      description: 'Where it was last used from, which Clerk tells in lists; null when it does not tell.',
    }),
  }),
});
