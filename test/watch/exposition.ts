/** Prometheus' text format, as far as a server of ours writes it. */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Exposition {
  /** By the names of families. */
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
  /** The value of the one sample that has these labels, whatever others it has; throws where there is none, or there are several. */
  valueOf(name: string, labels?: Readonly<Record<string, string>>): number;
}

/** Throws at a line that the format does not know. */
export function readExposition(text: string): Exposition {
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n').filter((one) => one !== '')) {
    if (/^# HELP [a-z_0-9]+ \S/.test(line)) continue;
    const type = /^# TYPE ([a-z_0-9]+) (counter|gauge|histogram)$/.exec(line);
    if (type !== null) {
      types.set(type[1] ?? '', type[2] ?? '');
      continue;
    }
    const sample = /^([a-z_0-9]+)(?:\{((?:[a-z_0-9]+="[^"\\\n]*",?)*)\})? (-?[\d.e+-]+)$/.exec(line);
    if (sample === null) throw new Error(`This is no line of the format: ${line}`);
    const [, name = '', labels = '', value = ''] = sample;
    const pairs = [...labels.matchAll(/([a-z_0-9]+)="([^"]*)"/g)].map(([, key, labelValue]) => [
      key,
      labelValue,
    ]);
    samples.push({ name, labels: Object.fromEntries(pairs), value: Number(value) });
  }
  return {
    types,
    samples,
    valueOf(name, labels = {}) {
      const found = samples.filter(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
      );
      const [only] = found;
      if (only === undefined || found.length > 1)
        throw new Error(`${found.length} samples of ${name} have ${JSON.stringify(labels)}\n${text}`);
      return only.value;
    },
  };
}

/** The names that samples of a family go by. */
export function sampleNames(types: Exposition['types']): ReadonlySet<string> {
  return new Set(
    [...types].flatMap(([name, type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}
