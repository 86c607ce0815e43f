import { Agent } from 'undici';
import { describe, expect, it } from 'vitest';
import { partsOf } from './parts.ts';
import { callFor, startServer, upstreamTo } from './test-provider.ts';

describe('the parts of the time that a provider has', () => {
  it('leave time for another try, and for the rest of an answer that has begun', () => {
    expect(partsOf(5000)).toEqual({ connectMs: 2000, firstByteMs: 4000 });
  });

  it('has no connection take longer than one ever does', () => {
    expect(partsOf(60_000).connectMs).toBe(4000);
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
