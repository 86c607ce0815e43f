import { Histogram, type Registry } from 'prom-client';
import { childrenOf } from './children.ts';

/** OpenTelemetry's buckets for durations of HTTP, in seconds (semantic conventions 1.45). */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** How many durations are handed to prom-client at once. One after the other they take a third of what each takes by itself, between other work. */
const batch = 100;

/** @returns the histogram's child of label values, in the order of their names; it is told durations in seconds. */
export function durations<Label extends string>(
  registry: Registry,
  about: { readonly name: string; readonly help: string; readonly labelNames: readonly Label[] },
): (...values: string[]) => Durations {
  const all: Durations[] = [];
  const histogram = new Histogram({
    ...about,
    buckets,
    registers: [registry],
    collect() {
      for (const each of all) each.flush();
    },
  });
  return childrenOf({
    labels(...values) {
      const made = new Durations(histogram.labels(...values));
      all.push(made);
      return made;
    },
  });
}

export class Durations {
  readonly #child: Histogram.Internal<string>;
  readonly #waiting: number[] = [];

  constructor(child: Histogram.Internal<string>) {
    this.#child = child;
  }

  observe(seconds: number): void {
    this.#waiting.push(seconds);
    if (this.#waiting.length >= batch) this.flush();
  }

  flush(): void {
    for (const seconds of this.#waiting) this.#child.observe(seconds);
    this.#waiting.length = 0;
  }
}
