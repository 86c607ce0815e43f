/** The HTTP server: its paths, how long it waits, and its end. */
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { defaultLimits } from '../config/limits.ts';
import { createEndpoint, type EndpointOptions } from './doors/endpoint.ts';
import { assetsPath, createGraphiql, type GraphiqlOptions } from './doors/pages/graphiql.ts';
import { pageAssetsPath, type Pages } from './doors/pages/page.ts';
import { notFound, refuse, replyJson } from './doors/reply.ts';
import { isRead, wantsPage } from './doors/request-kind.ts';
import { GuardedResponse } from './doors/guarded-response.ts';
import type { RequestRecord, Route } from './watch/request-record.ts';
import { createServer as createHttpServer } from './node-http.ts';
import { originOf } from './origin-of.ts';
import { createTraffic } from './watch/traffic.ts';
import { unwatched, type Watch } from './watch/watch.ts';

export interface SiteOptions extends EndpointOptions {
  /** Null where GraphiQL is not offered. */
  readonly graphiql: GraphiqlOptions | null;
  /** Answers paths that only the demo has; false for all others. */
  readonly handleRequest?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Pages for people; where none is at `/`, GraphiQL. */
  readonly pages?: Pages | null | undefined;
  /** Told of every request; without it nobody is. */
  readonly watch?: Watch | undefined;
  readonly timeouts?: Partial<Timeouts>;
}

export interface ServerOptions extends SiteOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
}

/** In milliseconds. */
export interface Timeouts {
  /** How long headers may take to arrive. */
  readonly headersMs: number;
  /** How long a whole request may take to arrive. */
  readonly requestMs: number;
  /** How long a connection may move nothing while it is being answered. */
  readonly idleMs: number;
}

export interface Site {
  /** Listens nowhere yet. */
  readonly server: Server<typeof IncomingMessage, typeof GuardedResponse>;
  /**
   * Refuses further requests, lets those under way finish, cuts off what is left after the grace time, and stops to listen. Until
   * then `/ready` answers 503, first for the notice time, in which requests are still answered. Asking again is the same close.
   * @param graceMs in milliseconds.
   * @param noticeMs in milliseconds; default 0. Not waited for where nobody asked `/ready` lately.
   */
  close(graceMs: number, noticeMs?: number): Promise<void>;
}

export interface RunningServer extends Pick<Site, 'close'> {
  /** Of the GraphQL endpoint: `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
}

/** Starts to listen. Rejects with node's error where it cannot, such as EADDRINUSE. */
export async function createServer({ host, port, ...options }: ServerOptions): Promise<RunningServer> {
  const { server, close } = createSite(options);
  server.listen(port, host);
  await once(server, 'listening');
  return { url: `${originOf(server)}/graphql`, close };
}

/** Everything but an address: a server that answers the connections that it is given. */
export function createSite(options: SiteOptions): Site {
  const { pages = null, limits = defaultLimits, watch = unwatched } = options;
  const { headersMs, requestMs, idleMs }: Timeouts = {
    headersMs: 10_000,
    requestMs: 30_000,
    // Until an operation is answered nothing moves either.
    idleMs: limits.timeoutMs + 30_000,
    ...options.timeouts,
  };
  const traffic = createTraffic();
  const graphiql = options.graphiql === null ? null : createGraphiql(options.graphiql, pages?.home ?? null);
  const documents = new Map([...(pages?.documents ?? []), ...(options.documents ?? [])]);
  const endpoint = createEndpoint({ ...options, documents }, graphiql, traffic);

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    record: RequestRecord,
  ): Promise<void> {
    if (options.handleRequest?.(request, response) === true) return;
    if (pages !== null && wantsPage(request) && pages.html(path, response)) return;
    switch (path) {
      case '/graphql':
        return endpoint(request, response, record);
      case '/health':
        return replyJson(response, 200, { status: 'ok' });
      case '/ready':
        return traffic.tellReady()
          ? replyJson(response, 200, { status: 'ready' })
          : replyJson(response, 503, { status: 'draining' });
      case '/':
        if (!wantsPage(request) || graphiql === null) break;
        return void response.writeHead(302, { location: 'graphql' }).end();
    }
    if (isRead(request)) {
      if (graphiql !== null && path.startsWith(assetsPath)) return graphiql.asset(path, request, response);
      if (pages !== null && path.startsWith(pageAssetsPath)) return pages.asset(path, request, response);
    }
    notFound(response, 'There is nothing here. GraphQL is at /graphql.');
  }

  const server = createHttpServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      // Node looks for late requests every 30 seconds by default.
      connectionsCheckingInterval: Math.min(1000, requestMs),
      // Longer than a load balancer's, which would otherwise send into a connection that is just closing.
      keepAliveTimeout: 65_000,
      ServerResponse: GuardedResponse,
    },
    (request, response) => {
      if (traffic.isClosing) response.setHeader('connection', 'close');
      traffic.enter(response);
      const path = pathOf(request);
      const record = watch.begin(response, routeOf(path));
      answer(request, response, path, record).catch((error: unknown) => {
        // The client left while sending; there is nobody to answer.
        if (request.destroyed && !request.complete) return;
        options.log.error({ err: error, requestId: record.id }, 'unexpected error');
        record.codes = ['INTERNAL_SERVER_ERROR'];
        if (response.headersSent) response.destroy();
        else refuse(response, { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Unexpected error.' });
      });
    },
  );
  // An answer that nobody reads would stay in memory for as long as its reader likes.
  server.setTimeout(idleMs);

  async function shutDown(graceMs: number, noticeMs: number): Promise<void> {
    await traffic.giveNotice(noticeMs);
    await traffic.drain(graceMs);
    // Only now: `server.close()` also cuts connections whose answer is written but not yet sent.
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  let closing: Promise<void> | undefined;
  return {
    server,
    close: (graceMs, noticeMs = 0) => (closing ??= shutDown(graceMs, noticeMs)),
  };
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

function routeOf(path: string): Route {
  switch (path) {
    case '/':
    case '/graphql':
    case '/health':
    case '/ready':
      return path;
    default:
      return path.startsWith(assetsPath) || path.startsWith(pageAssetsPath) ? 'asset' : 'other';
  }
}
