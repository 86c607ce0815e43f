import type { StartDemoProvider } from '../demo-provider.ts';
import { startRocketChatEmulator, type RocketChatEmulator } from './emulator.ts';
import { seedRocketChat } from './seed.ts';

/** The emulator accepts it, and nobody else. */
const bot = { userId: 'sessiongraphBot01', authToken: 'demo-token-not-a-secret' };

export const startDemoRocketChat: StartDemoProvider<RocketChatEmulator> = async (company, now) => {
  const emulator = await startRocketChatEmulator({ world: seedRocketChat(company, bot), now });
  return {
    emulator,
    entry: { kind: 'rocketchat', name: 'Rocket.Chat', baseUrl: emulator.url, ...bot, linkBy: 'username' },
  };
};
