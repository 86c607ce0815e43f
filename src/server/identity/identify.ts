/** Tells who sends a request: by a service's key, or by the token of a signed-in person. */
import type { IncomingMessage } from 'node:http';
import type { AuthConfig } from '../../config/config.ts';
import type { Log } from '../watch/log.ts';
import { createApiKeys } from './api-keys.ts';
import { readCredential } from './credentials.ts';
import type { Principal } from '../../sessions/principal.ts';
import { scopes } from '../../sessions/scope.ts';
import { IdentityRefusal, invalidToken } from './refusal.ts';
import { createTokens } from './tokens.ts';

/** Everybody, where nobody has to identify themselves: the demo, and `--insecure-no-auth`. */
export const anyone: Principal = {
  name: 'anyone',
  viewer: null,
  currentSessionId: null,
  currentSessionIssuer: null,
  scopes: new Set(scopes),
};

/** Made once for the process, since it keeps the issuers' keys. */
export type Identify = (
  request: IncomingMessage,
) => Principal | IdentityRefusal | Promise<Principal | IdentityRefusal>;

/** Who signs in asks as themselves, and everybody else may do everything: for the demo. */
export function identifyVisitors(auth: AuthConfig, now: () => number, log: Log): Identify {
  const identify = createIdentify(auth, now, log);
  return (request) => {
    const { authorization, 'x-api-key': key } = request.headers;
    return authorization === undefined && key === undefined ? anyone : identify(request);
  };
}

/**
 * @param auth undefined where nobody has to identify themselves; `requireSafeAccess` keeps that to this computer.
 * @param now the wall clock, in epoch milliseconds.
 */
export function createIdentify(auth: AuthConfig | undefined, now: () => number, log: Log): Identify {
  if (auth === undefined) return () => anyone;
  const ownerOfKey = createApiKeys(auth.apiKeys);
  const readToken = createTokens(auth.jwt, now, log);

  function identify(request: IncomingMessage): Principal | Promise<Principal> {
    const { kind, text } = readCredential(request);
    const owner = ownerOfKey(text);
    if (owner !== null) return owner;
    // A token of whatever issuer has two dots; a key, also a mistyped one, has none.
    if (kind === 'key' || !text.includes('.')) throw invalidToken('The key is not known.');
    return readToken(text);
  }

  return (request) => {
    try {
      const principal = identify(request);
      return principal instanceof Promise ? principal.catch(refusalIn) : principal;
    } catch (error) {
      return refusalIn(error);
    }
  };
}

function refusalIn(error: unknown): IdentityRefusal {
  if (error instanceof IdentityRefusal) return error;
  throw error;
}
