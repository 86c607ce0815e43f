import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openConfiguredPage } from '../command/devices-page.ts';
import { readConfig } from '../config/config.ts';
import { requireSafeAccess } from '../server/access.ts';
import { createSite } from '../server/server.ts';
import { openSite } from '../server/start.ts';
import { createLog } from '../server/watch/log.ts';
import { ask } from './in-memory.ts';

/** What stands in `sessiongraph.config.yaml`, as an object. `server.host` and `server.port` are not used: who embeds it listens. */
export interface SessionGraphConfig {
  readonly providers: readonly object[];
  readonly [key: string]: unknown;
}

export interface SessionGraphOptions {
  /** Lets everybody do everything, as `serve --insecure-no-auth` does; only requests to a loopback name are answered then. */
  readonly insecureNoAuth?: boolean;
}

export interface SessionGraph {
  /**
   * Answers a request of a fetch-style server: `/graphql`, `/health`, `/ready`.
   * @param from `remoteAddress`, the client's address, by which requests are counted and recorded; default 127.0.0.1. Ignored where
   * `server.trustedProxies` takes it from `x-forwarded-for`.
   */
  fetch(request: Request, from?: { readonly remoteAddress?: string }): Promise<Response>;
  /** Answers a request of a `node:http` server, before anything else has read its body. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Lets requests and changes under way finish for the grace time, and closes everything. @param graceMs in milliseconds; default 10,000. */
  close(graceMs?: number): Promise<void>;
}

/** Of the two connections that an answer crosses, and not its own. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * Opens a configuration without listening. Secrets may be `${NAME}`, taken from the environment.
 * Rejects with a `ConfigError` that names each mistake by its key.
 */
export async function createSessionGraph(
  config: SessionGraphConfig,
  { insecureNoAuth = false }: SessionGraphOptions = {},
): Promise<SessionGraph> {
  const safe = requireSafeAccess(readConfig(config), insecureNoAuth);
  const pages = await openConfiguredPage(safe);
  const { server, close } = await openSite({ config: safe, log: createLog(), pages }, createSite);
  return {
    async fetch(request, { remoteAddress = '127.0.0.1' } = {}) {
      const { pathname, search, host } = new URL(request.url);
      const answer = await ask(server, {
        method: request.method,
        path: `${pathname}${search}`,
        headers: { host, ...Object.fromEntries(request.headers) },
        remoteAddress,
        body: request.body === null ? null : Readable.from(request.body),
        signal: request.signal,
      });
      const status = answer.statusCode ?? 500;
      const isEmpty = status === 204 || status === 304;
      return new Response(isEmpty ? null : streamOf(answer), { status, headers: headersOf(answer) });
    },
    handle(request, response) {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      ask(server, {
        ...(request.method === undefined ? {} : { method: request.method }),
        path: request.url ?? '/',
        headers: request.headers,
        remoteAddress: request.socket.remoteAddress,
        body: request,
        signal: gone.signal,
      })
        .then((answer) => {
          response.writeHead(answer.statusCode ?? 500, headersOf(answer).flat());
          return pipeline(answer, response);
        })
        .catch(() => response.destroy());
    },
    close: (graceMs = 10_000) => close(graceMs),
  };
}

function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return names.flatMap((name, index) =>
    hopByHop.has(name.toLowerCase()) ? [] : [[name, rawHeaders[2 * index + 1] ?? '']],
  );
}

/** Read as its reader goes on. */
function streamOf(answer: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = answer[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void answer.destroy(),
  });
}
