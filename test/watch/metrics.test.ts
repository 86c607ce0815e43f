/** The metrics of the whole server, read where Prometheus reads them. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkConfig } from '../../src/config/check.ts';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import { start, type StartedServer } from '../../src/server/start.ts';
import { createLog } from '../../src/server/watch/log.ts';
import { type Exposition, readExposition, sampleNames } from './exposition.ts';
import { isInstalled } from './programs.ts';

const monitoring = join(import.meta.dirname, '../../examples/monitoring');
const trusted = 'query Everybody { sessions(first: 1) { nodes { id } } }';
let directory: string;
let demo: Demo;
let server: StartedServer;
let text: string;
let read: Exposition;

async function ask(body: object, headers: Record<string, string> = {}) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sessiongraph-metrics-'));
  const manifest = join(directory, 'documents.json');
  await writeFile(manifest, JSON.stringify({ 'sha256:1': trusted }));
  demo = await startDemo();
  server = await start({
    config: checkConfig(
      {
        providers: demo.providers.map((provider) => ({ timeoutMs: 60_000, ...provider })),
        metrics: { port: 0, revision: 'abc123' },
        trustedDocuments: { manifest },
        audit: { file: join(directory, 'audit.jsonl') },
        log: { access: 'off' },
      },
      {},
    ),
    port: 0,
    log: createLog({ write() {} }),
    graphiqlTabs: [],
  });
  const { data } = await ask({ documentId: 'sha256:1' });
  await Promise.all([1, 2].map(() => ask({ documentId: 'sha256:1' })));
  const [{ id }] = data.sessions.nodes;
  await ask({
    query: 'mutation M($id: ID!) { revokeSession(input: { id: $id }) { userErrors { code } } }',
    variables: { id },
  });
  await ask({ query: '{ nothing }' });
  await fetch(server.url, { method: 'PROPFIND' });
  await fetch(new URL('/ready', server.url));
  const response = await fetch(server.metricsUrl ?? '');
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  text = await response.text();
  read = readExposition(text);
});
afterAll(async () => {
  await server.close(1000);
  await demo.close();
  await rm(directory, { recursive: true });
});

/** Names and labels are what dashboards and alerts are made of: this list is a contract. */
const labelsOf = {
  http_server_request_duration_seconds: [
    'error_type',
    'http_request_method',
    'http_response_status_code',
    'http_route',
  ],
  http_server_active_requests: ['http_request_method', 'http_route'],
  graphql_operation_duration_seconds: ['graphql_operation_name', 'graphql_operation_type', 'outcome'],
  graphql_errors_total: ['code'],
  http_client_request_duration_seconds: [
    'error_type',
    'http_request_method',
    'http_response_status_code',
    'provider',
  ],
  sessiongraph_provider_in_flight: ['provider'],
  sessiongraph_provider_waiting: ['provider'],
  sessiongraph_provider_circuit_open: ['provider'],
  sessiongraph_shared_reads_total: ['provider', 'result'],
  sessiongraph_revocations_total: ['outcome', 'provider'],
  sessiongraph_audit_failures_total: [],
  sessiongraph_store_up: [],
  sessiongraph_build_info: ['revision', 'version'],
  process_resident_memory_bytes: [],
  process_cpu_seconds_total: [],
  process_start_time_seconds: [],
  v8js_memory_heap_used_bytes: [],
  v8js_memory_heap_limit_bytes: [],
  nodejs_eventloop_delay_p50_seconds: [],
  nodejs_eventloop_delay_p99_seconds: [],
  nodejs_eventloop_delay_max_seconds: [],
  nodejs_eventloop_utilization_ratio: [],
};

test.each(Object.entries(labelsOf))('%s has its labels, and no more', (name, labels) => {
  const samples = read.samples.filter(
    (sample) => sample.name === (read.types.get(name) === 'histogram' ? `${name}_count` : name),
  );
  expect(samples.length).toBeGreaterThan(0);
  for (const sample of samples) expect(Object.keys(sample.labels).toSorted()).toEqual(labels);
});

