/** Requests that a federation gateway sends, in the name of whoever asked it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Identify } from './identify.ts';
import type { Principal } from '../../sessions/principal.ts';
import { IdentityRefusal } from './refusal.ts';

/** The gateway itself, when it reads the schema or passes on a request of nobody: it may do nothing else. */
const gateway: Principal = {
  name: 'gateway',
  viewer: null,
  currentSessionId: null,
  currentSessionIssuer: null,
  scopes: new Set(),
  throughGateway: true,
};

/** @returns whether a request shows the gateway's secret in `x-gateway-secret`; a wrong one is as good as none. */
export function createGatewayCheck(secret: string): (request: IncomingMessage) => boolean {
  const expected = digest(secret);
  return ({ headers: { 'x-gateway-secret': shown } }) =>
    typeof shown === 'string' && timingSafeEqual(digest(shown), expected);
}

/** Identifies the principal as ever, and notes where a gateway sent the request. Only then it may carry no credentials of a principal. */
export function identifyThroughGateway(
  identify: Identify,
  isGateway: (request: IncomingMessage) => boolean,
): Identify {
  async function throughGateway(request: IncomingMessage): Promise<Principal | IdentityRefusal> {
    const principal = await identify(request);
    if (!(principal instanceof IdentityRefusal)) return { ...principal, throughGateway: true };
    return carriesCredentials(request) ? principal : gateway;
  }

  return (request) => (isGateway(request) ? throughGateway(request) : identify(request));
}

/** An empty header is none: gateways send it where their own client sent none. */
function carriesCredentials({ headersDistinct }: IncomingMessage): boolean {
  const { authorization = [], 'x-api-key': keys = [] } = headersDistinct;
  return [...authorization, ...keys].some((value) => value !== '');
}

/** Equally long for every text, as the comparison needs it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
