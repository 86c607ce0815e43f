/** Seam's API over real HTTP: what `connect.getseam.com` documents of client sessions and what they reach. */
import { startEmulator, type Emulator, type EmulatorRequest, type EmulatorResponse } from '../emulator.ts';
import { SeamApiError } from './api-error.ts';
import { authenticate } from './authentication.ts';
import { clientSessionEndpoints } from './client-sessions.ts';
import { connectWebviewEndpoints } from './connect-webviews.ts';
import { connectedAccountEndpoints } from './connected-accounts.ts';
import { deviceEndpoints } from './devices.ts';
import type { Endpoint } from './endpoint.ts';
import { InvalidJson } from './parameters.ts';
import { userIdentityEndpoints } from './user-identities.ts';
import { workspaceEndpoints } from './workspaces.ts';
import type { SeamWorld } from './world.ts';

export interface SeamEmulatorOptions {
  readonly world: SeamWorld;
  /** The emulator's clock, in epoch milliseconds. */
  readonly now?: () => number;
  readonly rateLimit?: SeamRateLimit;
}

/** Answers 429 beyond so many requests in a window; Seam publishes no figure, so there is no default. */
export interface SeamRateLimit {
  readonly requests: number;
  readonly perMs: number;
}

export interface SeamEmulator extends Emulator {
  /** What the emulator holds: change it at any time. */
  readonly world: SeamWorld;
  /** May be changed at any time; null for no limit. */
  readonly behaviour: { rateLimit: SeamRateLimit | null };
}

const endpoints = new Map<string, Endpoint>(
  Object.entries({
    ...clientSessionEndpoints,
    ...connectWebviewEndpoints,
    ...connectedAccountEndpoints,
    ...deviceEndpoints,
    ...userIdentityEndpoints,
    ...workspaceEndpoints,
  }),
);

/** Starts a Seam on a free loopback port. */
export async function startSeamEmulator(options: SeamEmulatorOptions): Promise<SeamEmulator> {
  const { world, now = Date.now } = options;
  const behaviour: SeamEmulator['behaviour'] = { rateLimit: options.rateLimit ?? null };
  let requests = 0;
  let window = { start: 0, requests: 0 };

  const waitSeconds = (): number | null => {
    const { rateLimit } = behaviour;
    if (rateLimit === null) return null;
    if (now() >= window.start + rateLimit.perMs) window = { start: now(), requests: 0 };
    window.requests += 1;
    return window.requests <= rateLimit.requests
      ? null
      : Math.ceil((window.start + rateLimit.perMs - now()) / 1000);
  };

  const withRequestId = (response: EmulatorResponse): EmulatorResponse => {
    requests += 1;
    return { ...response, headers: { ...response.headers, 'seam-request-id': `request${requests}` } };
  };

  const tooManyRequests = (retryAfterSeconds: number): EmulatorResponse =>
    withRequestId({
      ...new SeamApiError(429, 'too_many_requests', 'Too Many Requests').toResponse(),
      headers: { 'retry-after': String(retryAfterSeconds) },
    });

  const emulator = await startEmulator({
    now,
    tooManyRequests,
    handle(request) {
      const seconds = waitSeconds();
      return seconds === null ? withRequestId(answer(world, request, now())) : tooManyRequests(seconds);
    },
  });
  return Object.assign(emulator, { world, behaviour });
}

function answer(world: SeamWorld, request: EmulatorRequest, now: number): EmulatorResponse {
  const found = endpoints.get(request.path);
  if (found === undefined) return { status: 404, text: '404' };
  try {
    if (!found.methods.includes(request.method)) {
      throw new SeamApiError(405, 'method_not_allowed', 'Method not allowed');
    }
    const principal = authenticate(world, request.headers, found.allowed, now);
    const body = found.handle({ world, principal, method: request.method, now }, request);
    return { status: 200, json: { ...body, ok: true } };
  } catch (error) {
    if (error instanceof SeamApiError) return error.toResponse();
    if (error instanceof InvalidJson) return { status: 400, text: 'Invalid JSON' };
    throw error;
  }
}
