/**
 * Loaded before the server by `--import`: whoever wants traces brings OpenTelemetry's SDK, the server itself only knows its API.
 *
 * OTEL_EXPORTER_OTLP_ENDPOINT names the collector, http://localhost:4318 where it is not set.
 *
 * Leave out `instrumentation-undici`: it writes down the URLs of calls to providers, which name people, and sends every provider a `traceparent`.
 * `instrumentation-http` may be added; the spans of operations then stand below its spans.
 */
import { propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TracerProvider,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

const provider = new TracerProvider({
  resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'sessiongraph' }),
  // Of requests that are in no trace yet, this share is traced. Sampling saves the sending, not the making of spans.
  sampler: new ParentBasedSampler({
    root: new TraceIdRatioBasedSampler(Number(process.env.OTEL_TRACES_SAMPLER_ARG ?? 1)),
  }),
  spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: 1000 })],
});
trace.setGlobalTracerProvider(provider);
propagation.setGlobalPropagator(new W3CTraceContextPropagator());

// The server ends some milliseconds after the last answer; what is known by then is sent now.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void provider.forceFlush());
