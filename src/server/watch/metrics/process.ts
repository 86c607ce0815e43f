/** The process: its memory, its processor time, its event loop, its garbage collector, and which version it runs. */
import { constants, monitorEventLoopDelay, performance, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { simpleGauge } from './simple-gauge.ts';

/** OpenTelemetry's names of the kinds, and buckets, for `v8js.gc.duration`. */
const gcTypes: ReadonlyMap<number, string> = new Map([
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);
const gcBuckets = [0.01, 0.1, 1, 10];

/** How often the delay of the event loop is measured, in milliseconds. */
const sampleMs = 20;

/** @returns stops to watch. */
export function processMetrics(registry: Registry, version: string, revision: string): () => void {
  const registers = [registry];
  const simple = (name: string, help: string, value: () => number) =>
    simpleGauge(registry, name, help, value);
  simple('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  simple(
    'v8js_memory_heap_used_bytes',
    'Used part of the JavaScript heap.',
    () => getHeapStatistics().used_heap_size,
  );
  simple(
    'v8js_memory_heap_limit_bytes',
    'What the JavaScript heap may grow to.',
    () => getHeapStatistics().heap_size_limit,
  );
  const startedAt = performance.timeOrigin / 1000;
  simple('process_start_time_seconds', 'When the process began, in Unix time.', () => startedAt);
  let cpuBefore = 0;
  registry.registerMetric(
    new Counter({
      name: 'process_cpu_seconds_total',
      help: 'Processor time of the process, in user code and in the system.',
      registers: [],
      collect() {
        const { user, system } = process.cpuUsage();
        const seconds = (user + system) / 1e6;
        this.inc(seconds - cpuBefore);
        cpuBefore = seconds;
      },
    }),
  );
  new Gauge({
    name: 'sessiongraph_build_info',
    help: '1, with the version and the revision that run.',
    labelNames: ['version', 'revision'],
    registers,
  })
    .labels(version, revision)
    .set(1);
  const stopDelay = eventLoopMetrics(registry);
  const stopGc = gcMetrics(registry);
  return () => {
    stopDelay();
    stopGc();
  };
}

function eventLoopMetrics(registry: Registry): () => void {
  const delay = monitorEventLoopDelay({ resolution: sampleMs });
  delay.enable();
  const shown = [
    ['nodejs_eventloop_delay_p50_seconds', 'Median delay of the event loop since the last scrape.', 50],
    ['nodejs_eventloop_delay_p99_seconds', '99th percentile of its delay since the last scrape.', 99],
    ['nodejs_eventloop_delay_max_seconds', 'Its longest delay since the last scrape.', 100],
  ] as const;
  for (const [name, help, percentile] of shown) {
    simpleGauge(registry, name, help, () => {
      // What the histogram holds is the time between two samples.
      const ms = delay.count === 0 ? 0 : delay.percentile(percentile) / 1e6 - sampleMs;
      return Math.max(0, ms) / 1000;
    });
  }
  let before = performance.eventLoopUtilization();
  const help = 'Share of the time since the last scrape that the event loop was busy.';
  simpleGauge(registry, 'nodejs_eventloop_utilization_ratio', help, () => {
    // Metrics are collected in the order in which they were registered, so this is the last to need them.
    delay.reset();
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  });
  return () => void delay.disable();
}

function gcMetrics(registry: Registry): () => void {
  const duration = new Histogram({
    name: 'v8js_gc_duration_seconds',
    help: 'Duration of garbage collections.',
    labelNames: ['v8js_gc_type'],
    buckets: gcBuckets,
    registers: [registry],
  });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const type = gcTypes.get('detail' in entry ? kindOf(entry.detail) : NaN);
      if (type !== undefined) duration.labels(type).observe(entry.duration / 1000);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

function kindOf(detail: unknown): number {
  return typeof detail === 'object' && detail !== null && 'kind' in detail ? Number(detail.kind) : NaN;
}
