import { z } from 'zod';
import { baseUrl, commonProviderShape, headerSecret } from '../config.ts';

/**
 * One Clerk application instance. It links by Clerk's own user ids unless told otherwise, since those are what Clerk's session tokens
 * carry as `sub`; `externalId` is only there where the operator has set it on every user.
 */
export const clerkConfig = z.strictObject({
  ...commonProviderShape,
  kind: z.literal('clerk'),
  baseUrl: baseUrl
    .refine(
      (url) => !/\/v\d+$/.test(url),
      'must not end in the API\'s version: leave "/v1" away, as in https://api.clerk.com',
    )
    .default('https://api.clerk.com'),
  /** `sk_test_…` or `sk_live_…`. */
  secretKey: headerSecret,
  /**
   * The `iss` of the instance's session tokens, its Frontend API URL. To be given where tokens of several issuers are accepted, so that a session id
   * in another's token is not taken for one of Clerk's.
   */
  tokenIssuer: z.string().min(1).max(500).optional(),
  linkBy: z.enum(['nativeId', 'externalId', 'email']).default('nativeId'),
});
export type ClerkConfig = z.output<typeof clerkConfig>;
