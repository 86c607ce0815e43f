/** What only Zendesk tells of a session. */
import type { DetailsType } from '../kind.ts';

export interface ZendeskDetails {
  readonly kind: 'zendesk';
  readonly userId: string | null;
  readonly authenticatedAt: number | null;
  readonly lastSeenAt: number | null;
  readonly url: string | null;
}

export const zendeskSession: DetailsType<ZendeskDetails> = {
  typeName: 'ZendeskSession',
  description:
    'Everything Zendesk tells of a session besides its id, which is `Session.nativeId`. It tells no device, IP address, place or expiry.',
  fields: {
    userId: { type: 'ID', description: 'The Zendesk user; null when not told.' },
    authenticatedAt: { type: 'DateTime', description: 'When the person signed in; null when not told.' },
    lastSeenAt: {
      type: 'DateTime',
      description:
        'When the person was about last seen: Zendesk does not update it on every request. Null when not told.',
    },
    url: {
      type: 'String',
      description:
        "The session's address in Zendesk's API; null when not told. It needs credentials to open.",
    },
  },
};
