import { defineKind } from '../kind.ts';
import { clerkConfig } from './config.ts';
import { clerkSession } from './details.ts';
import { createClerk } from './adapter.ts';

export const clerk = defineKind({
  name: 'clerk',
  label: 'Clerk',
  description:
    'Clerk: sign-ins to web and mobile apps, with browser, IP address and place of the latest activity.',
  config: clerkConfig,
  create: createClerk,
  linkKeys: ['nativeId', 'externalId', 'email'],
  sessionName: 'Clerk session',
  details: clerkSession,
  searchedDetails: [],
});
