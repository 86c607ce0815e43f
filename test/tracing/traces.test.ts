/** `examples/tracing` in front of the server, as an operator starts it, with a collector and two providers. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { originOf } from '../../src/server/origin-of.ts';
import { run, type Run } from '../command.ts';
import { readExposition } from '../watch/exposition.ts';
import { type CollectedSpan, type Collector, startCollector } from './collector.ts';

const tracing = join(import.meta.dirname, '../../examples/tracing/tracing.js');
const callersTrace = '0af7651916cd43dd8448eb211c80319c';
const callersSpan = 'b7ad6b7169203331';

/** Clerk, which knows nobody: what it is asked and when it answers is all that matters here. */
const asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
let answering = Promise.resolve();
const provider = createServer(async (request, response) => {
  asked.push({ path: request.url ?? '', headers: request.headers });
  await answering;
  response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
});

let directory: string;
let collector: Collector;
let server: Run;
let url: string;

async function ask(id: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      query: 'query Accounts($id: ID!) { user(by: { id: $id }) { sessions { totalCount } } }',
      variables: { id },
    }),
  });
  expect(response.status).toBe(200);
  return response;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sessiongraph-tracing-'));
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  collector = await startCollector();
  const entry = { kind: 'clerk', secretKey: 'sk_test_x', timeoutMs: 60_000, freshForMs: 0 };
  const config = join(directory, 'config.json');
  await writeFile(
    config,
    JSON.stringify({
      providers: [
        { ...entry, id: 'ours', baseUrl: `${originOf(provider)}/ours`, propagateTrace: true },
        { ...entry, id: 'theirs', baseUrl: `${originOf(provider)}/theirs` },
      ],
      metrics: { port: 0 },
    }),
  );
  server = run(['serve', '--config', config, '--port', '0', '--insecure-no-auth'], {
    nodeOptions: ['--import', tracing],
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  });
  url = await server.listening;
  await server.printed('/metrics');
});
afterAll(async () => {
  server.process.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  collector.close();
  provider.close();
  provider.closeAllConnections();
  await rm(directory, { recursive: true });
});

/** The operation that continues the caller's trace, and what was done in its name. */
function inTrace(spans: readonly CollectedSpan[], traceId: string) {
  const ofTrace = spans.filter((span) => span.traceId === traceId);
  return { operation: ofTrace.find(({ name }) => name === 'query'), ofTrace };
}

test('an operation continues the trace of its caller, and its calls stand below it', async () => {
  asked.length = 0;
  const response = await ask('ann', { traceparent: `00-${callersTrace}-${callersSpan}-01` });
  expect(response.headers.get('x-request-id')).toBe(callersTrace);
  const spans = await collector.until((all) => inTrace(all, callersTrace).operation !== undefined);
  const { operation, ofTrace } = inTrace(spans, callersTrace);
  expect(operation).toMatchObject({
    kind: 'SERVER',
    parentSpanId: callersSpan,
    isError: false,
    attributes: {
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Accounts',
      'sessiongraph.request_id': callersTrace,
    },
  });
  const calls = ofTrace.filter(({ kind }) => kind === 'CLIENT');
  expect(new Set(calls.map(({ name }) => name))).toEqual(new Set(['GET ours', 'GET theirs']));
  for (const call of calls) {
    expect(call.parentSpanId).toBe(operation?.spanId);
    expect(call.attributes).toMatchObject({ 'http.request.method': 'GET', 'http.response.status_code': 200 });
  }
});

test('only a provider that is the operator’s own is told of the trace, and of the span of its call', async () => {
  const spans = await collector.until((all) => inTrace(all, callersTrace).operation !== undefined);
  const toOurs = asked.filter(({ path }) => path.startsWith('/ours'));
  const spanIds = spans.filter(({ name }) => name === 'GET ours').map(({ spanId }) => spanId);
  expect(toOurs.length).toBeGreaterThan(0);
  for (const { headers } of toOurs) {
    const [, traceId, spanId, flags] = String(headers['traceparent']).split('-');
    expect([traceId, flags]).toEqual([callersTrace, '01']);
    expect(spanIds).toContain(spanId);
  }
  const toTheirs = asked.filter(({ path }) => path.startsWith('/theirs'));
  expect(toTheirs.length).toBeGreaterThan(0);
  for (const { headers } of toTheirs) expect(headers).not.toHaveProperty('traceparent');
});

/** How many keys were joined so far, as the server's metrics tell. */
async function joinedReads(): Promise<number> {
  const metricsUrl = /http:[^"]*\/metrics/.exec(server.stderr)?.[0] ?? '';
  const { samples } = readExposition(await (await fetch(metricsUrl)).text());
  return samples
    .filter(({ labels }) => labels['result'] === 'joined')
    .reduce((sum, { value }) => sum + value, 0);
}

async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await happened())) await nextTurn();
}

test('a request that joins a read of another shows it, and is linked to the other', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  answering = promise;
  const first = ask('ben', { traceparent: `00-${'1'.repeat(32)}-${callersSpan}-01` });
  await until(() => asked.some(({ path }) => path.includes('ben')));
  const second = ask('ben', { traceparent: `00-${'2'.repeat(32)}-${callersSpan}-01` });
  await until(async () => (await joinedReads()) > 0);
  resolve();
  await Promise.all([first, second]);
  const spans = await collector.until((all) => inTrace(all, '2'.repeat(32)).operation !== undefined);
  const { operation: begun } = inTrace(spans, '1'.repeat(32));
  const { operation, ofTrace } = inTrace(spans, '2'.repeat(32));
  const joins = ofTrace.filter(({ name }) => name === 'join single-flight');
  expect(joins.length).toBeGreaterThan(0);
  for (const one of joins)
    expect(one).toMatchObject({ parentSpanId: operation?.spanId, links: [begun?.spanId] });
});

test('what spans hold names nobody', () => {
  const sent = JSON.stringify(collector.raw);
  expect(sent).toContain('GET ours');
  for (const secret of ['ann', 'ben', 'sk_test_x', '/ours', 'totalCount'])
    expect(sent).not.toContain(`"${secret}`);
  expect(sent).not.toContain('user_id');
});
