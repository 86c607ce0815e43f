import { describe, expect, it } from 'vitest';
import type { UpstreamOptions } from './client.ts';
import { ProviderFailure } from './failure.ts';
import type { UpstreamObserver } from './observer.ts';
import { callFor, startProvider, upstreamTo } from './test-provider.ts';

/** Not tried again, so that each is one call. */
const ask = { method: 'POST', path: '/v1/sessions' } as const;

const failureOf = (sent: Promise<unknown>) =>
  sent.then(
    () => expect.fail('it failed'),
    (error: unknown) => error,
  );

const statusOf = (failure: unknown) => (failure instanceof ProviderFailure ? failure.status : null);

async function open(options: Partial<UpstreamOptions> = {}) {
  const provider = await startProvider();
  const told: string[] = [];
  const observer: UpstreamObserver = {
    circuit: ({ state }) => told.push(state),
    refused: ({ reason }) => told.push(`refused by ${reason}`),
    malformed: ({ failure }) => told.push(`${failure}`),
  };
  const upstream = upstreamTo(provider.url, { ...options, random: () => 0, observers: [observer] });
  const fail = async () => {
    for (let call = 0; call < 5; call += 1) await upstream.send(ask, callFor()).catch(() => {});
  };
  return { provider, upstream, told, fail };
}

