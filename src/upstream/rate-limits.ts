/** What is known of how often a provider may be asked. Each kind says it of its API in `limits.ts`, with the source. */
import type { UpstreamRequest, UpstreamResponse } from './upstream.ts';

/** At most `requests` calls in any `perMs` milliseconds. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/** Which calls are counted together: all of the provider's, or those of each route by themselves. */
export type LimitScope = 'provider' | 'route';

/** What a kind of provider limits. Where there are several limits, all hold. */
export interface ProviderLimits {
  /** The documented limit of all calls; null where none is published. */
  readonly provider: RateLimit | null;
  /** The documented limit of each route; null where there is none. */
  readonly route: RateLimit | null;
  /** Whether answers tell the real limits. Until the first has, a call waits for it rather than be refused. */
  readonly areTold: boolean;
  /** What the provider counts as one route: method and path without ids and query. */
  routeOf(request: Pick<UpstreamRequest, 'method' | 'path'>): string;
  /** What an answer says of limits. */
  read(answer: UpstreamResponse): LimitReading;
}

/** What one answer says of limits. */
export interface LimitReading {
  readonly news: readonly LimitNews[];
  /** Limit headers, by name, whose values cannot be: they are not believed. */
  readonly ignored: readonly string[];
}

export interface LimitNews {
  readonly scope: LimitScope;
  /** Calls in a window, at least 1; Infinity where the answer shows that these calls are not limited; null where it does not say. */
  readonly requests: number | null;
  /** How many more calls the provider would take before `resetMs` has passed; null where it does not say. */
  readonly remaining: number | null;
  /** Until the provider counts from nothing again, in milliseconds from the answer; null where it does not say. */
  readonly resetMs: number | null;
  /** The provider refused the call, and refuses others like it for so long, in milliseconds; null where it did not refuse. */
  readonly refusesForMs: number | null;
}

/** For `routeOf`. */
export function withoutQuery(path: string): string {
  const end = path.indexOf('?');
  return end === -1 ? path : path.slice(0, end);
}
