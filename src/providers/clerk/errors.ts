/** What Clerk's error answers mean. */
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import { statusFailure } from '../../upstream/status-failure.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';
import { wireErrors } from './wire.ts';

export function failureOf(response: UpstreamResponse, name: string): ProviderFailure {
  switch (response.status) {
    case 401:
      return new ProviderFailure(
        'NOT_AUTHORIZED',
        `${name} does not accept this secretKey: copy it again from the Clerk Dashboard, API keys.`,
      );
    case 404:
      return new ProviderFailure(
        'MALFORMED',
        `${name} does not know this part of Clerk's API: check that baseUrl is Clerk's API, without "/v1".`,
      );
    case 409:
      // `conflict` and `resource_locked` pass by themselves.
      return plainFailure('UNAVAILABLE', `${name} is busy with this just now: ask again.`);
    default:
      return statusFailure(response, name);
  }
}

export function malformed(name: string): ProviderFailure {
  return new ProviderFailure(
    'MALFORMED',
    `${name} gave an answer in a form that Clerk does not document: check that baseUrl is Clerk's API.`,
  );
}

/** Clerk's own 404, told by its body from that of a host that is not Clerk's API. */
export function isNotFound(response: UpstreamResponse): boolean {
  if (response.status !== 404) return false;
  try {
    const [error] = wireErrors.parse(response.json()).errors;
    return error?.code === 'resource_not_found';
  } catch {
    return false;
  }
}