test('requests are counted by route, and a method that nobody knows is no series of its own', () => {
  const count = 'http_server_request_duration_seconds_count';
  expect(
    read.valueOf(count, {
      http_route: '/graphql',
      http_request_method: 'POST',
      http_response_status_code: '200',
    }),
  ).toBe(5);
  expect(read.valueOf(count, { http_route: '/ready' })).toBe(1);
  expect(read.valueOf(count, { http_request_method: '_OTHER' })).toBe(1);
  expect(
    read.valueOf('http_server_active_requests', { http_route: '/graphql', http_request_method: 'POST' }),
  ).toBe(0);
});

test('only trusted documents are told by their names', () => {
  const count = 'graphql_operation_duration_seconds_count';
  expect(
    read.valueOf(count, {
      graphql_operation_name: 'Everybody',
      graphql_operation_type: 'query',
      outcome: 'ok',
    }),
  ).toBe(3);
  expect(read.valueOf(count, { graphql_operation_name: 'other', graphql_operation_type: 'mutation' })).toBe(
    1,
  );
  expect(read.valueOf('graphql_errors_total', { code: 'GRAPHQL_VALIDATION_FAILED' })).toBe(1);
});

test('calls to providers, shared reads and revocations are counted by provider', () => {
  expect(
    read.valueOf('http_client_request_duration_seconds_count', {
      provider: 'chat',
      http_request_method: 'POST',
      error_type: '',
    }),
  ).toBeGreaterThan(0);
  const reads = (result: string) =>
    read.samples.filter(
      ({ name, labels }) => name === 'sessiongraph_shared_reads_total' && labels['result'] === result,
    );
  expect(reads('read').length).toBeGreaterThan(0);
  expect([...reads('joined'), ...reads('fresh')].length).toBeGreaterThan(0);
  expect(
    read.samples.filter(
      ({ name, labels }) => name === 'sessiongraph_revocations_total' && labels['outcome'] === 'REVOKED',
    ),
  ).toMatchObject([{ value: 1 }]);
  expect(read.valueOf('sessiongraph_build_info', { revision: 'abc123' })).toBe(1);
});

test('no label holds anything of a person', () => {
  const values = read.samples.flatMap(({ labels }) => Object.values(labels));
  for (const { id, email } of demo.company.people) {
    expect(values).not.toContain(id);
    expect(text).not.toContain(email);
  }
});

test('nothing but /metrics is there', async () => {
  expect((await fetch(new URL('/graphql', server.metricsUrl ?? ''))).status).toBe(404);
  expect((await fetch(new URL('/metrics', server.url))).status).toBe(404);
});

const hasPromtool = isInstalled('promtool');

test.skipIf(!hasPromtool)('promtool finds nothing to complain of', () => {
  expect(execFileSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' })).toBe('');
});

describe('examples/monitoring', () => {
  test('every query of the dashboard, and every alert, names metrics that there are', async () => {
    const dashboard = JSON.parse(await readFile(join(monitoring, 'dashboard.json'), 'utf8'));
    const queries: string[] = dashboard.panels.flatMap(
      ({ targets = [] }: { targets?: readonly { expr: string }[] }) => targets.map(({ expr }) => expr),
    );
    expect(queries.length).toBeGreaterThan(20);
    const alerts = await readFile(join(monitoring, 'alerts.yaml'), 'utf8');
    const expressions = [...queries, ...alerts.split('\n').filter((line) => !/summary|runbook|#/.test(line))];
    const known = sampleNames(read.types);
    const named = expressions.flatMap((expression) =>
      [
        ...expression.matchAll(/\b(?:sessiongraph|http|graphql|process|nodejs|v8js)_[a-z0-9_]+(?=[[{) ]|$)/g),
      ].map(([name]) => name),
    );
    const labels = new Set(Object.values(labelsOf).flat());
    expect(named.filter((name) => !known.has(name) && !labels.has(name) && name !== 'v8js_gc_type')).toEqual(
      [],
    );
    expect(named.length).toBeGreaterThan(40);
  });

  test('every alert says what to do', async () => {
    const alerts = await readFile(join(monitoring, 'alerts.yaml'), 'utf8');
    expect(alerts.match(/^ {8,}runbook: '.{40,}'$/gm)).toHaveLength(alerts.match(/- alert:/g)?.length ?? 0);
  });

  test.skipIf(!hasPromtool)('the alerts are raised when they should be, and only then', () => {
    const output = execFileSync('promtool', ['test', 'rules', 'alerts.test.yaml'], {
      cwd: monitoring,
      encoding: 'utf8',
    });
    expect(output).toContain('SUCCESS');
  });
});