describe('a provider that fails', () => {
  it('is left alone: calls are refused at once, with the time to ask again', async () => {
    const { provider, upstream, told, fail } = await open();
    provider.fault = { kind: 'down' };
    await fail();
    const before = Date.now();
    expect(await failureOf(upstream.send(ask, callFor()))).toMatchObject({
      status: 'UNAVAILABLE',
      retryAt: expect.any(Number),
      message: expect.stringContaining('was not asked'),
    });
    expect(provider.calls).toHaveLength(5);
    expect(told).toEqual(['open', 'refused by circuit']);
    const { circuit, retryAt, lastFailure } = upstream.state();
    expect({ circuit, lastFailure }).toEqual({ circuit: 'open', lastFailure: 'UNAVAILABLE' });
    expect((retryAt ?? 0) - before).toBeLessThanOrEqual(1000);
  });

  it('is asked again by one call, and by all when that is answered', async () => {
    const { provider, upstream, told, fail } = await open();
    provider.fault = { kind: 'html', status: 502 };
    await fail();
    provider.fault = { kind: 'ok' };
    provider.clearCalls();
    await expect.poll(() => upstream.state().retryAt, { timeout: 5000 }).toBeNull();
    const [first, second] = await Promise.allSettled([
      upstream.send(ask, callFor()),
      upstream.send(ask, callFor()),
    ]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    expect(provider.calls).toHaveLength(1);
    expect((await upstream.send(ask, callFor())).status).toBe(200);
    expect(told).toEqual(['open', 'probing', 'refused by circuit', 'closed']);
  });

  it('is asked by a call that goes on where its caller leaves, and by all when that is answered', async () => {
    const { provider, upstream, told, fail } = await open();
    provider.fault = { kind: 'down' };
    await fail();
    provider.fault = { kind: 'slow', ms: 50 };
    await expect.poll(() => upstream.state().retryAt, { timeout: 5000 }).toBeNull();
    const caller = new AbortController();
    const probe = failureOf(upstream.send(ask, callFor({ signal: caller.signal })));
    // As where one call of several of a read is refused, since this one is under way.
    const refused = await failureOf(upstream.send(ask, callFor({ signal: caller.signal })));
    caller.abort(refused);
    expect(await probe).toBe(refused);
    await expect.poll(() => told).toEqual(['open', 'probing', 'refused by circuit', 'closed']);
    expect((await upstream.send(ask, callFor())).status).toBe(200);
  });

  it('is not one whose callers leave for the failure of something else', async () => {
    const { provider, upstream, told } = await open();
    provider.fault = { kind: 'hanging' };
    const caller = new AbortController();
    const left = Array.from({ length: 6 }, () =>
      failureOf(upstream.send(ask, callFor({ signal: caller.signal }))),
    );
    await expect.poll(() => provider.calls).toHaveLength(6);
    caller.abort(new ProviderFailure('UNAVAILABLE', 'Another call failed.'));
    await Promise.all(left);
    expect(told).toEqual([]);
    expect(upstream.state()).toMatchObject({ circuit: 'closed', inFlight: 0, lastFailure: null });
  });

  it('refuses calls that wait for their turn as soon as its circuit opens: changes first, and none of them uses up its turn', async () => {
    const { provider, upstream } = await open({ rateLimit: { requests: 5, perMs: 60_000 } });
    provider.fault = { kind: 'hanging' };
    const first = Array.from({ length: 5 }, () => failureOf(upstream.send(ask, callFor({ ms: 90_000 }))));
    await expect.poll(() => provider.calls).toHaveLength(5);
    const log: string[] = [];
    const waiting = (['read', 'read', 'change'] as const).map(async (urgency) => {
      const failure = await failureOf(upstream.send(ask, { ...callFor({ ms: 90_000 }), urgency }));
      log.push(urgency);
      return failure;
    });
    expect(upstream.state()).toMatchObject({ inFlight: 5, waiting: 3 });
    await provider.close();
    await Promise.all(first);
    expect(upstream.state()).toMatchObject({ circuit: 'open', inFlight: 0, waiting: 0 });
    for (const failure of await Promise.all(waiting)) {
      expect(failure).toMatchObject({ status: 'UNAVAILABLE', retryAt: expect.any(Number) });
    }
    expect(log).toEqual(['change', 'read', 'read']);
  });

  it('uses up nothing of the budget by calls that waited when its circuit opened', async () => {
    const { provider, upstream, told } = await open({
      maxConcurrency: 5,
      rateLimit: { requests: 20, perMs: 60_000 },
    });
    provider.fault = { kind: 'down' };
    await Promise.allSettled(Array.from({ length: 20 }, () => upstream.send(ask, callFor())));
    // Five at once, and one in the place of each of the first four that failed.
    expect(provider.calls).toHaveLength(9);
    expect(told.filter((what) => what === 'refused by circuit')).toHaveLength(11);
    expect(upstream.state()).toMatchObject({ circuit: 'open', inFlight: 0, waiting: 0, budgetLeft: 11 });
  });

  it('is not one that refuses what is asked, or whose callers leave', async () => {
    const { provider, upstream, told, fail } = await open();
    provider.fault = { kind: 'limited', retryAfterSeconds: null };
    await fail();
    provider.fault = { kind: 'hanging' };
    for (let call = 0; call < 5; call += 1) {
      const caller = new AbortController();
      const left = upstream.send(ask, callFor({ signal: caller.signal }));
      await expect.poll(() => provider.calls).toHaveLength(6 + call);
      caller.abort();
      await failureOf(left);
    }
    expect(told).toEqual([]);
  });

  it('is one whose answers turn out to be no JSON', async () => {
    const { provider, upstream, told } = await open();
    provider.fault = { kind: 'html', status: 200 };
    for (let call = 0; call < 5; call += 1) {
      const answer = await upstream.send(ask, callFor());
      expect(() => answer.json()).toThrow('HTML page');
    }
    expect(told).toEqual(['MALFORMED', 'MALFORMED', 'MALFORMED', 'MALFORMED', 'MALFORMED', 'open']);
  });
});

describe('a provider that hangs', () => {
  it('costs those who ask first the time in which an answer should begin, and others nothing', async () => {
    const { provider, upstream } = await open({ timeoutMs: 500 });
    provider.fault = { kind: 'hanging' };
    const first = await Promise.all(
      Array.from({ length: 5 }, () => failureOf(upstream.send(ask, callFor()))),
    );
    expect(first.map(statusOf)).toEqual(Array.from({ length: 5 }, () => 'TIMED_OUT'));
    expect(first[0]).toMatchObject({ message: expect.stringContaining('did not begin to answer in time') });
    expect(await failureOf(upstream.send(ask, callFor()))).toMatchObject({
      status: 'UNAVAILABLE',
      message: expect.stringContaining('was not asked'),
    });
    expect(provider.calls).toHaveLength(5);
  });

  it('is found out by a call that is to show it, however little time its caller has', async () => {
    const { provider, upstream, told, fail } = await open({ timeoutMs: 400 });
    provider.fault = { kind: 'down' };
    await fail();
    provider.fault = { kind: 'hanging' };
    await expect.poll(() => upstream.state().retryAt, { timeout: 5000 }).toBeNull();
    const askedAt = performance.now();
    const [hasty, other] = await Promise.all([
      failureOf(upstream.send(ask, callFor({ ms: 50 }))),
      failureOf(upstream.send(ask, callFor({ ms: 50 }))),
    ]);
    expect([statusOf(hasty), statusOf(other)]).toEqual(['TIMED_OUT', 'UNAVAILABLE']);
    expect(performance.now() - askedAt).toBeLessThan(300);
    expect(hasty).toMatchObject({ message: expect.stringContaining('The change may have been made') });
    expect(upstream.state()).toMatchObject({ circuit: 'probing', inFlight: 1 });
    await expect.poll(() => upstream.state().circuit).toBe('open');
    expect(told).toEqual(['open', 'probing', 'refused by circuit', 'open']);
    expect(provider.calls).toHaveLength(6);
  });

  it('is asked again by all when it answers a call whose caller had too little time', async () => {
    const { provider, upstream, told, fail } = await open({ timeoutMs: 2000 });
    provider.fault = { kind: 'down' };
    await fail();
    provider.fault = { kind: 'slow', ms: 100 };
    await expect.poll(() => upstream.state().retryAt, { timeout: 5000 }).toBeNull();
    expect(statusOf(await failureOf(upstream.send(ask, callFor({ ms: 20 }))))).toBe('TIMED_OUT');
    await expect.poll(() => told).toEqual(['open', 'probing', 'closed']);
  });

  it('is not one that was given too little time', async () => {
    const { provider, upstream } = await open({ timeoutMs: 60_000 });
    provider.fault = { kind: 'hanging' };
    const hurried = Array.from({ length: 6 }, () => failureOf(upstream.send(ask, callFor({ ms: 50 }))));
    expect(new Set((await Promise.all(hurried)).map(statusOf))).toEqual(new Set(['TIMED_OUT']));
    expect(upstream.state().circuit).toBe('closed');
  });
});
