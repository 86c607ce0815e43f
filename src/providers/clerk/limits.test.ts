import { expect, it } from 'vitest';
import { answerWith } from '../../upstream/test-answer.ts';
import { clerkLimits } from './limits.ts';

it.each([
  ['sk_test_x', 100],
  ['sk_live_x', 1000],
])('counts by the instance that the key %s is of', (secretKey, requests) => {
  expect(clerkLimits({ secretKey }).provider).toEqual({ requests, perMs: 10_000 });
});

it('takes a 429 for a refusal of that endpoint, until it says', () => {
  const { read, routeOf } = clerkLimits({ secretKey: 'sk_live_x' });
  expect(read(answerWith({ 'retry-after': '4' }, 429)).news).toMatchObject([
    { scope: 'route', refusesForMs: 4000 },
  ]);
  expect(routeOf({ method: 'POST', path: '/v1/sessions/sess_1/revoke' })).toBe(
    'POST /v1/sessions/:id/revoke',
  );
  expect(routeOf({ method: 'GET', path: '/v1/sessions?user_id=a' })).toBe('GET /v1/sessions');
});
