/** What a request is called in the log, in the answer's headers and in the lines of failures at providers. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A UUID, or digits as proxies make them; nothing that could be a key or a token, which must not be in a log. */
const idShape = /^[\da-f-]{8,64}$/i;

/** W3C Trace Context, 3.2; the version `ff` and an id of zeros are forbidden there. */
const traceparentShape = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(-|$)/;

/** What `x-request-id` says where it can be repeated safely, or else the trace id of `traceparent`, or else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const { 'x-request-id': given, traceparent } = headers;
  if (typeof given === 'string' && idShape.test(given)) return given;
  const traceId = typeof traceparent === 'string' ? traceparentShape.exec(traceparent)?.[1] : undefined;
  return traceId ?? randomUUID();
}
