import { describe, expect, it } from 'vitest';
import { ProviderFailure } from './failure.ts';
import { retryAfterAt, statusFailure } from './status-failure.ts';
import type { UpstreamResponse } from './upstream.ts';

const receivedAt = Date.parse('2026-11-20T12:00:00Z');

const answer = (
  status: number,
  retryAfter: string | null = null,
  date: string | null = null,
): UpstreamResponse => ({
  status,
  header: (name) => ({ 'retry-after': retryAfter, date })[name] ?? null,
  headerNames: () => (retryAfter === null ? [] : ['retry-after']),
  text: '{"error":"text-from-upstream"}',
  json: () => ({ error: 'text-from-upstream' }),
  noteMalformed: () => {},
  isRepeat: false,
  refusedUntil: null,
  receivedAt,
});

describe('statusFailure', () => {
  it.each([
    [401, 'NOT_AUTHORIZED'],
    [403, 'NOT_AUTHORIZED'],
    [404, 'NOT_FOUND'],
    [429, 'RATE_LIMITED'],
    [400, 'REJECTED'],
    [409, 'REJECTED'],
    [410, 'REJECTED'],
    [413, 'REJECTED'],
    [415, 'REJECTED'],
    [422, 'REJECTED'],
    [500, 'UNAVAILABLE'],
    [502, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
    [418, 'MALFORMED'],
    [204, 'MALFORMED'],
  ])('takes HTTP %i for %s', (status, expected) => {
    const failure = statusFailure(answer(status), 'Zendesk (support)');
    expect(failure).toBeInstanceOf(ProviderFailure);
    expect(failure.status).toBe(expected);
  });

  it('names the provider and repeats nothing of the answer', () => {
    const { message } = statusFailure(answer(422), 'Zendesk (support)');
    expect(message).toContain('Zendesk (support)');
    expect(message).not.toContain('text-from-upstream');
  });

  it.each([429, 503])('tells when to ask again after HTTP %i', (status) => {
    expect(statusFailure(answer(status, '3'), 'Clerk (clerk)').retryAt).toBe(receivedAt + 3000);
  });

  it('tells no such moment for a failure that waiting does not mend', () => {
    expect(statusFailure(answer(403, '3'), 'Clerk (clerk)').retryAt).toBeNull();
  });
});

describe('retryAfterAt', () => {
  it('counts seconds from when the answer came', () => {
    expect(retryAfterAt(answer(429, ' 40 '))).toBe(receivedAt + 40_000);
  });

  it('takes zero for at once', () => {
    expect(retryAfterAt(answer(429, '0'))).toBe(receivedAt);
  });

  it('reads an HTTP date', () => {
    expect(retryAfterAt(answer(429, 'Fri, 20 Nov 2026 12:00:30 GMT'))).toBe(receivedAt + 30_000);
  });

  it.each([
    ['is ahead', 'Fri, 20 Nov 2026 12:10:00 GMT', 'Fri, 20 Nov 2026 12:10:30 GMT'],
    ['is behind', 'Fri, 20 Nov 2026 11:50:00 GMT', 'Fri, 20 Nov 2026 11:50:30 GMT'],
  ])(
    'takes an HTTP date by the clock of a provider that %s, where it tells its time',
    (_how, date, until) => {
      expect(retryAfterAt(answer(429, until, date))).toBe(receivedAt + 30_000);
    },
  );

  it.each(['61', '31536000', 'Sat, 20 Nov 2027 12:00:00 GMT', '99999999999999999999'])(
    'takes %j for a minute, the longest that is believed',
    (value) => {
      expect(retryAfterAt(answer(429, value))).toBe(receivedAt + 60_000);
    },
  );

  it.each(['', 'soon', '-5', '-0', '1e3', '3 seconds', 'Fri, 99 Nov 2026'])(
    'knows no moment for %j',
    (value) => {
      expect(retryAfterAt(answer(429, value))).toBeNull();
    },
  );

  it('knows no moment without the header', () => {
    expect(retryAfterAt(answer(429))).toBeNull();
  });
});
