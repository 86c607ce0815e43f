/**
 * The limits on a request's body, kept before yoga sees it: yoga's own `maxRequestBodySize` wraps every body in a stream, which
 * costs a third of the throughput.
 */
import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: 413 | 415;
  readonly code: string;
  readonly message: string;
}

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

/** Whether the request says that its body is JSON. */
export function isJson(request: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
}

/** Checks what a POST's headers tell of its body. @returns null where the body may be read. */
export function checkBodyHeaders(request: IncomingMessage, maxBytes: number): Refusal | null {
  if (!isJson(request)) return notJson;
  // Node itself holds a body to its Content-Length.
  return Number(request.headers['content-length'] ?? 0) > maxBytes ? tooLarge(maxBytes) : null;
}

/** Whether only reading the body shows how large it is. */
export function isChunked(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined;
}

/**
 * Reads a chunked body up to the limit and leaves it at `request.body`, where yoga's server adapter takes it from. Rejects when
 * the asker leaves while sending.
 * @returns null where the body may be passed on.
 */
export async function readChunkedBody(request: IncomingMessage, maxBytes: number): Promise<Refusal | null> {
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
