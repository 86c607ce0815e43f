/** The HTTP server: its paths, its limits, and its end. */
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultLimits } from '../config/limits.ts';
import { addressOf } from './address.ts';
import { checkBodyHeaders, isChunked, readChunkedBody } from './body.ts';
import { answerCors } from './cors.ts';
import { isForgeable } from './csrf.ts';
import { assetsPath, createGraphiql, type GraphiqlTab } from './graphiql.ts';
import { isHostAllowed, isHostReadable } from './host.ts';
import type { Identify } from './identity/identify.ts';
import { IdentityRefusal } from './identity/refusal.ts';
import { tooMuch } from './limits/rates.ts';
import { type Page, pageAssetsPath } from './page.ts';
import { replyError, replyJson } from './reply.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { createGraphqlHandler, type GraphqlOptions } from './yoga.ts';

export interface ServerOptions extends GraphqlOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Origins whose pages may ask from a browser, as browsers write them. */
  readonly corsOrigins: readonly string[];
  /** Set while nobody has to sign in: only requests to a loopback name, or to this host, are answered then. */
  readonly onlyLocalHosts: { readonly publicHost: string | null } | null;
  readonly identify: Identify;
  /** How many proxies in front write `x-forwarded-for`. */
  readonly trustedProxies: number;
  /** Null where GraphiQL is not offered. */
  readonly graphiqlTabs: readonly GraphiqlTab[] | null;
  /** Answers paths that only the demo has; false for all others. */
  readonly handleRequest?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** The page at `/`; where there is none, GraphiQL. */
  readonly page?: Page | null | undefined;
  /** How long headers and a whole request may take to arrive, in milliseconds. */
  readonly timeouts?: { readonly headersMs: number; readonly requestMs: number };
}

export interface RunningServer {
  /** Of the GraphQL endpoint: `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /**
   * Refuses further requests, lets those under way finish, cuts off what is left after the grace time, and stops to listen. Until
   * then `/ready` answers 503. Asking again is the same close.
   * @param graceMs in milliseconds.
   */
  close(graceMs: number): Promise<void>;
}

