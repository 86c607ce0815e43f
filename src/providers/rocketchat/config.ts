import { z } from 'zod';
import { baseUrl, commonProviderShape, headerSecret } from '../config.ts';

export const rocketChatConfig = z.strictObject({
  ...commonProviderShape,
  kind: z.literal('rocketchat'),
  baseUrl,
  /** The `_id` of the user whose token it is. */
  userId: headerSecret,
  /** A personal access token, made with "ignore two-factor authentication", or a login token. */
  authToken: headerSecret,
  /** `self`: the token belongs to one person, and that person's account is all there is. */
  access: z.enum(['admin', 'self']).default('admin'),
  linkBy: z.enum(['username', 'email', 'nativeId']).default('username'),
});
export type RocketChatConfig = z.output<typeof rocketChatConfig>;
