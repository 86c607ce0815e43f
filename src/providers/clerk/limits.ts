/** How often Clerk's Backend API may be asked. */
import {
  rateLimitHeaders,
  readFamily,
  readRetryAfter,
  unsaidRefusalMs,
  withRefusal,
} from '../../upstream/limit-headers.ts';
import { withoutQuery, type ProviderLimits } from '../../upstream/rate-limits.ts';
import type { ClerkConfig } from './config.ts';

/**
 * 1,000 requests in 10 seconds for a production instance and 100 for a development one, all requests of the instance together; a 429 refuses the
 * endpoint until `Retry-After` (clerk/clerk-docs, guides/how-clerk-works/system-limits). No limit of its own is documented for sessions, and no header tells how
 * many calls are left.
 */
export function clerkLimits({ secretKey }: Pick<ClerkConfig, 'secretKey'>): ProviderLimits {
  return {
    // The key of a development instance begins so; any other counts as a production one's.
    provider: { requests: secretKey.startsWith('sk_test_') ? 100 : 1000, perMs: 10_000 },
    route: null,
    areTold: false,
    routeOf: ({ method, path }) => `${method} ${withoutQuery(path).replace(idOfPath, '$1/:id')}`,
    read: (answer) =>
      withRefusal(
        readFamily(answer, rateLimitHeaders, 'provider'),
        answer,
        'route',
        () => readRetryAfter(answer) ?? unsaidRefusalMs,
      ),
  };
}

/** `/v1/sessions/<id>/revoke`. */
const idOfPath = /^(\/v1\/[a-z_]+)\/[^/]+/;