/** Starts to listen. Rejects with node's error where it cannot, such as EADDRINUSE. */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { page = null, limits = defaultLimits, rates = null } = options;
  const { bodyBytes } = limits;
  const graphql = createGraphqlHandler({
    ...options,
    documents: new Map([...(page?.documents ?? []), ...(options.documents ?? [])]),
  });
  const graphiql =
    options.graphiqlTabs === null ? null : createGraphiql(options.graphiqlTabs, page?.name ?? null);
  const corsOrigins = new Set(options.corsOrigins);
  const { headersMs, requestMs } = options.timeouts ?? { headersMs: 10_000, requestMs: 30_000 };
  const underWay = new Set<ServerResponse>();
  const lastAnswered = Promise.withResolvers<void>();
  let draining = false;
  let closing: Promise<void> | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (options.handleRequest?.(request, response) === true) return;
    const path = pathOf(request);
    switch (path) {
      case '/graphql':
        return answerGraphql(request, response);
      case '/health':
        return replyJson(response, 200, { status: 'ok' });
      case '/ready':
        return replyJson(response, draining ? 503 : 200, { status: draining ? 'draining' : 'ready' });
      case '/':
        if (!wantsPage(request)) break;
        if (page !== null) return page.html(response);
        if (graphiql === null) break;
        return void response.writeHead(302, { location: 'graphql' }).end();
    }
    if (isRead(request)) {
      if (graphiql !== null && path.startsWith(assetsPath)) return graphiql.asset(path, request, response);
      if (page !== null && path.startsWith(pageAssetsPath)) return page.asset(path, request, response);
    }
    replyError(response, 404, 'NOT_FOUND', 'There is nothing here. GraphQL is at /graphql.');
  }

  async function answerGraphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { onlyLocalHosts } = options;
    if (!isHostReadable(request.headers.host))
      return replyError(response, 400, 'BAD_REQUEST', 'The header "host" names no host.');
    if (onlyLocalHosts !== null && !isHostAllowed(request.headers.host, onlyLocalHosts.publicHost)) {
      return replyError(
        response,
        421,
        'MISDIRECTED_REQUEST',
        'Without authentication this server answers to localhost only. For another name, set server.publicUrl.',
      );
    }
    if (answerCors(request, response, corsOrigins)) return;
    if (draining) {
      return replyError(
        response,
        503,
        'SHUTTING_DOWN',
        'This server is shutting down. Ask again; another may answer.',
      );
    }
    if (graphiql !== null && wantsPage(request)) return graphiql.page(response);
    // Answers are about people's sessions: nothing on the way may keep them.
    response.setHeader('cache-control', 'no-store');
    const address = addressOf(request, options.trustedProxies);
    // Before the credentials are looked at, so that they cannot be guessed at any speed.
    const seconds = address === null ? null : await rates?.wait('address', 'requests', address);
    if (typeof seconds === 'number') {
      response.setHeader('retry-after', String(seconds));
      return replyError(response, 429, 'RATE_LIMITED', tooMuch('address', 'requests', seconds));
    }
    const identity = await options.identify(request);
    const throughGateway = !(identity instanceof IdentityRefusal) && identity.throughGateway === true;
    if (address !== null && !throughGateway) await rates?.take('address', 'requests', address, 1);
    if (identity instanceof IdentityRefusal) {
      response.setHeaders(new Map(Object.entries(identity.headers)));
      return replyError(response, identity.status, identity.code, identity.message);
    }
    if (isForgeable(request)) {
      return replyError(
        response,
        403,
        'CSRF_PREVENTION',
        'Send a GET with "content-type: application/json" or "x-graphql-csrf: 1", which no page of another site can.',
      );
    }
    if (request.method === 'POST') {
      const refusal =
        checkBodyHeaders(request, bodyBytes) ??
        (isChunked(request) ? await readChunkedBody(request, bodyBytes) : null);
      if (refusal !== null) return replyError(response, refusal.status, refusal.code, refusal.message);
    }
    await graphql.handle(request, response, { identity, address });
  }

  const server = createHttpServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      // Node looks for late requests every 30 seconds by default.
      connectionsCheckingInterval: Math.min(1000, requestMs),
      // Longer than a load balancer's, which would otherwise send into a connection that is just closing.
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      setSecurityHeaders(response);
      if (draining) response.setHeader('connection', 'close');
      underWay.add(response);
      response.once('close', () => {
        underWay.delete(response);
        if (draining && underWay.size === 0) lastAnswered.resolve();
      });
      answer(request, response).catch((error: unknown) => {
        // The asker left while sending; there is nobody to answer.
        if (request.destroyed && !request.complete) return;
        options.log.error({ err: error }, 'unexpected error');
        if (response.headersSent) response.destroy();
        else replyError(response, 500, 'INTERNAL_SERVER_ERROR', 'Unexpected error.');
      });
    },
  );
  server.listen(options.port, options.host);
  await once(server, 'listening');

  async function shutDown(graceMs: number): Promise<void> {
    draining = true;
    if (underWay.size === 0) lastAnswered.resolve();
    const grace = setTimeout(lastAnswered.resolve, graceMs);
    await lastAnswered.promise;
    clearTimeout(grace);
    // Only now: `server.close()` also cuts connections whose answer is written but not yet sent.
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    await graphql.dispose();
  }

  return { url: urlOf(server.address()), close: (graceMs) => (closing ??= shutDown(graceMs)) };
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

function isRead(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

/** Whether a browser asks for a page to show. */
function wantsPage(request: IncomingMessage): boolean {
  return isRead(request) && (request.headers.accept ?? '').includes('text/html');
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}/graphql`;
}
