/** The answers that this server gives by itself, without GraphQL. */
import type { ServerResponse } from 'node:http';

/** An error in GraphQL's shape, so that a client needs to understand one form only. */
export function replyError(response: ServerResponse, status: number, code: string, message: string): void {
  replyJson(response, status, { errors: [{ message, extensions: { code } }] });
}

export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  reply(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

export function reply(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
