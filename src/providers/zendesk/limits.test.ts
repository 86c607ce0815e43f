import { describe, expect, it } from 'vitest';
import { answerWith } from '../../upstream/test-answer.ts';
import { zendeskLimits } from './limits.ts';

const { read, routeOf, provider } = zendeskLimits({ plan: 'enterprise' });
const account = { scope: 'provider', requests: 700, remaining: 12, resetMs: 42_000, refusesForMs: null };

describe('zendeskLimits', () => {
  it('knows the limit of the plan', () => {
    expect(provider).toEqual({ requests: 700, perMs: 60_000 });
  });

  it.each([
    { 'ratelimit-limit': '700', 'ratelimit-remaining': '12', 'ratelimit-reset': '41' },
    { 'rate-limit': '700', 'rate-limit-remaining': '12', 'rate-limit-reset': '41' },
  ])('reads the headers of every year: %j', (headers) => {
    const both = { 'x-rate-limit': '700', 'x-rate-limit-remaining': '12', ...headers };
    expect(read(answerWith(both))).toEqual({ news: [account], ignored: [] });
  });

  it('reads the oldest headers, which do not tell when the window ends', () => {
    const { news } = read(answerWith({ 'x-rate-limit': '700', 'x-rate-limit-remaining': '12' }));
    expect(news).toEqual([{ ...account, resetMs: null }]);
  });

  it.each(['zendesk-ratelimit-users-search', 'zendesk-rate-limit-users-search'])(
    'reads the limit of one endpoint (%s), and takes a refusal there for that endpoint alone',
    (name) => {
      const endpoint = { scope: 'route', requests: null, remaining: 0, resetMs: 42_000, refusesForMs: null };
      const answer = answerWith({ [name]: 'total=100; remaining=0; resets=41', 'retry-after': '41' }, 429);
      expect(read(answer).news).toEqual([
        endpoint,
        { scope: 'route', requests: null, remaining: null, resetMs: null, refusesForMs: 41_000 },
      ]);
    },
  );

  it('does not believe an endpoint limit that cannot be read', () => {
    const answer = answerWith({ 'zendesk-ratelimit-users-search': 'soon' });
    expect(read(answer)).toEqual({ news: [], ignored: ['zendesk-ratelimit-…'] });
  });

  it('waits ten seconds after a 429 that does not say how long', () => {
    expect(read(answerWith({}, 429)).news).toMatchObject([{ scope: 'provider', refusesForMs: 10_000 }]);
  });

  it.each([
    ['/api/v2/users/12/sessions/34?x=1', 'GET /api/v2/users/:id/sessions/:id'],
    ['/api/v2/users/12/sessions', 'GET /api/v2/users/:id/sessions'],
    ['/api/v2/users/show_many?ids=1', 'GET /api/v2/users/show_many'],
    ['/api/v2/users/me?include=identities', 'GET /api/v2/users/me'],
    ['/api/v2/sessions?page%5Bsize%5D=100', 'GET /api/v2/sessions'],
  ])('counts %s as %s', (path, route) => {
    expect(routeOf({ method: 'GET', path })).toBe(route);
  });
});
