/**
 * Reads the headers by which APIs tell their limits. What cannot be is not believed: a limit of 0 would stop every call, and garbage says nothing.
 */
import type { LimitReading, LimitScope } from './rate-limits.ts';
import { providerNow, retryAfterAt } from './status-failure.ts';
import type { UpstreamResponse } from './upstream.ts';

/** The names of a family of headers; null where it has no such header. */
export interface HeaderFamily {
  readonly limit: string;
  readonly remaining: string;
  readonly reset: string | null;
  /** What the value of `reset` is: seconds to go, or a moment in epoch milliseconds by the provider's clock. */
  readonly resetIs: 'secondsToGo' | 'epochMs';
}

/** The family of the IETF's drafts (draft-ietf-httpapi-ratelimit-headers-07), which Zendesk uses, too. */
export const rateLimitHeaders: HeaderFamily = {
  limit: 'ratelimit-limit',
  remaining: 'ratelimit-remaining',
  reset: 'ratelimit-reset',
  resetIs: 'secondsToGo',
};

/** The largest limit and count that are believed. */
const maxCount = 1_000_000;
/** The longest window that is believed, in seconds. */
const maxWindowSeconds = 86_400;

/** What the headers of a family say; null where the answer has none of them. */
export function readFamily(
  answer: UpstreamResponse,
  family: HeaderFamily,
  scope: LimitScope,
): LimitReading | null {
  const limit = answer.header(family.limit);
  const remaining = answer.header(family.remaining);
  const reset = family.reset === null ? null : answer.header(family.reset);
  if (limit === null && remaining === null) return null;
  const requests = limit === null ? null : readCount(limit, 1);
  const left = remaining === null ? null : readCount(remaining, 0);
  const resetMs = reset === null ? null : readReset(reset, family.resetIs, answer);
  const ignored = [
    ...(limit !== null && requests === null ? [family.limit] : []),
    ...(remaining !== null && left === null ? [family.remaining] : []),
    ...(family.reset !== null && reset !== null && resetMs === null ? [family.reset] : []),
  ];
  return { news: [{ scope, requests, remaining: left, resetMs, refusesForMs: null }], ignored };
}

/** A whole number of at least so much; null for anything else. */
export function readCount(text: string, least: number): number | null {
  if (!/^ *\d{1,7} *$/.test(text)) return null;
  const count = Number(text);
  return count >= least && count <= maxCount ? count : null;
}

/** Seconds to go, in milliseconds, with the rest of a second that may have been cut off; null where it is no number, or longer than a day. */
export function readSecondsToGo(text: string): number | null {
  const seconds = readCount(text, 0);
  return seconds === null || seconds > maxWindowSeconds ? null : (seconds + 1) * 1000;
}

function readReset(text: string, is: HeaderFamily['resetIs'], answer: UpstreamResponse): number | null {
  if (is === 'secondsToGo') return readSecondsToGo(text);
  if (!/^ *\d{13} *$/.test(text)) return null;
  const ms = Number(text) - providerNow(answer);
  return ms > 0 && ms <= maxWindowSeconds * 1000 ? ms : null;
}

const nothingTold: LimitReading = { news: [], ignored: [] };

/** What an answer says, if it is a 429 that refuses such calls. @param refusesForMs for how long, in milliseconds; asked of a 429 only. */
export function withRefusal(
  told: LimitReading | null,
  answer: UpstreamResponse,
  scope: LimitScope,
  refusesForMs: () => number,
): LimitReading {
  const reading = told ?? nothingTold;
  if (answer.status !== 429) return reading;
  const refusal = {
    scope,
    requests: null,
    remaining: null,
    resetMs: null,
    refusesForMs: refusesForMs(),
  };
  return { ...reading, news: [...reading.news, refusal] };
}

/** `Retry-After` in milliseconds from the answer; null where it is absent or unreadable. */
export function readRetryAfter(answer: UpstreamResponse): number | null {
  const retryAt = retryAfterAt(answer);
  return retryAt === null ? null : Math.max(0, retryAt - answer.receivedAt);
}

/**
 * How long a provider is left alone after a 429 that does not say until when, in milliseconds: a guess. Longer than a reader usually waits, so that they
 * hear of the limit at once, and no try is spent on it.
 */
export const unsaidRefusalMs = 10_000;
