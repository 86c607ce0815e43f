import { z } from 'zod';
import { baseUrl, commonProviderShape, headerSecret, secret } from '../config.ts';
import { zendeskPlans } from './limits.ts';

/** A provider entry of kind `zendesk`: one Zendesk account (subdomain) and one way to sign in to its API. */
export const zendeskConfig = z
  .strictObject({
    ...commonProviderShape,
    kind: z.literal('zendesk'),
    baseUrl: baseUrl.refine(
      (url) => new URL(url).pathname === '/',
      'must be the account alone, without a path: https://acme.zendesk.com',
    ),
    /** A confidential OAuth client; tokens are fetched and renewed here. */
    oauth: z.strictObject({ clientId: secret, clientSecret: secret }).optional(),
    /** An OAuth access token made elsewhere; it is used as it is until it expires. */
    bearerToken: headerSecret.optional(),
    /** Legacy: all API tokens stop working on 2027-04-30. */
    apiToken: z
      .strictObject({
        email: z.email('must be the e-mail address of the user the token acts as'),
        token: secret,
      })
      .optional(),
    /** Its plan, which says how many calls a minute the account allows until its first answer tells. */
    plan: z.enum(zendeskPlans).default('team'),
    access: z.enum(['admin', 'self']).default('admin'),
    linkBy: z.enum(['externalId', 'email']).default('externalId'),
  })
  .refine(
    ({ oauth, bearerToken, apiToken }) =>
      [oauth, bearerToken, apiToken].filter((credentials) => credentials !== undefined).length === 1,
    { error: 'give exactly one of oauth, bearerToken and apiToken', path: ['oauth'] },
  );
export type ZendeskConfig = z.output<typeof zendeskConfig>;
