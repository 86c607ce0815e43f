/**
 * Against requests that a page of any site makes its visitors' browsers send. A POST has to be JSON already (see `body.ts`), for
 * which a browser asks first; a GET needs a header for which it asks as well, or the browser's word that its page is of this server.
 */
import type { IncomingMessage } from 'node:http';
import { isJson, isRead } from './request-kind.ts';

/** Headers that only say that the sender is no such page. The names are those that GraphQL clients know. */
export const csrfHeaders = ['x-graphql-csrf', 'apollo-require-preflight'];

/** None of these can be set by a page without the browser asking this server first. */
const askedFirst = ['authorization', 'x-api-key', ...csrfHeaders];

/** What browsers say of the page that sends the request, and no page can (Fetch Metadata): this server's own, or the person's own address bar. */
const ownSites: ReadonlySet<unknown> = new Set(['same-origin', 'none']);

/** Whether a browser would send such a request for a page of another site without asking first. */
export function isForgeable(request: IncomingMessage): boolean {
  const { headers } = request;
  return (
    isRead(request) &&
    !isJson(request) &&
    !ownSites.has(headers['sec-fetch-site']) &&
    askedFirst.every((name) => headers[name] === undefined)
  );
}
