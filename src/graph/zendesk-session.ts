import type { ZendeskDetails } from '../providers/records.ts';
import { builder } from './builder.ts';

export const ZendeskSession = builder.objectRef<ZendeskDetails>('ZendeskSession').implement({
  description:
    'Everything Zendesk tells of a session besides its id, which is `Session.nativeId`. It tells no device, IP address, place or expiry.',
  fields: (t) => ({
    userId: t.exposeID('userId', { description: 'The Zendesk user; null when not told.' }),
    authenticatedAt: t.expose('authenticatedAt', {
      type: 'DateTime',
      description: 'When the person signed in; null when not told.',
    }),
    lastSeenAt: t.expose('lastSeenAt', {
      type: 'DateTime',
      description:
        'When the person was about last seen: Zendesk does not update it on every request. Null when not told.',
    }),
    url: t.exposeString('url', {
      description:
        "The session's address in Zendesk's API; null when not told. It needs credentials to open.",
    }),
  }),
});
