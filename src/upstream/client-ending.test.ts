import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { Agent, buildConnector } from 'undici';
import { describe, expect, it, vi } from 'vitest';
import type { Fault } from '../demo/emulator.ts';
import { ProviderFailure } from './failure.ts';
import { callFor, startProvider, startServer, unusedUrl, upstreamTo } from './test-provider.ts';

const secret = 'sk_live_very_secret';

const get = { method: 'GET', path: '/v1/sessions' } as const;

describe('a deadline', () => {
  it('ends a call on time and closes its connection', async () => {
    const closed = Promise.withResolvers<void>();
    const server = await startServer((request) => request.socket.on('close', () => closed.resolve()));
    const upstream = upstreamTo(server.url);
    const order: string[] = [];
    setTimeout(() => order.push('just before'), 90);
    const after = new Promise((resolve) => setTimeout(resolve, 150)).then(() => order.push('well after'));
    const failure = await upstream.send(get, callFor({ ms: 100 })).catch((error: unknown) => error);
    order.push('ended');
    await Promise.all([closed.promise, after]);
    expect(failure).toMatchObject({
      status: 'TIMED_OUT',
      message: 'Zendesk (support) did not answer in time.',
    });
    expect(order).toEqual(['just before', 'ended', 'well after']);
  });

  it('holds for the body too', async () => {
    const server = await startServer((_request, response) => void response.write('{"data":'));
    await expect(upstreamTo(server.url).send(get, callFor({ ms: 50 }))).rejects.toMatchObject({
      status: 'TIMED_OUT',
    });
  });

  it('that has passed lets nothing be sent', async () => {
    const provider = await startProvider();
    await expect(upstreamTo(provider.url).send(get, callFor({ ms: 0 }))).rejects.toMatchObject({
      status: 'TIMED_OUT',
    });
    expect(provider.calls).toEqual([]);
  });

  it('may lie further away than a timer can', async () => {
    const provider = await startProvider();
    const answer = await upstreamTo(provider.url).send(get, callFor({ ms: Infinity }));
    expect(answer.status).toBe(200);
  });

  it('frees the place of its call for others', async () => {
    const provider = await startProvider();
    provider.fault = { kind: 'hanging' };
    const upstream = upstreamTo(provider.url, { maxConcurrency: 1 });
    await expect(upstream.send(get, callFor({ ms: 50 }))).rejects.toMatchObject({ status: 'TIMED_OUT' });
    provider.fault = { kind: 'ok' };
    expect((await upstream.send(get, callFor())).status).toBe(200);
  });
});

describe('a caller who leaves', () => {
  const reason = new Error('caller left');

  it('closes the connection, and gets the reason of the signal as it is', async () => {
    const asked = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    const server = await startServer((request) => {
      request.socket.on('close', () => closed.resolve());
      asked.resolve();
    });
    const caller = new AbortController();
    const answer = upstreamTo(server.url).send(get, callFor({ signal: caller.signal }));
    await asked.promise;
    caller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    await closed.promise;
  });

  it('before anything was sent sends nothing', async () => {
    const provider = await startProvider();
    await expect(
      upstreamTo(provider.url).send(get, callFor({ signal: AbortSignal.abort(reason) })),
    ).rejects.toBe(reason);
    expect(provider.calls).toEqual([]);
  });

  it('while waiting in line is never sent', async () => {
    const provider = await startProvider();
    const upstream = upstreamTo(provider.url, { maxConcurrency: 1 });
    const caller = new AbortController();
    const first = upstream.send({ ...get, path: '/first' }, callFor());
    const waiting = upstream.send({ ...get, path: '/waiting' }, callFor({ signal: caller.signal }));
    const last = upstream.send({ ...get, path: '/last' }, callFor());
    caller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await Promise.all([first, last]);
    expect(provider.calls).toEqual(['GET /first', 'GET /last']);
  });

  it('while the connection is being made is not sent when it stands', async () => {
    const provider = await startProvider();
    const connect = buildConnector({});
    const connecting = Promise.withResolvers<void>();
    const mayConnect = Promise.withResolvers<void>();
    const dispatcher = new Agent({
      connect: (options, done) => {
        connecting.resolve();
        void mayConnect.promise.then(() => connect(options, done));
      },
    });
    const upstream = upstreamTo(provider.url, { dispatcher });
    const caller = new AbortController();
    const left = upstream.send({ ...get, path: '/left' }, callFor({ signal: caller.signal }));
    await connecting.promise;
    caller.abort(reason);
    await expect(left).rejects.toBe(reason);
    mayConnect.resolve();
    await upstream.send({ ...get, path: '/stayed' }, callFor());
    expect(provider.calls).toEqual(['GET /stayed']);
  });

  it('finds nothing of past calls on a signal that lives long', async () => {
    const provider = await startProvider();
    const { signal } = new AbortController();
    const upstream = upstreamTo(provider.url, { maxConcurrency: 1 });
    await Promise.all([upstream.send(get, callFor({ signal })), upstream.send(get, callFor({ signal }))]);
    provider.fault = { kind: 'down' };
    await expect(upstream.send(get, callFor({ signal }))).rejects.toBeInstanceOf(ProviderFailure);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a call', () => {
  it('whose request cannot be made fails, and frees its place', async () => {
    const provider = await startProvider();
    const upstream = upstreamTo(provider.url, { maxConcurrency: 1 });
    const unwritable = upstream.send({ ...get, body: { count: 1n } }, callFor());
    await expect(unwritable).rejects.toBeInstanceOf(TypeError);
    expect((await upstream.send(get, callFor())).status).toBe(200);
    expect(provider.calls).toEqual(['GET /v1/sessions']);
  });

  it('that the dispatcher throws at fails, and frees its place', async () => {
    const provider = await startProvider();
    const dispatcher = new Agent();
    const upstream = upstreamTo(provider.url, { maxConcurrency: 1, dispatcher });
    const fault = new TypeError('broken');
    vi.spyOn(dispatcher, 'dispatch').mockImplementationOnce(() => {
      throw fault;
    });
    await expect(upstream.send(get, callFor())).rejects.toBe(fault);
    expect((await upstream.send(get, callFor())).status).toBe(200);
  });
});

describe('secrets', () => {
  const secretly = {
    ...get,
    method: 'POST' as const,
    path: `/x?token=${secret}`,
    headers: { authorization: `Bearer ${secret}` },
    body: { token: secret },
  };
  const faults: Fault[] = [
    { kind: 'hanging' },
    { kind: 'down' },
    { kind: 'huge' },
    { kind: 'html', status: 200 },
    { kind: 'html', status: 302 },
    // Half of an answer that repeats the headers it was sent.
    { kind: 'truncated' },
  ];

  it.each(faults)('are in no error when the provider is $kind', async (fault) => {
    const provider = await startProvider();
    provider.fault = fault;
    const error = await upstreamTo(provider.url)
      .send(secretly, callFor({ ms: 200 }))
      .then((answer) => answer.json())
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProviderFailure);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(secret);
  });

  it('are in no error when nothing listens', async () => {
    const url = await unusedUrl();
    const error = await upstreamTo(url)
      .send(secretly, callFor())
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProviderFailure);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(secret);
  });

  it('are in no error when they cannot be sent', async () => {
    const provider = await startProvider();
    const error = await upstreamTo(provider.url)
      .send({ ...get, headers: { authorization: `Bearer ${secret}\n` } }, callFor())
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(secret);
  });
});
