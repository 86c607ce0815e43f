/** The answers that this server gives by itself, without GraphQL. */
import type { ServerResponse } from 'node:http';
import type { Refusal } from '../refusal.ts';

/** An error in GraphQL's shape, so that a client needs to understand one form only. Nothing on the way may keep it. */
export function refuse(response: ServerResponse, { status, code, message, headers = {} }: Refusal): void {
  response.setHeaders(new Map(Object.entries({ 'cache-control': 'no-store', ...headers })));
  replyJson(response, status, { errors: [{ message, extensions: { code } }] });
}

export function notFound(response: ServerResponse, message: string): void {
  refuse(response, { status: 404, code: 'NOT_FOUND', message });
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
