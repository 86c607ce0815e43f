import { defineKind } from '../kind.ts';
import { createZendesk } from './adapter.ts';
import { zendeskConfig } from './config.ts';
import { zendeskSession } from './details.ts';

export const zendesk = defineKind({
  name: 'zendesk',
  label: 'Zendesk',
  description: 'Zendesk: sign-ins of agents, admins and end users, with times only.',
  config: zendeskConfig,
  create: createZendesk,
  linkKeys: ['externalId', 'email'],
  sessionName: 'Zendesk session',
  details: zendeskSession,
  searchedDetails: [],
});
