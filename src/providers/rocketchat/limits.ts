/** How often a Rocket.Chat server may be asked. */
import { readFamily, unsaidRefusalMs, withRefusal, type HeaderFamily } from '../../upstream/limit-headers.ts';
import { withoutQuery, type LimitNews, type ProviderLimits } from '../../upstream/rate-limits.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';

/**
 * Ten calls a minute to each route, for each address that calls and in each process of the server, unless the administrator changed it
 * (settings `API_Enable_Rate_Limiter_Limit_Calls_Default` and `…_Time_Default`; RocketChat/Rocket.Chat, apps/meteor/server/settings/rate.ts and
 * app/api/server/ApiClass.ts). Whoever has the permission `api-bypass-rate-limit`, and everybody on a server whose limiter is off, is not limited; their answers have no limit
 * headers, and that is how they are told apart.
 */
export const rocketChatLimits: ProviderLimits = {
  provider: null,
  route: { requests: 10, perMs: 60_000 },
  // Ids are only ever part of a query or a body.
  areTold: true,
  routeOf: ({ method, path }) => `${method} ${withoutQuery(path)}`,
  read(answer) {
    const told = readFamily(answer, headers, 'route');
    if (told === null && isBehindLimiter(answer)) return { news: [notLimited], ignored: [] };
    return withRefusal(told, answer, 'route', () => refusedForMs(answer) ?? unsaidRefusalMs);
  },
};

/** Whether the answer comes from a route itself, which the limiter stands before: a success, or Rocket.Chat's own word that there is no such thing. */
function isBehindLimiter(answer: UpstreamResponse): boolean {
  const isJson = answer.header('content-type')?.includes('json') ?? false;
  return isJson && [200, 400, 404].includes(answer.status);
}

/** How long a 429 lasts, in milliseconds: Rocket.Chat sends no `Retry-After`, but when its window ends, and the seconds in its text. */
export function refusedForMs(answer: UpstreamResponse): number | null {
  const resetMs = readFamily(answer, headers, 'route')?.news[0]?.resetMs ?? null;
  const seconds = /must wait (\d{1,6}) seconds?/.exec(answer.text)?.[1];
  return resetMs ?? (seconds === undefined ? null : Number(seconds) * 1000);
}

const headers: HeaderFamily = {
  limit: 'x-ratelimit-limit',
  remaining: 'x-ratelimit-remaining',
  reset: 'x-ratelimit-reset',
  resetIs: 'epochMs',
};

const notLimited: LimitNews = {
  scope: 'route',
  requests: Infinity,
  remaining: null,
  resetMs: null,
  refusesForMs: null,
};
