/** The GraphQL endpoint: who is answered, asked in the order in which it takes least to refuse. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { defaultLimits } from '../../config/limits.ts';
import { addressOf } from './address.ts';
import { limitBody } from './body.ts';
import { answerCors } from './cors.ts';
import { isForgeable } from './csrf.ts';
import type { Graphiql } from './pages/graphiql.ts';
import { isHostAllowed, isHostReadable } from './host.ts';
import type { Identify } from '../identity/identify.ts';
import { IdentityRefusal } from '../identity/refusal.ts';
import { tooMuch } from '../limits/rates.ts';
import { refuse, type Refusal } from './reply.ts';
import { wantsPage } from './request-kind.ts';
import type { Traffic } from '../watch/traffic.ts';
import { createGraphqlHandler, type GraphqlOptions } from './yoga.ts';

export interface EndpointOptions extends GraphqlOptions {
  /** Origins whose pages may ask from a browser, as browsers write them. */
  readonly corsOrigins: readonly string[];
  /** Set while nobody has to sign in: only requests to a loopback name, or to this host, are answered then. */
  readonly onlyLocalHosts: { readonly publicHost: string | null } | null;
  readonly identify: Identify;
  /** Whether a federation gateway sent the request, and showed its secret. */
  isGateway(request: IncomingMessage): boolean;
  /** How many proxies in front write `x-forwarded-for`. */
  readonly trustedProxies: number;
}

export interface Endpoint {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  dispose(): Promise<void>;
}

const shuttingDown: Refusal = {
  status: 503,
  code: 'SHUTTING_DOWN',
  message: 'This server is shutting down. Ask again; another may answer.',
};

const forgeable: Refusal = {
  status: 403,
  code: 'CSRF_PREVENTION',
  message:
    'Send a GET with "content-type: application/json" or "x-graphql-csrf: 1", which no page of another site can.',
};

/** @param graphiql the page for browsers; null where it is not offered. */
export function createEndpoint(
  options: EndpointOptions,
  graphiql: Graphiql | null,
  traffic: Traffic,
): Endpoint {
  const { onlyLocalHosts, identify, isGateway, trustedProxies } = options;
  const { limits = defaultLimits, rates = null } = options;
  const corsOrigins = new Set(options.corsOrigins);
  const graphql = createGraphqlHandler(options);

  function checkHost({ headers: { host } }: IncomingMessage): Refusal | null {
    if (!isHostReadable(host))
      return { status: 400, code: 'BAD_REQUEST', message: 'The header "host" names no host.' };
    if (onlyLocalHosts === null || isHostAllowed(host, onlyLocalHosts.publicHost)) return null;
    return {
      status: 421,
      code: 'MISDIRECTED_REQUEST',
      message:
        'Without authentication this server answers to localhost only. For another name, set server.publicUrl.',
    };
  }

  /** A gateway sends for many from one address: there only the askers count. */
  async function checkRate(request: IncomingMessage, address: string): Promise<Refusal | null> {
    if (rates === null || isGateway(request)) return null;
    const seconds = await rates.take('address', 'requests', address, 1);
    if (seconds === null) return null;
    return {
      status: 429,
      code: 'RATE_LIMITED',
      message: tooMuch('address', 'requests', seconds),
      headers: { 'retry-after': String(seconds) },
    };
  }

  return {
    async answer(request, response) {
      const misdirected = checkHost(request);
      if (misdirected !== null) return refuse(response, misdirected);
      if (answerCors(request, response, corsOrigins)) return;
      if (traffic.isDraining) return refuse(response, shuttingDown);
      if (graphiql !== null && wantsPage(request)) return graphiql.page(response);
      // Answers are about people's sessions: nothing on the way may keep them.
      response.setHeader('cache-control', 'no-store');
      const address = addressOf(request, trustedProxies);
      // Whoever resets the connection right behind a request would ask unlimited, and change things from nowhere.
      if (address === null) return void response.destroy();
      // Before the credentials are looked at, so that they cannot be guessed at any speed.
      const tooOften = await checkRate(request, address);
      if (tooOften !== null) return refuse(response, tooOften);
      const identity = await identify(request);
      if (identity instanceof IdentityRefusal) return refuse(response, identity);
      if (isForgeable(request)) return refuse(response, forgeable);
      const badBody = request.method === 'POST' ? await limitBody(request, limits.bodyBytes) : null;
      if (badBody !== null) return refuse(response, badBody);
      await graphql.handle(request, response, { identity, address });
    },
    async dispose() {
      await graphql.dispose();
    },
  };
}
