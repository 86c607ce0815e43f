/** What Rocket.Chat's refusals mean. Upstream text is looked at, never passed on. */
import { ProviderFailure } from '../../upstream/failure.ts';
import { longestWaitMs, statusFailure } from '../../upstream/status-failure.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';
import { refusedForMs } from './limits.ts';
import { wireError } from './wire.ts';

export interface ErrorBody {
  readonly error: string;
  readonly errorType: string;
}

/** The body of an answer that is no success; blank where it is not Rocket.Chat's JSON (proxies answer HTML). */
export function errorBodyOf(response: UpstreamResponse): ErrorBody {
  try {
    const parsed = wireError.safeParse(JSON.parse(response.text));
    if (parsed.success) return parsed.data;
  } catch {
    // Not JSON: the status alone must do.
  }
  return { error: '', errorType: '' };
}

/** What a route asks of the credentials. */
export interface RouteNeeds {
  /** Null where signing in is enough. */
  readonly permission: string | null;
  /** Whether it belongs to the licence module "device-management". */
  readonly licensed: boolean;
}

/** What an answer that is no success means. What is merely not there (404, and 400 "User not found.") is for its route to tell, before. */
export function rocketChatFailure(
  response: UpstreamResponse,
  providerName: string,
  { permission, licensed }: RouteNeeds,
): ProviderFailure {
  const { status } = response;
  const { error, errorType } = errorBodyOf(response);

  if (status === 401) {
    return new ProviderFailure(
      'NOT_AUTHORIZED',
      `${providerName} does not accept the credentials: check that userId and authToken belong together and that the token was not removed.`,
    );
  }
  if (status === 400 && errorType.startsWith('totp-')) {
    return new ProviderFailure(
      'NOT_AUTHORIZED',
      `${providerName} asks for a two-factor code: use a personal access token that was made with "ignore two-factor authentication".`,
    );
  }
  if (status === 400 && licensed && errorType === 'error-action-not-allowed') {
    return notLicensed(providerName, null);
  }
  // Servers before the route option `license` refuse with a bare "unauthorized" for want of a licence, in the route itself; a missing
  // permission is refused before, and says so (RocketChat/Rocket.Chat: ee/server/api/sessions.ts, ApiClass.ts).
  if (status === 403 && licensed && (permission === null || (errorType === '' && error === 'unauthorized'))) {
    return notLicensed(providerName, permission);
  }
  if (status === 403 && permission !== null) {
    return new ProviderFailure(
      'NOT_AUTHORIZED',
      `${providerName} refuses this to the credentials: give their user a role with the permission ${permission}.`,
    );
  }
  if (status === 429) {
    const waitMs = refusedForMs(response);
    return new ProviderFailure(
      'RATE_LIMITED',
      `${providerName} limits how often it may be asked: ask again later, or give the credentials' user the permission api-bypass-rate-limit.`,
      { retryAt: waitMs === null ? null : response.receivedAt + Math.min(waitMs, longestWaitMs) },
    );
  }
  if (status === 404) {
    return new ProviderFailure(
      'NOT_SUPPORTED',
      `${providerName} does not know this call: check that baseUrl is a Rocket.Chat server of version 5 or later.`,
    );
  }
  return statusFailure(response, providerName);
}

function notLicensed(providerName: string, permission: string | null): ProviderFailure {
  const otherwise =
    permission === null ? '' : ` If it has one, give the credentials' user the permission ${permission}.`;
  return new ProviderFailure(
    'NOT_LICENSED',
    `${providerName} has no device management: its workspace needs a premium licence with the module "device-management".${otherwise}`,
  );
}
