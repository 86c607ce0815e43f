import { Gauge, type Registry } from 'prom-client';

/** A gauge that is read when Prometheus asks. */
export function simpleGauge(registry: Registry, name: string, help: string, value: () => number): void {
  const gauge = new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(value());
    },
  });
  registry.registerMetric(gauge);
}
