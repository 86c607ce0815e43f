/** The account-wide limit of requests a minute. Its headers changed their names over the years (recordings of 2023 and 2024). */
import type { EmulatorResponse } from '../emulator.ts';
import { tooManyRequests } from './answers.ts';
import type { ZendeskSettings } from './world.ts';

const minuteMs = 60_000;

/** Lets an answer through while there is budget left, and tells of it in headers; a 204 has them too. */
export function createRateLimit(
  settings: ZendeskSettings,
  now: () => number,
): (answer: () => EmulatorResponse) => EmulatorResponse {
  let startedAt = 0;
  let used = 0;

  return (answer) => {
    const limit = settings.rateLimit;
    if (limit === null) return answer();
    if (now() - startedAt >= minuteMs) {
      startedAt = now();
      used = 0;
    }
    used += 1;
    const reset = Math.ceil((startedAt + minuteMs - now()) / 1000);
    const response = used > limit.perMinute ? tooManyRequests(reset) : answer();
    const remaining = String(Math.max(0, limit.perMinute - used));
    const perMinute = String(limit.perMinute);
    const prefix = limit.headers === '2023' ? 'rate-limit' : 'ratelimit';
    return {
      ...response,
      headers: {
        ...response.headers,
        'x-rate-limit': perMinute,
        'x-rate-limit-remaining': remaining,
        [limit.headers === '2023' ? 'rate-limit' : 'ratelimit-limit']: perMinute,
        [`${prefix}-remaining`]: remaining,
        [`${prefix}-reset`]: String(reset),
      },
    };
  };
}
