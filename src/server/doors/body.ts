/**
 * The limits on a request's body, kept before yoga sees it: yoga's own `maxRequestBodySize` wraps every body in a stream, which
 * costs a third of the throughput.
 */
import type { IncomingMessage } from 'node:http';
import type { Refusal } from './reply.ts';
import { isJson } from './request-kind.ts';

function tooLarge(maxBytes: number): Refusal {
  return {
    status: 413,
    code: 'REQUEST_TOO_LARGE',
    message: `The request's body is larger than ${maxBytes} bytes.`,
  };
}

/** Other types do not make a browser ask first (preflight), so that any page could send changes from its visitors' browsers. */
const notJson: Refusal = {
  status: 415,
  code: 'UNSUPPORTED_MEDIA_TYPE',
  message: 'Send the request as JSON, with "content-type: application/json".',
};

/**
 * Keeps a POST's body to the limit: by its headers where they tell, else by reading it. Rejects when the asker leaves while sending.
 * @returns null where the body may be passed on.
 */
export async function limitBody(request: IncomingMessage, maxBytes: number): Promise<Refusal | null> {
  return checkHeaders(request, maxBytes) ?? (isChunked(request) ? readChunked(request, maxBytes) : null);
}

function checkHeaders(request: IncomingMessage, maxBytes: number): Refusal | null {
  if (!isJson(request)) return notJson;
  // Node itself holds a body to its Content-Length.
  return Number(request.headers['content-length'] ?? 0) > maxBytes ? tooLarge(maxBytes) : null;
}

function isChunked(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined;
}

/** What was read is left at `request.body`, where yoga's server adapter takes it from. */
async function readChunked(request: IncomingMessage, maxBytes: number): Promise<Refusal | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maxBytes) return tooLarge(maxBytes);
    chunks.push(chunk);
  }
  Object.assign(request, { body: Buffer.concat(chunks) });
  return null;
}
