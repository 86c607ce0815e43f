/** What undici is given of a request. */
import type { Dispatcher } from 'undici';
import packageJson from '../../package.json' with { type: 'json' };
import type { UpstreamRequest } from './upstream.ts';

/** Names and values in turn, as undici takes them with least work. */
const commonHeaders: readonly string[] = [
  'accept',
  'application/json',
  // Compressed answers would make `maxBytes` say nothing about what is held in memory.
  'accept-encoding',
  'identity',
  'user-agent',
  `sessiongraph/${packageJson.version}`,
];

export type DispatchOptionsOf = (
  request: UpstreamRequest,
  /** The header that continues the trace; null for none. */
  traceparent: string | null,
) => Dispatcher.DispatchOptions;

/** @param baseUrl origin and, where the API lives below one, a path. */
export function dispatchOptionsTo(baseUrl: string): DispatchOptionsOf {
  const { origin, pathname } = new URL(baseUrl);
  const basePath = pathname.replace(/\/+$/, '');
  return ({ method, path, headers, body }, traceparent) => {
    const all = [...commonHeaders];
    if (body !== undefined) all.push('content-type', 'application/json');
    for (const name in headers) all.push(name, headers[name] ?? '');
    if (traceparent !== null) all.push('traceparent', traceparent);
    const options = { origin, path: basePath + path, method, headers: all };
    return body === undefined ? options : { ...options, body: JSON.stringify(body) };
  };
}
