import { expect, it } from 'vitest';
import { answerWith } from '../../upstream/test-answer.ts';
import { rocketChatLimits } from './limits.ts';

const { read, route } = rocketChatLimits;
const reset = String(Date.parse('2026-11-20T12:00:20Z'));
const limited = { 'x-ratelimit-limit': '30', 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': reset };

it('counts ten calls a minute to each route until an answer tells', () => {
  expect(route).toEqual({ requests: 10, perMs: 60_000 });
  expect(rocketChatLimits.routeOf({ method: 'GET', path: '/api/v1/users.info?userId=x' })).toBe(
    'GET /api/v1/users.info',
  );
});

it('takes the limit that the administrator set', () => {
  expect(read(answerWith(limited))).toEqual({
    news: [{ scope: 'route', requests: 30, remaining: 4, resetMs: 20_000, refusesForMs: null }],
    ignored: [],
  });
});

it('knows calls that are not limited by an answer of the route without limit headers, and by nothing else', () => {
  const json = { 'content-type': 'application/json' };
  for (const status of [200, 400, 404]) {
    expect(read(answerWith(json, status)).news).toMatchObject([{ scope: 'route', requests: Infinity }]);
    expect(read(answerWith({ 'content-type': 'text/html' }, status)).news).toEqual([]);
  }
  for (const status of [401, 403, 429, 500, 502]) {
    expect(read(answerWith(json, status)).news.some(({ requests }) => requests === Infinity)).toBe(false);
  }
});

it.each([
  [limited, '', 20_000],
  [
    {},
    '{"error":"Error, too many requests. Please slow down. You must wait 33 seconds before trying"}',
    33_000,
  ],
  [{}, '<html>', 10_000],
])('reads when a refusal ends: %j %j', (headers, text, refusesForMs) => {
  const { news } = read(answerWith(headers, 429, text));
  expect(news.at(-1)).toMatchObject({ scope: 'route', refusesForMs });
});

it('does not believe a limit of 0', () => {
  expect(read(answerWith({ ...limited, 'x-ratelimit-limit': '0' }))).toMatchObject({
    news: [{ requests: null }],
    ignored: ['x-ratelimit-limit'],
  });
});
