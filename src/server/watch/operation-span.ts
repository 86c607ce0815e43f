/** The span of one GraphQL operation, from when its request began, as OpenTelemetry's conventions for GraphQL servers have it. */
import {
  type Context,
  context,
  isSpanContextValid,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { IncomingHttpHeaders } from 'node:http';
import { tracer } from '../../upstream/spans.ts';
import type { RequestRecord } from './request-record.ts';

export interface OperationSpan {
  /** For what is done in the operation's name. */
  readonly trace: Context;
  /** Ends it with what the record then says. */
  end(): void;
}

/** The record must say the operation. Its own trace id is noted there, where somebody makes the span. */
export function startOperationSpan(record: RequestRecord, headers: IncomingHttpHeaders): OperationSpan {
  const { type = 'query', name = null } = record.operation ?? {};
  // Where the SDK also instruments node:http, its span is there already, and has continued the caller's trace.
  const active = context.active();
  const hasParent = trace.getSpan(active) !== undefined;
  const parent = hasParent ? active : propagation.extract(active, headers);
  const span = tracer.startSpan(
    // Not its name, which is the client's choice.
    type,
    {
      kind: hasParent ? SpanKind.INTERNAL : SpanKind.SERVER,
      startTime: performance.timeOrigin + record.startedAt,
      attributes: { 'graphql.operation.type': type, 'sessiongraph.request_id': record.id },
    },
    parent,
  );
  if (name !== null) span.setAttribute('graphql.operation.name', name);
  const spanContext = span.spanContext();
  const isTraced = isSpanContextValid(spanContext);
  if (isTraced) record.traceId = spanContext.traceId;
  return { trace: isTraced ? trace.setSpan(parent, span) : parent, end: () => end(span, record) };
}

/** Errors that the client has to put right are none of the operation. */
const faults: ReadonlySet<string> = new Set(['INTERNAL_SERVER_ERROR', 'TIMEOUT']);

function end(span: Span, { codes, callOrigin }: RequestRecord): void {
  const [first] = codes;
  if (first !== undefined) span.setAttribute('error.type', first);
  if (codes.some((code) => faults.has(code))) span.setStatus({ code: SpanStatusCode.ERROR });
  if (callOrigin !== null) span.setAttribute('sessiongraph.provider_calls', callOrigin.calls);
  span.end();
}
