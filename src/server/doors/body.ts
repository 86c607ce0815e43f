/**
 * The body of a POST, up to its largest size. Read here, before a door takes it: yoga's own `maxRequestBodySize` wraps every body in a stream,
 * which costs a third of the throughput.
 */
import type { IncomingMessage } from 'node:http';
import type { Refusal } from '../refusal.ts';
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

/** Reads the body. Rejects when the client leaves while sending. @returns why it is not read, where it is not. */
export function readBody(request: IncomingMessage, maxBytes: number): Refusal | Promise<Buffer | Refusal> {
  if (!isJson(request)) return notJson;
  // Node itself holds a body to its Content-Length.
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return tooLarge(maxBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) return void chunks.push(chunk);
      request.pause();
      resolve(tooLarge(maxBytes));
    });
    request.on('end', () => {
      const [only] = chunks;
      resolve(only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks));
    });
    request.on('error', reject);
  });
}
