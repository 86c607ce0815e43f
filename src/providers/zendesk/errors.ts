/** What Zendesk's error answers mean. Their bodies come in four shapes, and as plain text or HTML. */
import { ProviderFailure } from '../../upstream/failure.ts';
import { retryAfterAt, statusFailure } from '../../upstream/status-failure.ts';
import type { UpstreamResponse } from '../../upstream/upstream.ts';
import { unsaidWaitMs } from './limits.ts';
import { wireError } from './wire.ts';

export function malformed(name: string): ProviderFailure {
  return new ProviderFailure(
    'MALFORMED',
    `${name} gave an answer that its API does not document: check that baseUrl names a Zendesk account.`,
  );
}

interface ErrorBody {
  /** `RecordNotFound`, or the title of the longer shape: `Invalid attribute`. */
  readonly code: string | null;
  readonly description: string | null;
}

function readError(response: UpstreamResponse): ErrorBody | null {
  let body: unknown;
  try {
    body = response.json();
  } catch {
    return null;
  }
  const parsed = wireError.safeParse(body);
  if (!parsed.success) return null;
  const { error, description } = parsed.data;
  if (typeof error === 'object' && error !== null) {
    return { code: error.title, description: description ?? error.message };
  }
  return { code: error ?? null, description };
}

/**
 * The failure that an answer other than success stands for, with advice for the operator.
 *
 * @param ids see `isRecordNotFound`.
 */
export function failureOf(
  response: UpstreamResponse,
  name: string,
  ...ids: readonly (string | null)[]
): ProviderFailure {
  switch (response.status) {
    case 401:
      return new ProviderFailure(
        'NOT_AUTHORIZED',
        `${name} did not accept the credentials (HTTP 401): they are wrong, expired or revoked; give valid ones.`,
      );
    case 403:
      return new ProviderFailure('NOT_AUTHORIZED', forbidden(response, name));
    case 404:
      return isRecordNotFound(response, ...ids)
        ? statusFailure(response, name)
        : new ProviderFailure(
            'MALFORMED',
            `${name} does not know its API's address (HTTP 404): check that baseUrl names your Zendesk subdomain.`,
          );
    case 429:
      return new ProviderFailure(
        'RATE_LIMITED',
        `${name} limits how often it may be asked (HTTP 429): ask again later.`,
        { retryAt: retryAfterAt(response) ?? response.receivedAt + unsaidWaitMs },
      );
  }
  return statusFailure(response, name);
}

/** A 403 has one shape for a token's scope and another for the user's role. */
function forbidden(response: UpstreamResponse, name: string): string {
  return /scope/i.test(readError(response)?.description ?? '')
    ? `${name} refused the token's scope (HTTP 403): it needs "read", and "write" to end sessions; allow both for the OAuth client.`
    : `${name} does not let this user do that (HTTP 403): use an admin's credentials, or set access to self.`;
}

/**
 * Whether a 404 speaks of the record, not of an unknown path (`InvalidEndpoint`) or an unknown subdomain (HTML).
 *
 * @param ids those in the path. Where one is no number, as Zendesk's own are, the path may be unknown because of it.
 */
export function isRecordNotFound(response: UpstreamResponse, ...ids: readonly (string | null)[]): boolean {
  if (response.status !== 404) return false;
  const code = readError(response)?.code ?? null;
  if (code === 'InvalidEndpoint') return ids.some((id) => id !== null && !/^\d+$/.test(id));
  return code !== null;
}

/**
 * Whether a list refuses `page[size]`: 400 "Invalid attribute … page must be an integer" (recorded for users/search, Zendesk community
 * post 4467682277402).
 */
export function refusesCursorPaging(response: UpstreamResponse): boolean {
  if (response.status !== 400) return false;
  const error = readError(response);
  return error?.code === 'Invalid attribute' && /\bpage\b/.test(error.description ?? '');
}
