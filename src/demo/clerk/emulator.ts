/**
 * Clerk's Backend API, as far as sessions and their users need it. Strict where Clerk is, and refusing where it is not documented
 * what Clerk does, so that an adapter cannot come to rely on it.
 */
import { startEmulator, type Emulator, type EmulatorRequest, type EmulatorResponse } from '../emulator.ts';
import { errorAnswer } from './answers.ts';
import { createSessionsEndpoints, type SessionsBehaviour } from './sessions.ts';
import { createUsersEndpoints } from './users.ts';
import type { ClerkWorld } from './world.ts';

const versions = new Set([
  '2021-02-05',
  '2024-10-01',
  '2025-03-12',
  '2025-04-10',
  '2025-11-10',
  '2026-05-12',
]);

const windowMs = 10_000;

export interface ClerkEmulatorOptions {
  readonly world: ClerkWorld;
  readonly now?: () => number;
}

/** What can be changed while the emulator runs. */
export interface ClerkBehaviour extends SessionsBehaviour {
  /** Requests in 10 seconds: 100 for a development instance, 1,000 for a production one; null for no limit. */
  requestsPerTenSeconds: number | null;
}

export interface ClerkEmulator extends Emulator {
  readonly world: ClerkWorld;
  readonly behaviour: ClerkBehaviour;
}

/** Starts a Clerk instance on a free loopback port, without a rate limit. */
export async function startClerkEmulator({
  world,
  now = Date.now,
}: ClerkEmulatorOptions): Promise<ClerkEmulator> {
  const behaviour: ClerkBehaviour = {
    readsBehindRevoke: 0,
    revokeOfEnded: 'answersAsItIs',
    requestsPerTenSeconds: null,
  };
  const route = createRoutes(world, behaviour, now);
  const refuseByLimit = createRateLimit(behaviour, now);
  const emulator = await startEmulator({
    now,
    tooManyRequests,
    handle: (request) =>
      refuseByKey(request, world.secretKey) ?? refuseByVersion(request) ?? refuseByLimit() ?? route(request),
  });
  return Object.assign(emulator, { world, behaviour });
}

function createRoutes(
  world: ClerkWorld,
  behaviour: ClerkBehaviour,
  now: () => number,
): (request: EmulatorRequest) => EmulatorResponse {
  const sessions = createSessionsEndpoints(world, behaviour, now);
  const users = createUsersEndpoints(world);
  return ({ method, path, query }) => {
    const route = `${method} ${path}`;
    if (route === 'GET /v1/sessions') return sessions.list(query);
    if (route === 'GET /v1/users') return users.list(query);
    if (route === 'GET /v1/users/count') return users.count(query);
    const [, user] = /^GET \/v1\/users\/([^/]+)$/.exec(route) ?? [];
    if (user !== undefined) return users.get(decodeURIComponent(user));
    const [, session] = /^GET \/v1\/sessions\/([^/]+)$/.exec(route) ?? [];
    if (session !== undefined) return sessions.get(decodeURIComponent(session));
    const [, revoked] = /^POST \/v1\/sessions\/([^/]+)\/revoke$/.exec(route) ?? [];
    if (revoked !== undefined) return sessions.revoke(decodeURIComponent(revoked));
    return errorAnswer(404, 'resource_not_found', 'not found');
  };
}

function refuseByKey({ headers }: EmulatorRequest, secretKey: string): EmulatorResponse | null {
  const [, key] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
  if (key === undefined) {
    return errorAnswer(401, 'authorization_header_format_invalid', 'Invalid Authorization header format', {
      longMessage: 'Invalid Authorization header format. Must be "Bearer <YOUR_API_KEY>"',
    });
  }
  if (key === secretKey) return null;
  return errorAnswer(401, 'clerk_key_invalid', 'The provided Clerk Secret Key is invalid', {
    longMessage: `The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct: ${key}`,
  });
}

/** Which version a request without one gets is not documented, so that it is refused here. */
function refuseByVersion({ headers, query }: EmulatorRequest): EmulatorResponse | null {
  const header = headers['clerk-api-version'];
  const parameter = query.get('__clerk_api_version');
  const [version, ...more] = [header, parameter].flat().filter((given) => typeof given === 'string');
  if (version !== undefined && versions.has(version) && more.length === 0) return null;
  return errorAnswer(400, 'api_version_invalid', 'Invalid API version');
}

/** All requests of an instance share one budget of a fixed window. */
function createRateLimit(behaviour: ClerkBehaviour, now: () => number): () => EmulatorResponse | null {
  let windowEndsAt = 0;
  let requests = 0;
  return () => {
    if (behaviour.requestsPerTenSeconds === null) return null;
    if (now() >= windowEndsAt) {
      windowEndsAt = now() + windowMs;
      requests = 0;
    }
    requests += 1;
    if (requests <= behaviour.requestsPerTenSeconds) return null;
    return tooManyRequests(Math.ceil((windowEndsAt - now()) / 1000));
  };
}

function tooManyRequests(retryAfterSeconds: number): EmulatorResponse {
  return errorAnswer(429, 'too_many_requests', 'Too many requests, retry later', {
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}
