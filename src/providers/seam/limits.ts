/** How often Seam may be asked. */
import {
  rateLimitHeaders,
  readFamily,
  readRetryAfter,
  unsaidRefusalMs,
  withRefusal,
} from '../../upstream/limit-headers.ts';
import type { ProviderLimits } from '../../upstream/rate-limits.ts';

/**
 * Unknown: Seam publishes limits of actions on one device, which are not asked for here, and none of client sessions or lists (seamapi/docs,
 * rate-limits-and-guardrails). It says that it answers 429 "Too Many Requests", and to try again "after the appropriate amount of time". So only what an answer says counts;
 * `rateLimit` in the configuration sets a limit. `Retry-After` is not documented, but Seam's own client obeys it (seamapi/javascript-http, README).
 */
export const seamLimits: ProviderLimits = {
  provider: null,
  route: null,
  // Whether a refusal holds for one endpoint or for all is not known: for all is the careful reading.
  areTold: false,
  routeOf: () => '',
  read: (answer) =>
    withRefusal(
      readFamily(answer, rateLimitHeaders, 'provider'),
      answer,
      'provider',
      () => readRetryAfter(answer) ?? unsaidRefusalMs,
    ),
};
