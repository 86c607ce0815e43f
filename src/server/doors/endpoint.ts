/** The GraphQL endpoint: who is answered, asked in the order in which it takes least to refuse, and by which door. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { defaultLimits } from '../../config/limits.ts';
import type { Identify } from '../identity/identify.ts';
import { IdentityRefusal } from '../identity/refusal.ts';
import { createOperations, type OperationsOptions } from '../operations/operations.ts';
import type { Refusal } from '../refusal.ts';
import type { RequestRecord } from '../watch/request-record.ts';
import type { Traffic } from '../watch/traffic.ts';
import { addressOf } from './address.ts';
import { readBody } from './body.ts';
import { answerCors } from './cors.ts';
import { isForgeable } from './csrf.ts';
import { isHostAllowed, isHostReadable } from './host.ts';
import { answerPost, mediaTypeOf } from './node-post.ts';
import type { Graphiql } from './pages/graphiql.ts';
import { refuse as sendRefusal } from './reply.ts';
import { wantsPage } from './request-kind.ts';

export interface EndpointOptions extends OperationsOptions {
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

/** Notes in the record what becomes known of the request. */
export type Endpoint = (
  request: IncomingMessage,
  response: ServerResponse,
  record: RequestRecord,
) => Promise<void>;

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
  const { onlyLocalHosts, identify, isGateway, trustedProxies, log } = options;
  const { limits = defaultLimits, rates = null } = options;
  const corsOrigins = new Set(options.corsOrigins);
  const answer = createOperations(options);

  // Loaded when first needed: it takes a third of the time of a start, and most clients never need it.
  let yogaDoor: Promise<ReturnType<typeof import('./yoga.ts').createYogaDoor>> | undefined;
  const openYogaDoor = () =>
    (yogaDoor ??= import('./yoga.ts').then(({ createYogaDoor }) => createYogaDoor(answer, log)));

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

  return async (request, response, record) => {
    const refuse = (refusal: Refusal): void => {
      record.codes = [refusal.code];
      sendRefusal(response, refusal);
    };
    const misdirected = checkHost(request);
    if (misdirected !== null) return refuse(misdirected);
    if (answerCors(request, response, corsOrigins)) return;
    if (traffic.isDraining) return refuse(shuttingDown);
    if (graphiql !== null && wantsPage(request)) return graphiql.page(response);
    const address = addressOf(request, trustedProxies);
    // Whoever resets the connection right behind a request would ask unlimited, and change things from nowhere.
    if (address === null) return void response.destroy();
    // Before the credentials are looked at, so that they cannot be guessed at any speed. A gateway sends for many from one address.
    const addressRefused = isGateway(request) ? null : rates?.take('address', 'requests', address, 1);
    if (addressRefused) return refuse(addressRefused);
    const principal = await identify(request);
    if (principal instanceof IdentityRefusal) return refuse(principal);
    record.principal = principal;
    const refused = rates?.take('asker', 'requests', principal.name, 1);
    if (refused) return refuse(refused);
    if (isForgeable(request)) return refuse(forgeable);

    const origin = { principal, address, record };
    const body = request.method === 'POST' ? await readBody(request, limits.bodyBytes) : null;
    if (body !== null && !Buffer.isBuffer(body)) return refuse(body);
    const mediaType = mediaTypeOf(request.headers.accept);
    if (body !== null && mediaType !== null) return answerPost(answer, body, origin, response, mediaType);
    // Answers are about people's sessions: nothing on the way may keep them.
    response.setHeader('cache-control', 'no-store');
    const yoga = await openYogaDoor();
    await yoga.handle(request, response, { ...origin, body });
  };
}
