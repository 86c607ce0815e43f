/** Every kind of provider: its configuration and how to make one. A new kind is one folder and one line in each list here. */
import { z } from 'zod';
import { createClerk } from './clerk/adapter.ts';
import { clerkConfig } from './clerk/config.ts';
import type { ProviderDependencies } from './dependencies.ts';
import type { Provider } from './provider.ts';
import { createRocketChat } from './rocketchat/adapter.ts';
import { rocketChatConfig } from './rocketchat/config.ts';
import { createSeam } from './seam/adapter.ts';
import { seamConfig } from './seam/config.ts';
import { createZendesk } from './zendesk/adapter.ts';
import { zendeskConfig } from './zendesk/config.ts';

/** One entry of `providers:` in the configuration; its `kind` decides which other keys it takes. */
export const providerConfig = z.discriminatedUnion(
  'kind',
  [clerkConfig, rocketChatConfig, zendeskConfig, seamConfig],
  {
    error: 'must be one of clerk, rocketchat, zendesk, seam',
  },
);
export type ProviderConfig = z.output<typeof providerConfig>;

/** Makes the adapter for a checked configuration entry. Nothing is sent until it is first asked. */
export function createProvider(config: ProviderConfig, dependencies: ProviderDependencies): Provider {
  switch (config.kind) {
    case 'clerk':
      return createClerk(config, dependencies);
    case 'rocketchat':
      return createRocketChat(config, dependencies);
    case 'zendesk':
      return createZendesk(config, dependencies);
    case 'seam':
      return createSeam(config, dependencies);
  }
}
