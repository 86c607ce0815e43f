/** Who asks: OAuth bearer tokens, API tokens as Basic, and the endpoint that gives tokens to OAuth clients. */
import { randomBytes } from 'node:crypto';
import type { EmulatorRequest, EmulatorResponse } from '../emulator.ts';
import { invalidToken, missingScope, notAuthenticated, ok } from './answers.ts';
import type { ZendeskUser, ZendeskWorld } from './world.ts';

export type Access =
  | { readonly user: ZendeskUser; readonly refusal: null }
  | { readonly user: null; readonly refusal: EmulatorResponse };

/** The user a request acts as, or the answer it gets instead. */
export function authenticate(world: ZendeskWorld, request: EmulatorRequest, now: number): Access {
  const [scheme, value = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme === 'Basic') return basic(world, Buffer.from(value, 'base64').toString('utf8'));
  if (scheme !== 'Bearer') return { user: null, refusal: notAuthenticated };

  const token = world.oauthTokens.find((candidate) => candidate.token === value);
  const user = signedIn(world.users.find(({ id }) => id === token?.user_id));
  if (token === undefined || user === null || (token.expiresAt !== null && token.expiresAt <= now)) {
    return { user: null, refusal: invalidToken };
  }
  const scope = request.method === 'GET' ? 'read' : 'write';
  return token.scopes.includes(scope)
    ? { user, refusal: null }
    : { user: null, refusal: missingScope(scope) };
}

/** `email/token:token`, for the address of a verified user. A password instead of a token is phased out. */
function basic(world: ZendeskWorld, credentials: string): Access {
  const [, email, token] = /^(.+)\/token:(.+)$/.exec(credentials) ?? [];
  const user = signedIn(
    world.users.find(({ identities }) =>
      identities.some(
        ({ type, value, verification_method: method }) =>
          type === 'email' && method !== 'none' && value.toLowerCase() === email?.toLowerCase(),
      ),
    ),
  );
  return token !== undefined && world.apiTokens.includes(token) && user !== null
    ? { user, refusal: null }
    : { user: null, refusal: notAuthenticated };
}

function signedIn(user: ZendeskUser | undefined): ZendeskUser | null {
  return user !== undefined && user.active && !user.suspended ? user : null;
}

/** POST /oauth/tokens for `client_credentials` (api-reference/ticketing/oauth/grant_type_tokens). */
export function issueToken(world: ZendeskWorld, request: EmulatorRequest, now: number): EmulatorResponse {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    return refuse(400, 'invalid_request', 'The request must be JSON');
  }
  const asked = readJson(request.body);
  if (asked['grant_type'] !== 'client_credentials') {
    return refuse(400, 'unsupported_grant_type', 'The grant type is not supported');
  }
  const client = world.oauthClients.find(({ identifier }) => identifier === asked['client_id']);
  if (client === undefined || client.secret !== asked['client_secret']) {
    return refuse(401, 'invalid_client', 'Client authentication failed');
  }
  if (client.kind !== 'confidential') {
    return refuse(400, 'unauthorized_client', 'The client may not use this grant type');
  }
  const lifetime = asked['expires_in'] ?? null;
  if (
    lifetime !== null &&
    (!Number.isInteger(lifetime) || Number(lifetime) <= 300 || Number(lifetime) >= 172_800)
  ) {
    return refuse(400, 'invalid_request', 'expires_in must be more than 300 and less than 172800');
  }
  // A name that is no scope still gives a token, which then may do nothing.
  const wanted = String(asked['scope'] ?? '').split(' ');
  const scopes = wanted.filter((scope) => client.allowed_scopes.includes(scope));
  const token = randomBytes(32).toString('hex');
  world.oauthTokens.push({
    token,
    user_id: client.user_id,
    scopes,
    expiresAt: lifetime === null ? null : now + Number(lifetime) * 1000,
  });
  return ok({
    access_token: token,
    token_type: 'bearer',
    scope: scopes.join(' '),
    ...(lifetime === null ? {} : { expires_in: lifetime }),
  });
}

function refuse(status: number, error: string, description: string): EmulatorResponse {
  return { status, json: { error, error_description: description } };
}

function readJson(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
