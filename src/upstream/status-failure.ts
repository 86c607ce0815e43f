/** The usual meaning of HTTP statuses. An adapter asks here after it has looked for its provider's own peculiarities. */
import { ProviderFailure, type FailureStatus } from './failure.ts';
import type { UpstreamResponse } from './upstream.ts';

/** The longest wait that is believed, in milliseconds: a wrong header must not take a provider out for a day. */
export const longestWaitMs = 60_000;

/** What kind of failure a status is; null for a success. */
export function failureOfStatus(status: number): FailureStatus | null {
  if (status >= 200 && status < 300) return null;
  switch (status) {
    case 401:
    case 403:
      return 'NOT_AUTHORIZED';
    case 404:
      return 'NOT_FOUND';
    case 429:
      return 'RATE_LIMITED';
    case 400:
    case 409:
    case 410:
    case 413:
    case 415:
    case 422:
      return 'REJECTED';
    default:
      return status >= 500 ? 'UNAVAILABLE' : 'MALFORMED';
  }
}

/**
 * What a status that is no success means, in words for the caller; nothing of the answer's text goes into them.
 *
 * @param providerName the provider as people know it: "Zendesk (support)".
 */
export function statusFailure(response: UpstreamResponse, providerName: string): ProviderFailure {
  const { status } = response;
  switch (failureOfStatus(status)) {
    case 'NOT_AUTHORIZED':
      return new ProviderFailure(
        'NOT_AUTHORIZED',
        `${providerName} refused these credentials (HTTP ${status}): check that they are valid and may do this.`,
      );
    case 'NOT_FOUND':
      return new ProviderFailure('NOT_FOUND', `${providerName} does not have what was asked for (HTTP 404).`);
    case 'RATE_LIMITED':
      return new ProviderFailure(
        'RATE_LIMITED',
        `${providerName} limits how often it may be asked (HTTP 429): ask again later.`,
        { retryAt: askAgainAt(response) },
      );
    case 'REJECTED':
      return new ProviderFailure(
        'REJECTED',
        `${providerName} rejected the request (HTTP ${status}): repeating it unchanged cannot help.`,
      );
    case 'UNAVAILABLE':
      return new ProviderFailure(
        'UNAVAILABLE',
        `${providerName} is not available at the moment (HTTP ${status}): ask again later.`,
        { retryAt: status === 503 ? askAgainAt(response) : response.refusedUntil },
      );
    default:
      return new ProviderFailure(
        'MALFORMED',
        `${providerName} gave an answer that its API does not document (HTTP ${status}): check baseUrl.`,
      );
  }
}

/** When the provider wants to be asked again, or, where that is later, when a further try may be sent that was refused here. */
function askAgainAt(response: UpstreamResponse): number | null {
  const saidAt = retryAfterAt(response);
  const { refusedUntil } = response;
  return saidAt === null || refusedUntil === null ? (saidAt ?? refusedUntil) : Math.max(saidAt, refusedUntil);
}

/**
 * When the provider wants to be asked again, in epoch milliseconds: `Retry-After` counts from when the answer came, in seconds or until an HTTP date
 * by the provider's own clock, and never for more than `longestWaitMs`. Null where the header is absent or unreadable.
 */
export function retryAfterAt(response: UpstreamResponse): number | null {
  const value = response.header('retry-after')?.trim() ?? '';
  let at = NaN;
  if (/^\d+$/.test(value)) at = response.receivedAt + Number(value) * 1000;
  // An HTTP date starts with the day's name; Date.parse alone would take "-5" for the month of May.
  else if (/^[A-Z][a-z]+, /.test(value)) at = response.receivedAt + Date.parse(value) - providerNow(response);
  return Number.isNaN(at) ? null : Math.min(at, response.receivedAt + longestWaitMs);
}

/** The time by the provider's own clock when it answered, in epoch milliseconds; by ours where the answer has no `Date`. */
export function providerNow(response: UpstreamResponse): number {
  const date = Date.parse(response.header('date') ?? '');
  return Number.isNaN(date) ? response.receivedAt : date;
}
