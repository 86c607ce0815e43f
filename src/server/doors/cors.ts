/**
 * Cross-origin requests. Our own rather than yoga's, which answers `null` with credentials to an origin that is not listed when
 * several are, and `null` is what every sandboxed frame sends; and so that the answers given before yoga carry the headers too.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { csrfHeaders } from './csrf.ts';

// Not `x-api-key`: a key in a page is everybody's.
const allowedHeaders = [
  'authorization',
  'content-type',
  'x-request-id',
  'traceparent',
  'tracestate',
  ...csrfHeaders,
].join(', ');

/**
 * Sets the headers for a page of a listed origin; others get none, which every browser takes for a refusal.
 * @returns whether the request was a preflight, and is answered.
 */
export function answerCors(
  request: IncomingMessage,
  response: ServerResponse,
  origins: ReadonlySet<string>,
): boolean {
  if (origins.size === 0) return false;
  response.setHeader('vary', 'origin');
  const origin = request.headers.origin;
  if (origin === undefined || !origins.has(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-expose-headers', 'retry-after, x-request-id');
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
    return false;
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': allowedHeaders,
    'access-control-max-age': '600',
  });
  response.end();
  return true;
}
