import { defineKind } from '../kind.ts';
import { createRocketChat } from './adapter.ts';
import { rocketChatConfig } from './config.ts';
import { rocketChatSession } from './details.ts';

export const rocketchat = defineKind({
  name: 'rocketchat',
  label: 'Rocket.Chat',
  description: 'Rocket.Chat: connections of chat users, with browser or app and IP address.',
  config: rocketChatConfig,
  create: createRocketChat,
  linkKeys: ['username', 'email', 'nativeId'],
  sessionName: 'Rocket.Chat session',
  details: rocketChatSession,
  searchedDetails: ['username', 'host', 'deviceName', 'deviceType'],
});
