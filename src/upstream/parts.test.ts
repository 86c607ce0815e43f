import * as fc from 'fast-check';
import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPartWatch, partsOf, type Unanswered } from './parts.ts';
import { callFor, startServer, upstreamTo } from './test-provider.ts';

describe('the parts of the time that a provider has', () => {
  it('leave time for another try, and for the rest of an answer that has begun', () => {
    expect(partsOf(5000)).toEqual({ connectMs: 2000, firstByteMs: 4000 });
  });

  it('has no connection take longer than one ever does', () => {
    expect(partsOf(60_000).connectMs).toBe(4000);
  });
});

describe('watching the parts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const unanswered = (given: Partial<Unanswered> = {}) => {
    const givenUp: string[] = [];
    const call = {
      sentAt: performance.now(),
      isConnected: true,
      before: null,
      after: null,
      giveUp: (part: string) => givenUp.push(part),
      ...given,
    };
    return { call, givenUp };
  };

  it('gives up what is not connected, and what does not begin to be answered, each in its time', async () => {
    const watch = createPartWatch({ connectMs: 200, firstByteMs: 400 });
    const [slow, lost, answered] = [unanswered(), unanswered({ isConnected: false }), unanswered()];
    for (const { call } of [slow, lost, answered]) watch.add(call);
    await vi.advanceTimersByTimeAsync(199);
    expect(lost.givenUp).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(lost.givenUp).toEqual(['connection']);
    watch.delete(answered.call);
    await vi.advanceTimersByTimeAsync(200);
    expect([slow, lost, answered].map(({ givenUp }) => givenUp)).toEqual([
      ['first byte'],
      ['connection'],
      [],
    ]);
  });

  it('looks again at what came later, and leaves no timer when there is nothing to look at', async () => {
    const watch = createPartWatch({ connectMs: 200, firstByteMs: 400 });
    const first = unanswered({ isConnected: false });
    watch.add(first.call);
    await vi.advanceTimersByTimeAsync(150);
    const second = unanswered({ isConnected: false });
    watch.add(second.call);
    await vi.advanceTimersByTimeAsync(199);
    expect([first.givenUp, second.givenUp]).toEqual([['connection'], []]);
    await vi.advanceTimersByTimeAsync(1);
    expect(second.givenUp).toEqual(['connection']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('a connection that is not made is given up in its own time, and another is tried', async () => {
  let connections = 0;
  const dispatcher = new Agent({ connect: () => void (connections += 1) });
  const upstream = upstreamTo('http://provider.example', {
    dispatcher,
    timeoutMs: 100,
    wait: async () => {},
  });
  const asked = upstream.send({ method: 'GET', path: '/' }, callFor());
  await expect(asked).rejects.toMatchObject({
    status: 'UNAVAILABLE',
    message: 'Zendesk (support) could not be reached (connecting took too long).',
  });
  expect(connections).toBeGreaterThanOrEqual(1);
});

it('an answer that has begun may take all of the time', async () => {
  const server = await startServer((_request, response) => {
    response.write('[1,');
    setTimeout(() => response.end('2]'), 450);
  });
  const upstream = upstreamTo(server.url, { timeoutMs: 500 });
  const answer = await upstream.send({ method: 'GET', path: '/' }, callFor());
  expect(answer.json()).toEqual([1, 2]);
});

it('whatever order calls end in, each is given up once, or never where it has begun to be answered', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 0 });
  fc.assert(
    fc.property(order, (answered) => {
      const watch = createPartWatch({ connectMs: 200, firstByteMs: 400 });
      const givenUp: number[] = [];
      const calls = Array.from({ length: 8 }, (_, number) => ({
        sentAt: performance.now(),
        isConnected: true,
        before: null,
        after: null,
        giveUp: () => void givenUp.push(number),
      }));
      for (const call of calls) watch.add(call);
      for (const number of answered) {
        const call = calls[number];
        if (call !== undefined) watch.delete(call);
      }
      vi.advanceTimersByTime(1000);
      expect(givenUp).toEqual([0, 1, 2, 3, 4, 5, 6, 7].filter((number) => !answered.includes(number)));
    }),
  );
});
