import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders } from 'node:http';
import { ServerResponse } from '../node-http.ts';
import { requestIdOf } from '../watch/request-id.ts';

/** On every answer: it is data, not a page, and for nobody but who asked. GraphiQL's page widens the policy for itself. */
const securityHeaders = [
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['cross-origin-resource-policy', 'same-origin'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
] as const;
const inTurn: readonly string[] = securityHeaders.flat();

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** An answer of this server. Whoever writes it, and whatever they set before, it carries the security headers and the request's id. */
export class GuardedResponse extends ServerResponse {
  readonly requestId = requestIdOf(this.req);

  override writeHead(
    status: number,
    reason?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
    headers?: OutgoingHttpHeaders | OutgoingHttpHeader[],
  ): this {
    // Who is answered before all was sent is refused: the rest is not worth reading, however long it is.
    if (!this.req.complete && hasBody(this.req)) this.setHeader('connection', 'close');
    // Names and values in turn, where nothing was set before, take node the least work.
    if (Array.isArray(reason) && this.getHeaderNames().length === 0)
      return super.writeHead(status, [...reason, ...inTurn, 'x-request-id', this.requestId]);
    for (const [name, value] of securityHeaders) if (!this.hasHeader(name)) this.setHeader(name, value);
    this.setHeader('x-request-id', this.requestId);
    return typeof reason === 'string'
      ? super.writeHead(status, reason, headers)
      : super.writeHead(status, reason ?? headers);
  }
}
