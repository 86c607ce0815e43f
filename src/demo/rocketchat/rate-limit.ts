/** Rocket.Chat's limit of calls per route, counted in windows that begin with a route's first call. */
import type { RocketChatSettings } from './world.ts';

export interface RateLimitVerdict {
  readonly exceeded: boolean;
  readonly resetAt: number;
  /** On every answer of a limited route, refused or not. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface RateLimit {
  count(route: string, limit: NonNullable<RocketChatSettings['rateLimit']>): RateLimitVerdict;
}

export function createRateLimit(now: () => number): RateLimit {
  const windows = new Map<string, { readonly startedAt: number; calls: number }>();
  return {
    count(route, { calls, perMs }) {
      const at = now();
      let window = windows.get(route);
      if (window === undefined || at - window.startedAt >= perMs) {
        window = { startedAt: at, calls: 0 };
        windows.set(route, window);
      }
      window.calls += 1;
      const resetAt = window.startedAt + perMs;
      return {
        exceeded: window.calls > calls,
        resetAt,
        headers: {
          'x-ratelimit-limit': String(calls),
          'x-ratelimit-remaining': String(Math.max(0, calls - window.calls)),
          'x-ratelimit-reset': String(resetAt),
        },
      };
    },
  };
}
