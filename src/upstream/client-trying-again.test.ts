import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { UpstreamOptions } from './client.ts';
import type { ProviderFailure } from './failure.ts';
import type { SentEvent, UpstreamObserver } from './observer.ts';
import { callFor, startServer, unusedUrl, upstreamTo } from './test-provider.ts';
import { statusFailure } from './status-failure.ts';
import type { Upstream, UpstreamResponse } from './upstream.ts';

const get = { method: 'GET', path: '/v1/sessions' } as const;
const revoke = { method: 'POST', path: '/v1/sessions/1/revoke' } as const;

type Reply = (response: ServerResponse, request: IncomingMessage) => void;

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) =>
    response.writeHead(code, headers).end('{}');
const ok = status(200);
const reset: Reply = (_response, request) => void request.socket.destroy();

/** A provider that answers one request after the other as the test says, and then always as the last. */
async function startAnswering(
  replies: readonly [Reply, ...Reply[]],
  options: Partial<UpstreamOptions> = {},
): Promise<{
  readonly upstream: Upstream;
  readonly asked: readonly string[];
  readonly waits: readonly number[];
  readonly sent: readonly SentEvent[];
  readonly refused: readonly string[];
}> {
  const asked: string[] = [];
  const waits: number[] = [];
  const sent: SentEvent[] = [];
  const refused: string[] = [];
  const server = await startServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const reply = replies[Math.min(asked.length, replies.length) - 1] ?? ok;
    reply(response, request);
  });
  const observer: UpstreamObserver = {
    sent: (event) => sent.push(event),
    refused: ({ reason }) => refused.push(reason),
  };
  const upstream = upstreamTo(server.url, {
    observers: [observer],
    random: () => 1,
    wait: async (ms) => void waits.push(ms),
    ...options,
  });
  return { upstream, asked, waits, sent, refused };
}

const failureOf = (sent: Promise<unknown>) =>
  sent.then(
    () => expect.fail('it failed'),
    (error: unknown) => error,
  );

