/** What only Clerk tells of a session. */
import type { DetailsType } from '../kind.ts';

export interface ClerkDetails {
  readonly kind: 'clerk';
  readonly clientId: string | null;
  readonly userId: string;
  readonly lastActiveOrganizationId: string | null;
  readonly abandonAt: number | null;
  readonly updatedAt: number | null;
  /** Keys of the session tasks a pending session still waits for. */
  readonly tasks: readonly string[];
  readonly latestActivity: ClerkActivity | null;
}

export interface ClerkActivity {
  readonly id: string | null;
  readonly deviceType: string | null;
  readonly isMobile: boolean | null;
  readonly browserName: string | null;
  readonly browserVersion: string | null;
  readonly ipAddress: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

const clerkSessionActivity: DetailsType<ClerkActivity> = {
  typeName: 'ClerkSessionActivity',
  description:
    "The latest activity of a Clerk session in Clerk's own words; `Session.device` makes sense of them.",
  fields: {
    id: { type: 'ID', description: 'Clerk\'s id of the activity, such as "sess_activity_2Hy…".' },
    deviceType: {
      type: 'String',
      description: 'The machine as Clerk names it, such as "Macintosh" or "iPhone"; null when unknown.',
    },
    isMobile: { type: 'Boolean', description: 'Whether it is a mobile device; null when unknown.' },
    browserName: { type: 'String', description: 'Such as "Chrome"; null when unknown.' },
    browserVersion: {
      type: 'String',
      description: 'The whole version, such as "138.0.0.0"; null when unknown.',
    },
    ipAddress: { type: 'String', description: 'The IP address it came from; null when unknown.' },
    city: { type: 'String', description: 'The city of that address; null when unknown.' },
    country: { type: 'String', description: 'The country of that address, such as "US"; null when unknown.' },
  },
};

export const clerkSession: DetailsType<ClerkDetails> = {
  typeName: 'ClerkSession',
  description:
    'What only Clerk tells of a session. Its id and status there are `Session.nativeId` and `Session.nativeState`.',
  fields: {
    clientId: {
      type: 'ID',
      description: 'The browser or app install; it can hold several sessions, which then share a `Device`.',
    },
    userId: { type: 'ID', description: 'The Clerk user, such as "user_2wm…".' },
    lastActiveOrganizationId: {
      type: 'ID',
      description: 'The organization the person last worked in; null when none.',
    },
    abandonAt: {
      type: 'DateTime',
      description: 'When Clerk gives the session up if it stays unused; null when not told.',
    },
    updatedAt: { type: 'DateTime', description: 'When Clerk last changed the session; null when not told.' },
    tasks: {
      type: '[String!]!',
      description:
        'Keys of what a pending session still waits for, such as "choose-organization"; empty when nothing.',
    },
    latestActivity: {
      type: clerkSessionActivity,
      description: 'Where it was last used from, which Clerk tells in lists; null when it does not tell.',
    },
  },
};
