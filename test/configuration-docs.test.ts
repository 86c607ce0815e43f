/** docs/configuration.md names every key with its type and default, and its examples are good. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkConfig } from '../src/config/check.ts';
import { kinds } from '../src/providers/kinds.ts';
import { type ConfigKey, configKeys } from './support/config-keys.ts';

const text = readFileSync(join(import.meta.dirname, '../docs/configuration.md'), 'utf8');

/** The rows of the tables, as the keys they document. */
function documented(): readonly ConfigKey[] {
  let kind: string | null = null;
  return text.split('\n').flatMap((line): readonly ConfigKey[] => {
    const heading = /^##+ (.*)/.exec(line)?.[1];
    if (heading !== undefined) kind = kinds.find(({ label }) => label === heading)?.label ?? null;
    const [, key, type = '', given = '', meaning = ''] = line
      .split(' | ')
      .join('|')
      .split('|')
      .map((cell) => cell.trim());
    const name = /^`(.*)`$/.exec(key ?? '')?.[1];
    if (name === undefined) return [];
    expect(meaning, name).not.toBe('');
    return [{ key: name, type, default: given, kind }];
  });
}

test('every key is documented with its type and default, and nothing else is', () => {
  const inSchema = new Map(configKeys().map((one) => [`${one.kind} ${one.key}`, one]));
  // A default that the schema cannot show is told in words.
  const shown = documented().map((one) => {
    const known = inSchema.get(`${one.kind} ${one.key}`);
    return known?.default === '' ? { ...one, default: '' } : one;
  });
  const order = (keys: Iterable<ConfigKey>) => Array.from(keys, (one) => JSON.stringify(one)).toSorted();
  expect(order(shown)).toEqual(order(inSchema.values()));
});

describe('an example', () => {
  const examples = Array.from(text.matchAll(/```yaml\n([^]*?)```/g), ([, yaml = '']) => yaml);
  const variables = Array.from(text.matchAll(/\$\{([A-Z_]+)\}/g), ([, name = '']) => name);
  const special: Readonly<Record<string, string>> = { PORT: '8080', SEAM_API_KEY: 'seam_x' };
  const environment = Object.fromEntries(variables.map((name) => [name, special[name] ?? 'x'.repeat(16)]));

  test.each(examples.map((yaml) => [yaml.split('\n')[0] ?? '', yaml]))(
    '%s is a good configuration',
    (_title, yaml) => {
      const providers = [{ id: 'clerk', kind: 'clerk', secretKey: 'sk_test_x' }];
      const example: unknown = parse(yaml);
      expect(() => checkConfig({ providers, ...Object(example) }, environment)).not.toThrow();
    },
  );

  test('in the environment is one too', () => {
    const json = /SESSIONGRAPH_CONFIG_JSON='(.*)'/.exec(text)?.[1] ?? '';
    expect(checkConfig(JSON.parse(json), environment).providers).toHaveLength(1);
  });
});
