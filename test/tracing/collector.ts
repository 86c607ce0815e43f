/** A collector of spans: takes OTLP as JSON over HTTP, as `examples/tracing` sends it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { originOf } from '../../src/server/origin-of.ts';

export interface CollectedSpan {
  readonly name: string;
  readonly kind: 'INTERNAL' | 'SERVER' | 'CLIENT' | 'other';
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Of the spans it is linked to. */
  readonly links: readonly string[];
  readonly isError: boolean;
}

export interface Collector {
  readonly url: string;
  /** As OTLP sent them. */
  readonly raw: readonly unknown[];
  /** Resolves as soon as there are spans that satisfy the test, to all there are. */
  until(test: (spans: readonly CollectedSpan[]) => boolean): Promise<readonly CollectedSpan[]>;
  close(): void;
}

const kinds = ['other', 'INTERNAL', 'SERVER', 'CLIENT'] as const;

interface Sent {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}

interface SentSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly links?: readonly { readonly spanId: string }[];
  readonly status?: { readonly code?: number };
}

export async function startCollector(): Promise<Collector> {
  const raw: unknown[] = [];
  const spans: CollectedSpan[] = [];
  let wake: (() => void) | null = null;
  const server = createServer(async (request, response) => {
    const sent = (await json(request)) as Sent;
    raw.push(sent);
    spans.push(
      ...sent.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans).flatMap((scope) => scope.spans.map(read)),
    );
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    wake?.();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: originOf(server),
    raw,
    async until(test) {
      while (!test(spans)) await new Promise<void>((resolve) => (wake = resolve));
      return spans;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function read({
  name,
  kind,
  traceId,
  spanId,
  parentSpanId = '',
  attributes,
  links = [],
  status = {},
}: SentSpan): CollectedSpan {
  return {
    name,
    kind: kinds[kind] ?? 'other',
    traceId,
    spanId,
    parentSpanId: parentSpanId === '' ? null : parentSpanId,
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
    links: links.map((link) => link.spanId),
    isError: status.code === 2,
  };
}
