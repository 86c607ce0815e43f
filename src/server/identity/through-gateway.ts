/** Requests that a federation gateway sends, in the name of whoever asked it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Identify } from './identify.ts';
import type { Identity } from './identity.ts';
import { IdentityRefusal } from './refusal.ts';

/** The gateway itself, when it reads the schema or passes on a request of nobody: it may do nothing else. */
const gateway: Identity = {
  name: 'gateway',
  viewer: null,
  currentSessionId: null,
  scopes: new Set(),
  throughGateway: true,
};

/**
 * Identifies the asker as ever, and notes where the request shows the gateway's secret in `x-gateway-secret`. Only then it may
 * carry no credentials of an asker; a wrong secret is as good as none.
 */
export function identifyThroughGateway(identify: Identify, secret: string): Identify {
  const expected = digest(secret);
  return async (request) => {
    const identity = await identify(request);
    const shown = request.headers['x-gateway-secret'];
    if (typeof shown !== 'string' || !timingSafeEqual(digest(shown), expected)) return identity;
    if (!(identity instanceof IdentityRefusal)) return { ...identity, throughGateway: true };
    return carriesCredentials(request) ? identity : gateway;
  };
}

/** An empty header is none: gateways send it where their own asker sent none. */
function carriesCredentials({ headersDistinct }: IncomingMessage): boolean {
  const { authorization = [], 'x-api-key': keys = [] } = headersDistinct;
  return [...authorization, ...keys].some((value) => value !== '');
}

/** Equally long for every text, as the comparison needs it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