describe('a read that failed', () => {
  it.each([
    ['HTTP 429', status(429)],
    ['HTTP 502', status(502)],
    ['HTTP 503', status(503)],
    ['HTTP 504', status(504)],
    ['a connection that was closed', reset],
  ])('with %s is sent again, twice at the most, a little later each time', async (_what, reply) => {
    const { upstream, asked, waits, sent } = await startAnswering([reply, reply, ok]);
    expect((await upstream.send(get, callFor())).status).toBe(200);
    expect(asked).toHaveLength(3);
    expect(waits).toEqual([200, 400]);
    expect(sent.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  it('three times has the end of the last try', async () => {
    const { upstream, asked } = await startAnswering([status(503), status(503), status(502), ok]);
    expect((await upstream.send(get, callFor())).status).toBe(502);
    expect(asked).toHaveLength(3);
  });

  it('and may not be sent again since the provider is left alone says when to ask again', async () => {
    // The circuit opens at the fifth try: the second of the second read.
    const secondOf = async (reply: Reply) => {
      const { upstream } = await startAnswering([reply]);
      const ends = [];
      for (let read = 0; read < 2; read += 1) {
        ends.push(await upstream.send(get, callFor()).catch((error: unknown) => error));
      }
      return { end: ends[1], retryAt: upstream.state().retryAt ?? NaN };
    };
    const { end: answer, retryAt } = await secondOf(status(503));
    const failure = statusFailure(answer as UpstreamResponse, 'Zendesk');
    expect(failure).toMatchObject({ status: 'UNAVAILABLE', message: expect.stringContaining('HTTP 503') });
    expect(failure.retryAt).toBeCloseTo(retryAt, -1);
    const broken = await secondOf(reset);
    expect(broken.end).toMatchObject({ message: expect.stringContaining('could not be reached') });
    expect((broken.end as ProviderFailure).retryAt).toBeCloseTo(broken.retryAt, -1);
  });

  it('and may not be sent again within the budget says when to ask again', async () => {
    const { upstream, asked } = await startAnswering([status(502)], {
      rateLimit: { requests: 1, perMs: 50_000 },
    });
    const before = Date.now();
    const answer = await upstream.send(get, callFor({ ms: 10_000 }));
    expect(asked).toHaveLength(1);
    expect(statusFailure(answer, 'Zendesk').retryAt).toBeGreaterThanOrEqual(before + 49_000);
  });

  it('for good is not sent again', async () => {
    const { upstream, asked } = await startAnswering([status(500), ok]);
    expect((await upstream.send(get, callFor())).status).toBe(500);
    expect(asked).toHaveLength(1);
  });

  it('since nothing listens is sent again, too', async () => {
    const sent: SentEvent[] = [];
    const observers: UpstreamObserver[] = [{ sent: (event) => sent.push(event) }];
    const upstream = upstreamTo(await unusedUrl(), { observers, wait: async () => {} });
    expect(await failureOf(upstream.send(get, callFor()))).toMatchObject({
      status: 'UNAVAILABLE',
      message: 'Zendesk (support) could not be reached (connection refused).',
    });
    expect(sent).toHaveLength(3);
  });

  it('waits for as long as the provider says', async () => {
    const { upstream, waits } = await startAnswering([status(429, { 'retry-after': '3' }), ok], {
      random: () => 0,
      now: () => 1_000_000,
    });
    await upstream.send(get, callFor());
    expect(waits).toEqual([3000]);
  });

  it('is not sent again where the provider wants to be asked after the deadline', async () => {
    const { upstream, asked } = await startAnswering([status(429, { 'retry-after': '3' }), ok]);
    expect((await upstream.send(get, callFor({ ms: 2000 }))).status).toBe(429);
    expect(asked).toHaveLength(1);
  });

  it('counts each try for the request that it is made for', async () => {
    const { upstream } = await startAnswering([status(503), ok]);
    const origin = { requestId: undefined, principal: 'person:ann', calls: 0 };
    await upstream.send(get, { ...callFor(), origin });
    expect(origin.calls).toBe(2);
  });

  it('is not sent again when its caller has left', async () => {
    const caller = new AbortController();
    const { upstream, asked } = await startAnswering([status(503), ok], {
      wait: async (_ms, signal) => {
        caller.abort(new Error('left'));
        throw signal.reason;
      },
    });
    await expect(upstream.send(get, callFor({ signal: caller.signal }))).rejects.toThrow('left');
    expect(asked).toHaveLength(1);
  });
});

describe('a change that failed', () => {
  it('is not sent again', async () => {
    const { upstream, asked } = await startAnswering([status(503), ok]);
    expect((await upstream.send(revoke, callFor())).status).toBe(503);
    expect(asked).toHaveLength(1);
  });

  it('may have been made where the connection broke after it was sent, and says so', async () => {
    const { upstream, asked } = await startAnswering([reset, ok]);
    expect(await failureOf(upstream.send(revoke, callFor()))).toMatchObject({
      status: 'UNAVAILABLE',
      retryable: true,
      message: expect.stringContaining('The change may have been made'),
    });
    expect(asked).toHaveLength(1);
  });

  it('may have been made where its time ran out, and says so to people in their words', async () => {
    const { upstream, asked } = await startAnswering([() => {}]);
    const failure = await failureOf(upstream.send(revoke, callFor({ ms: 50 })));
    expect(failure).toMatchObject({ status: 'TIMED_OUT', retryable: true });
    expect((failure as { forPeople(): string }).forPeople()).toContain('did not say whether it was done');
    expect(asked).toHaveLength(1);
  });

  it('was not made where no connection could be made, and does not say that it may', async () => {
    const failure = await failureOf(upstreamTo(await unusedUrl()).send(revoke, callFor()));
    expect(failure).toMatchObject({
      message: 'Zendesk (support) could not be reached (connection refused).',
    });
  });

  it('and may be repeated is sent again; its answer says that it may have been made before', async () => {
    const { upstream, asked } = await startAnswering([reset, status(404)]);
    const answer = await upstream.send({ ...revoke, effect: 'repeatable' }, callFor());
    expect(answer).toMatchObject({ status: 404, isRepeat: true });
    expect(asked).toHaveLength(2);
  });

  it('was not made by a try that was one too many', async () => {
    const { upstream } = await startAnswering([status(429), status(404)]);
    expect(await upstream.send({ ...revoke, effect: 'repeatable' }, callFor())).toMatchObject({
      status: 404,
      isRepeat: false,
    });
  });
});

describe('an outage', () => {
  it('does not multiply the load: no more is sent again than ten calls and a fifth of all', async () => {
    // For the circuit, which would stop it sooner, this is no failure of the provider.
    const { upstream, asked, refused } = await startAnswering([status(429)]);
    for (let call = 0; call < 50; call += 1) await upstream.send(get, callFor());
    expect(asked).toHaveLength(50 + 10 + 50 / 5);
    expect(refused.filter((reason) => reason === 'retries').length).toBeGreaterThan(0);
  });
});
