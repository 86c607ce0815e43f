import type { ServerResponse } from 'node:http';

/** On every answer: it is data, not a page, and for nobody but who asked. GraphiQL's page widens the policy for itself. */
const headers = new Map([
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['cross-origin-resource-policy', 'same-origin'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
]);

export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeaders(headers);
}
