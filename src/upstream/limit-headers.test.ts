import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateLimitHeaders, readFamily, readRetryAfter, withRefusal } from './limit-headers.ts';
import { answerWith } from './test-answer.ts';

const epochFamily = {
  limit: 'x-ratelimit-limit',
  remaining: 'x-ratelimit-remaining',
  reset: 'x-ratelimit-reset',
  resetIs: 'epochMs',
} as const;

const familyOf = (limit: string, remaining: string, reset: string) =>
  readFamily(
    answerWith({ 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': reset }),
    rateLimitHeaders,
    'provider',
  );

describe('readFamily', () => {
  it('reads limit, remaining calls and seconds to go, of which the last has begun', () => {
    expect(familyOf('700', '699', '41')).toEqual({
      news: [{ scope: 'provider', requests: 700, remaining: 699, resetMs: 42_000, refusesForMs: null }],
      ignored: [],
    });
  });

  it('says nothing where none of the headers is there', () => {
    expect(readFamily(answerWith({ 'ratelimit-reset': '3' }), rateLimitHeaders, 'provider')).toBeNull();
  });

  it('takes a limit of 0 for no limit header, and says so', () => {
    expect(familyOf('0', '3', '1')).toMatchObject({
      news: [{ requests: null, remaining: 3 }],
      ignored: ['ratelimit-limit'],
    });
  });

  it('believes no garbage', () => {
    const isNumber = (text: string) => /^ *\d+ *$/.test(text);
    fc.assert(
      fc.property(
        fc.string().filter((text) => !isNumber(text)),
        (text) => {
          expect(familyOf(text, text, text)).toEqual({
            news: [{ scope: 'provider', requests: null, remaining: null, resetMs: null, refusesForMs: null }],
            ignored: ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
          });
        },
      ),
    );
  });

  it('gives only what can be, whatever the headers are', () => {
    const value = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String));
    fc.assert(
      fc.property(value, value, value, (limit, remaining, reset) => {
        for (const family of [rateLimitHeaders, epochFamily]) {
          const headers = {
            [family.limit]: limit,
            [family.remaining]: remaining,
            [family.reset ?? '']: reset,
          };
          const { news = [] } = readFamily(answerWith(headers), family, 'route') ?? {};
          for (const { requests, remaining: left, resetMs } of news) {
            expect(requests ?? 1).toBeGreaterThanOrEqual(1);
            expect(left ?? 0).toBeGreaterThanOrEqual(0);
            expect(resetMs ?? 1).toBeGreaterThan(0);
            expect(resetMs ?? 1).toBeLessThanOrEqual(86_401_000);
          }
        }
      }),
    );
  });

  it("reads a moment by the provider's own clock", () => {
    const date = 'Fri, 20 Nov 2026 09:00:00 GMT';
    const reset = String(Date.parse(date) + 30_000);
    const headers = { 'x-ratelimit-limit': '10', 'x-ratelimit-reset': reset };
    expect(readFamily(answerWith({ ...headers, date }), epochFamily, 'route')?.news[0]?.resetMs).toBe(30_000);
    // By ours it would be hours ago.
    expect(readFamily(answerWith(headers), epochFamily, 'route')).toMatchObject({
      news: [{ requests: 10, resetMs: null }],
      ignored: ['x-ratelimit-reset'],
    });
  });
});

describe('withRefusal', () => {
  it('adds that a 429 refuses, and nothing to another answer', () => {
    const refusal = { scope: 'route', requests: null, remaining: null, resetMs: null, refusesForMs: 500 };
    expect(withRefusal(null, answerWith({}, 429), 'route', () => 500)).toEqual({
      news: [refusal],
      ignored: [],
    });
    expect(withRefusal(null, answerWith({}, 503), 'route', () => 500)).toEqual({ news: [], ignored: [] });
  });
});

describe('readRetryAfter', () => {
  it.each([
    ['3', 3000],
    ['0', 0],
    ['31536000', 60_000],
    ['Fri, 20 Nov 2026 12:00:10 GMT', 10_000],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['Sat, 20 Nov 2027 12:00:00 GMT', 60_000],
    ['-5', null],
    ['soon', null],
  ])('takes %j for %j ms', (text, ms) => {
    expect(readRetryAfter(answerWith({ 'retry-after': text }, 429))).toBe(ms);
  });
});
