import { describe, expect, it } from 'vitest';
import type { CallOrigin } from './call.ts';
import type { UpstreamObserver } from './observer.ts';
import { callFor, startProvider, startServer, unusedUrl, upstreamTo } from './test-provider.ts';

const get = { method: 'GET', path: '/v1/users/ann' } as const;

const ann = (): CallOrigin => ({ requestId: 'request-1', principal: 'person:ann', calls: 0 });

/** An observer that writes down what it is told. */
function notes() {
  const told: [string, object][] = [];
  const observer: UpstreamObserver = {
    sent: (event) => told.push(['sent', event]),
    refused: (event) => told.push(['refused', event]),
  };
  return { told, observers: [observer] };
}

describe('an observer', () => {
  it('is told of each exchange: of which provider, with what end, how long it took, for which request', async () => {
    const provider = await startProvider();
    const { told, observers } = notes();
    const origin = ann();
    await upstreamTo(provider.url, { observers }).send(get, { ...callFor(), origin });
    expect(told).toEqual([
      [
        'sent',
        {
          provider: 'support',
          method: 'GET',
          status: 200,
          failure: null,
          durationMs: expect.any(Number),
          attempt: 1,
          origin,
        },
      ],
    ]);
  });

  it.each([
    [401, 'NOT_AUTHORIZED'],
    [404, 'NOT_FOUND'],
    [422, 'REJECTED'],
    [500, 'UNAVAILABLE'],
  ])('is told what HTTP %i means', async (status, failure) => {
    const server = await startServer((_request, response) => response.writeHead(status).end('{}'));
    const { told, observers } = notes();
    await upstreamTo(server.url, { observers }).send(get, callFor());
    expect(told).toMatchObject([['sent', { status, failure }]]);
  });

  it('is told of what did not answer, and of callers who left', async () => {
    const { told, observers } = notes();
    const post = { method: 'POST', path: '/v1/sign-outs' } as const;
    await expect(upstreamTo(await unusedUrl(), { observers }).send(post, callFor())).rejects.toThrow();
    const provider = await startProvider();
    provider.fault = { kind: 'hanging' };
    const caller = new AbortController();
    const upstream = upstreamTo(provider.url, { observers });
    const left = upstream.send(get, callFor({ signal: caller.signal }));
    await expect.poll(() => provider.calls).toHaveLength(1);
    caller.abort();
    await expect(left).rejects.toThrow();
    expect(told).toMatchObject([
      ['sent', { method: 'POST', status: null, failure: 'UNAVAILABLE' }],
      ['sent', { status: null, failure: 'ABANDONED' }],
    ]);
  });

  it('is told of calls that a limit of ours kept back, and of no sending', async () => {
    const provider = await startProvider();
    const { told, observers } = notes();
    const rateLimit = { requests: 1, perMs: 60_000 };
    const upstream = upstreamTo(provider.url, { observers, rateLimit, now: () => 1_000_000 });
    await upstream.send(get, callFor());
    const origin = ann();
    await expect(upstream.send(get, { ...callFor({ ms: 1000 }), origin })).rejects.toThrow();
    expect(told[1]).toMatchObject(['refused', { provider: 'support', reason: 'budget', origin }]);
    expect(told).toHaveLength(2);
    expect(origin.calls).toBe(0);
  });
});

describe('the state of a provider', () => {
  it('has what was seen last, and what is under way', async () => {
    const provider = await startProvider();
    const rateLimit = { requests: 3, perMs: 60_000 };
    let now = 1000;
    const upstream = upstreamTo(provider.url, { rateLimit, now: () => now });
    expect(upstream.state()).toEqual({
      inFlight: 0,
      waiting: 0,
      budgetLeft: 3,
      circuit: 'closed',
      retryAt: null,
      lastSuccessAt: null,
      lastFailureAt: null,
      lastFailure: null,
    });
    await upstream.send(get, callFor());
    now = 2000;
    provider.fault = { kind: 'html', status: 500 };
    const underWay = upstream.send(get, callFor());
    expect(upstream.state()).toMatchObject({ inFlight: 1, budgetLeft: 1 });
    await underWay;
    expect(upstream.state()).toMatchObject({
      inFlight: 0,
      budgetLeft: 1,
      lastSuccessAt: 1000,
      lastFailureAt: 2000,
      lastFailure: 'UNAVAILABLE',
    });
  });
});

it('counts the calls that were sent for a request', async () => {
  const provider = await startProvider();
  const upstream = upstreamTo(provider.url);
  const origin = ann();
  await upstream.send(get, { ...callFor(), origin });
  await upstream.send(get, { ...callFor(), origin });
  expect(origin.calls).toBe(2);
});
