import type { ClerkDetails, RocketChatDetails, ZendeskDetails } from '../providers/records.ts';
import type { ClientSession } from '../sessions/session.ts';
import { builder } from './builder.ts';
import { ClerkSession } from './clerk-session.ts';
import { ClientSessionRef } from './refs.ts';
import { RocketChatSession } from './rocketchat-session.ts';
import { ZendeskSession } from './zendesk-session.ts';

type Details = ClerkDetails | RocketChatDetails | ZendeskDetails | ClientSession;

export const SessionDetails = builder.unionType('SessionDetails', {
  description: 'What one kind of provider tells of a session and the others do not.',
  types: [ClerkSession, RocketChatSession, ZendeskSession, ClientSessionRef],
  resolveType: (details: Details) => ('kind' in details ? types[details.kind] : ClientSessionRef),
});

const types = { clerk: ClerkSession, rocketchat: RocketChatSession, zendesk: ZendeskSession };
