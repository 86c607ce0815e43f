/** How often a Zendesk account may be asked. */
import {
  rateLimitHeaders,
  readCount,
  readFamily,
  readRetryAfter,
  readSecondsToGo,
  withRefusal,
  type HeaderFamily,
} from '../../upstream/limit-headers.ts';
import {
  withoutQuery,
  type LimitNews,
  type LimitReading,
  type ProviderLimits,
} from '../../upstream/rate-limits.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';

/**
 * Requests a minute by plan, of all programs that use the account (developer.zendesk.com, api-reference/introduction/rate-limits): Suite and Support
 * plans of the same name, and Suite Growth as Professional. `highVolume` is the add-on High Volume API.
 */
const requestsPerMinute = {
  essential: 10,
  team: 200,
  growth: 400,
  professional: 400,
  enterprise: 700,
  enterprisePlus: 2500,
  highVolume: 2500,
} as const;

export type ZendeskPlan = keyof typeof requestsPerMinute;

export const zendeskPlans: readonly ZendeskPlan[] = [
  'essential',
  'team',
  'growth',
  'professional',
  'enterprise',
  'enterprisePlus',
  'highVolume',
];

/** Every answer tells the real limit, so that the plan matters for the first calls only. No limit of its own is documented for sessions. */
export function zendeskLimits({ plan }: { readonly plan: ZendeskPlan }): ProviderLimits {
  return {
    provider: { requests: requestsPerMinute[plan], perMs: 60_000 },
    route: null,
    areTold: true,
    routeOf: ({ method, path }) => `${method} ${withoutQuery(path).replace(idsOfPath, '$1/:id')}`,
    read,
  };
}

/** `/api/v2/users/<id>/sessions/<id>`; `show_many`, `search` and `me` are no ids. */
const idsOfPath = /(\/users|\/end_users|\/sessions)\/(?!show_many\b|search\b|me\b)[^/]+/g;

/** Which of the names an account answers with changed over the years (recordings of node-zendesk and zenpy, 2023 and 2024). */
const families: readonly HeaderFamily[] = [
  rateLimitHeaders,
  {
    limit: 'rate-limit',
    remaining: 'rate-limit-remaining',
    reset: 'rate-limit-reset',
    resetIs: 'secondsToGo',
  },
  { limit: 'x-rate-limit', remaining: 'x-rate-limit-remaining', reset: null, resetIs: 'secondsToGo' },
];

/** Zendesk's own Ruby client waits this long after a 429 without `Retry-After`. */
export const unsaidWaitMs = 10_000;

function read(answer: UpstreamResponse): LimitReading {
  let account: LimitReading = { news: [], ignored: [] };
  // The first that is there has all that the others have.
  for (const family of families) {
    const told = readFamily(answer, family, 'provider');
    if (told === null) continue;
    account = told;
    break;
  }
  const endpoint = readEndpointLimits(answer);
  const told = {
    news: [...account.news, ...endpoint.news],
    ignored: [...account.ignored, ...endpoint.ignored],
  };
  const isOfEndpoint = endpoint.news.some(({ remaining }) => remaining === 0);
  return withRefusal(
    told,
    answer,
    isOfEndpoint ? 'route' : 'provider',
    () => readRetryAfter(answer) ?? unsaidWaitMs,
  );
}

/** `zendesk-ratelimit-tickets-index: total=100; remaining=99; resets=41`, on answers of endpoints that have a limit of their own; in 2023 `zendesk-rate-limit-…`. */
const endpointFamily = 'zendesk-ratelimit-…';

function readEndpointLimits(answer: UpstreamResponse): LimitReading {
  const news: LimitNews[] = [];
  const ignored: string[] = [];
  for (const name of answer.headerNames()) {
    if (!/^zendesk-rate-?limit-/.test(name)) continue;
    const fields = new Map(
      (answer.header(name) ?? '').split(';').map((field) => {
        const [key = '', value = ''] = field.split('=');
        return [key.trim(), value];
      }),
    );
    const remaining = readCount(fields.get('remaining') ?? '', 0);
    const resetMs = readSecondsToGo(fields.get('resets') ?? '');
    if (remaining === null || resetMs === null) ignored.push(endpointFamily);
    else news.push({ scope: 'route', requests: null, remaining, resetMs, refusesForMs: null });
  }
  return { news, ignored };
}
