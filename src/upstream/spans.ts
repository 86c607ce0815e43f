/**
 * Spans of what happens between this process and providers. Only the API of OpenTelemetry is used: where nobody has loaded its SDK, spans are
 * made by nobody and cost next to nothing. They hold no path and no address, which name people.
 */
import {
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import packageJson from '../../package.json' with { type: 'json' };
import type { CallOrigin } from './call.ts';
import type { SentEvent } from './observer.ts';
import type { UpstreamRequest } from './upstream.ts';

/** Whoever makes the spans: an SDK that is loaded at any time, or nobody. */
export const tracer = trace.getTracer('sessiongraph', packageJson.version);

/** A call to a provider, by its id; each try is one. */
export function startCallSpan(
  provider: string,
  method: UpstreamRequest['method'],
  origin: CallOrigin | undefined,
): Span {
  return tracer.startSpan(
    `${method} ${provider}`,
    {
      kind: SpanKind.CLIENT,
      attributes: { 'sessiongraph.provider': provider, 'http.request.method': method },
    },
    origin?.trace ?? ROOT_CONTEXT,
  );
}

export function endCallSpan(span: Span, { status, failure }: Pick<SentEvent, 'status' | 'failure'>): void {
  if (status !== null) span.setAttribute('http.response.status_code', status);
  if (failure !== null) {
    span.setAttribute('error.type', failure);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** The header that lets a provider continue the trace (W3C Trace Context); null where there is none. */
export function traceparentOf(span: Span): string | null {
  const spanContext = span.spanContext();
  if (!isSpanContextValid(spanContext)) return null;
  const { traceId, spanId, traceFlags } = spanContext;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** A wait for reads that other requests began. Their spans are linked, since they stand in other traces. */
export function startJoinSpan(
  provider: string,
  origin: CallOrigin | undefined,
  begunFor: readonly (CallOrigin | undefined)[],
): Span {
  const links = begunFor.flatMap((other): readonly Link[] => {
    const spanContext = other?.trace === undefined ? undefined : trace.getSpanContext(other.trace);
    return spanContext === undefined ? [] : [{ context: spanContext }];
  });
  return tracer.startSpan(
    'join single-flight',
    { attributes: { 'sessiongraph.provider': provider }, links },
    origin?.trace ?? ROOT_CONTEXT,
  );
}
