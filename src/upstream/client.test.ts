import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent } from 'undici';
import { describe, expect, it } from 'vitest';
import { ProviderFailure } from './failure.ts';
import { callFor, startProvider, startServer, unusedUrl, upstreamTo } from './test-provider.ts';

const get = { method: 'GET', path: '/v1/sessions' } as const;

describe('asking', () => {
  it('sends the path below the base URL and the headers of the adapter, and resolves with the answer', async () => {
    const server = await startServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-total': '7' });
      response.end(JSON.stringify({ url: request.url, headers: request.headers }));
    });
    const upstream = upstreamTo(`${server.url}/team`, { now: () => 1234 });
    const answer = await upstream.send(
      { method: 'GET', path: '/v1/sessions?user_id=u%201', headers: { authorization: 'Bearer x' } },
      callFor(),
    );
    expect(answer).toMatchObject({ status: 200, receivedAt: 1234 });
    expect(answer.header('x-total')).toBe('7');
    expect(answer.header('x-absent')).toBeNull();
    expect(answer.json()).toMatchObject({
      url: '/team/v1/sessions?user_id=u%201',
      headers: { authorization: 'Bearer x', accept: 'application/json', 'accept-encoding': 'identity' },
    });
  });

  it('sends a body as JSON', async () => {
    const provider = await startProvider();
    const answer = await upstreamTo(provider.url).send(
      { method: 'POST', path: '/x', body: { name: 'Zoë' } },
      callFor(),
    );
    expect(answer.json()).toMatchObject({
      body: '{"name":"Zoë"}',
      headers: { 'content-type': 'application/json' },
    });
  });

  it('reads characters that are cut by the network', async () => {
    const server = await startServer((_request, response) => {
      const bytes = Buffer.from('"Zoë"');
      response.write(bytes.subarray(0, 4), () => setImmediate(() => response.end(bytes.subarray(4))));
    });
    expect((await upstreamTo(server.url).send(get, callFor())).json()).toBe('Zoë');
  });

  it('leaves a status that is no success to the adapter', async () => {
    const provider = await startProvider();
    provider.fault = { kind: 'limited', retryAfterSeconds: 3 };
    const answer = await upstreamTo(provider.url).send(get, callFor());
    expect([answer.status, answer.header('retry-after')]).toEqual([429, '3']);
  });

  it('skips interim answers', async () => {
    const server = await startServer((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => response.end('true'));
    });
    expect((await upstreamTo(server.url).send(get, callFor())).json()).toBe(true);
  });

  it('uses connections again, two in turns, since undici gives one a rest of a turn of the event loop', async () => {
    const server = await startServer((_request, response) => void response.end('{}'));
    const upstream = upstreamTo(server.url);
    for (let asked = 0; asked < 10; asked += 1) await upstream.send(get, callFor());
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it('has no more calls running at once than it may', async () => {
    const held: ServerResponse[] = [];
    let most = 0;
    const server = await startServer((_request, response) => {
      held.push(response);
      most = Math.max(most, held.length);
      // Answers only when as many wait as may run at once, so that a client that sends fewer hangs.
      if (held.length === 2) for (const waiting of held.splice(0)) waiting.end('{}');
    });
    const upstream = upstreamTo(server.url, { maxConcurrency: 2 });
    await Promise.all(Array.from({ length: 6 }, () => upstream.send(get, callFor())));
    expect(most).toBe(2);
  });

  it('is refused by its own budget before anything is sent', async () => {
    const provider = await startProvider();
    const upstream = upstreamTo(provider.url, {
      rateLimit: { requests: 1, perMs: 60_000 },
      now: () => 1_000_000,
    });
    await upstream.send(get, callFor());
    const refused = await upstream.send(get, callFor({ ms: 1000 })).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 'RATE_LIMITED' });
    expect((refused as ProviderFailure).retryAt).toBeGreaterThan(1_050_000);
    expect((refused as ProviderFailure).retryAt).toBeLessThanOrEqual(1_060_000);
    expect(provider.calls).toHaveLength(1);
  });
});

