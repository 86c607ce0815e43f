/** For tests of this folder: providers on loopback and clients of them, all taken down when the test has finished. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { startEmulator, type Emulator } from '../demo/emulator.ts';
import type { Call } from './call.ts';
import { createDispatcher, createUpstream, type UpstreamOptions } from './client.ts';
import type { Upstream } from './upstream.ts';

/** A call that nobody gives up on, for 60 seconds. */
export function callFor({ ms = 60_000, signal = new AbortController().signal } = {}): Call {
  return { signal, deadlineAt: performance.now() + ms };
}

/** A provider that tells what it was asked, and can be made faulty. */
export async function startProvider(): Promise<Emulator> {
  const emulator = await startEmulator({
    handle: ({ method, path, headers, body }) => ({ status: 200, json: { method, path, headers, body } }),
    tooManyRequests: (seconds) => ({ status: 429, headers: { 'retry-after': String(seconds) }, json: {} }),
  });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** A provider that does with a request what the test says. */
export async function startServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly connections: () => number }> {
  let connections = 0;
  const server = createServer(handle).on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
  };
}

/** Where nothing listens. */
export async function unusedUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** A client with connections of its own. */
export function upstreamTo(baseUrl: string, options: Partial<UpstreamOptions> = {}): Upstream {
  const dispatcher = options.dispatcher ?? createDispatcher();
  onTestFinished(() => dispatcher.destroy());
  return createUpstream({
    baseUrl,
    maxConcurrency: 10,
    providerId: 'support',
    timeoutMs: 60_000,
    providerName: 'Zendesk (support)',
    ...options,
    dispatcher,
  });
}
