/**
 * `import … from 'sessiongraph/emulators'`: the four APIs over real HTTP on a free loopback port, as strict as the real ones, for who
 * tests against them. Each holds a world that you fill, records its calls, and fails as you tell it.
 */
export type { Emulator, EmulatorResponse, Fault } from '../demo/emulator.ts';
export {
  startClerkEmulator,
  type ClerkBehaviour,
  type ClerkEmulator,
  type ClerkEmulatorOptions,
} from '../demo/clerk/emulator.ts';
export { clerkEmailAddress, clerkSession, clerkUser } from '../demo/clerk/world.ts';
export type { ClerkSession, ClerkUser, ClerkWorld } from '../demo/clerk/world.ts';
export { startRocketChatEmulator, type RocketChatEmulator } from '../demo/rocketchat/emulator.ts';
export { defaultSettings as rocketChatSettings, hashLoginToken } from '../demo/rocketchat/world.ts';
export type {
  RocketChatSession,
  RocketChatSettings,
  RocketChatToken,
  RocketChatUser,
  RocketChatWorld,
} from '../demo/rocketchat/world.ts';
export {
  startZendeskEmulator,
  type ZendeskEmulator,
  type ZendeskEmulatorOptions,
} from '../demo/zendesk/emulator.ts';
export { zendeskEmail, zendeskSession, zendeskUser } from '../demo/zendesk/world.ts';
export type { ZendeskSession, ZendeskSettings, ZendeskUser, ZendeskWorld } from '../demo/zendesk/world.ts';
export { startSeamEmulator, type SeamEmulator, type SeamEmulatorOptions } from '../demo/seam/emulator.ts';
export * from '../demo/seam/build.ts';
export type { SeamWorld } from '../demo/seam/world.ts';