describe('an answer that cannot be used', () => {
  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void, string, RegExp]>([
    [
      'a redirect',
      (_request, response) => response.writeHead(302, { location: 'http://elsewhere.example/' }).end(),
      'UNAVAILABLE',
      /redirect.*check baseUrl/,
    ],
    [
      'a compression nobody asked for',
      (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      'MALFORMED',
      /compression/,
    ],
    [
      'a connection closed before the answer',
      (request) => request.socket.destroy(),
      'UNAVAILABLE',
      /connection closed/,
    ],
    [
      'a connection closed in the middle of a measured answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{', () => request.socket.destroy());
      },
      'UNAVAILABLE',
      /connection closed/,
    ],
    [
      'a connection closed in the middle of a chunked answer',
      (request, response) => response.write('{', () => void request.socket.end()),
      'UNAVAILABLE',
      /connection closed/,
    ],
    [
      'a connection closed in the middle of a chunked answer that was to be its last',
      (request, response) => {
        response.writeHead(200, { connection: 'close', 'transfer-encoding': 'chunked' });
        response.write('{', () => void request.socket.end());
      },
      'UNAVAILABLE',
      /connection closed/,
    ],
    [
      'something that is not HTTP',
      (request) => request.socket.end('220 mail.example.com ESMTP\r\n'),
      'MALFORMED',
      /valid HTTP/,
    ],
  ])('is %s', async (_what, handle, status, message) => {
    const server = await startServer(handle);
    const failure = await upstreamTo(server.url)
      .send(get, callFor())
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProviderFailure);
    expect(failure).toMatchObject({ status, message: expect.stringMatching(message) });
    expect(String(failure)).toContain('Zendesk (support)');
  });

  it('is refused by its announced length, before it is read', async () => {
    const provider = await startProvider();
    provider.fault = { kind: 'huge' };
    await expect(upstreamTo(provider.url).send(get, callFor())).rejects.toMatchObject({
      status: 'MALFORMED',
      message: expect.stringContaining('524288 bytes'),
    });
  });

  it('is left off when it grows too large, and the connection with it', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const wanted = 50_000_000;
    let written = 0;
    const closed = Promise.withResolvers<void>();
    const server = await startServer((_request, response) => {
      const write = () => {
        while (written < wanted && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', write);
        }
        response.end();
      };
      response.on('close', () => closed.resolve());
      write();
    });
    await expect(upstreamTo(server.url).send({ ...get, maxBytes: 100_000 }, callFor())).rejects.toMatchObject(
      { status: 'MALFORMED' },
    );
    await closed.promise;
    expect(written).toBeLessThan(wanted / 2);
  });

  it('says that it is HTML where JSON was expected', async () => {
    const provider = await startProvider();
    provider.fault = { kind: 'html', status: 200 };
    const answer = await upstreamTo(provider.url).send(get, callFor());
    expect(() => answer.json()).toThrow(
      expect.objectContaining({ status: 'MALFORMED', message: expect.stringContaining('HTML') }),
    );
  });

  it('says that its JSON is broken', async () => {
    const provider = await startProvider();
    provider.fault = { kind: 'truncated' };
    const answer = await upstreamTo(provider.url).send(get, callFor());
    expect(() => answer.json()).toThrow(
      expect.objectContaining({ status: 'MALFORMED', message: expect.stringContaining('broken JSON') }),
    );
  });
});

describe('a provider that cannot be reached', () => {
  it('refused the connection', async () => {
    const url = await unusedUrl();
    await expect(upstreamTo(url).send(get, callFor())).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      message: 'Zendesk (support) could not be reached (connection refused).',
    });
  });

  it('has a name that nobody knows', async () => {
    const dispatcher = new Agent({
      connect: {
        lookup: (_host, _options, done) => done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), ''),
      },
    });
    const upstream = upstreamTo('http://support.example.com', { dispatcher });
    await expect(upstream.send(get, callFor())).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      message: expect.stringContaining('unknown host name'),
    });
  });

  it('speaks no TLS', async () => {
    const provider = await startProvider();
    const upstream = upstreamTo(provider.url.replace('http:', 'https:'));
    await expect(upstream.send(get, callFor())).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      message: expect.stringContaining('no TLS connection'),
    });
  });
});
