/** Checks a configuration's content against the schema, and says everything that is wrong with it at once. */
import { z } from 'zod';
import { type Environment, substituteEnvironment } from './environment.ts';
import { ConfigError, type Mistake, writeMistake, writePath } from './mistake.ts';
import { type Config, configSchema } from './schema.ts';

/**
 * The configuration that `content` describes, with `${NAME}` taken from `environment`.
 * Throws a `ConfigError` with every mistake.
 */
export function checkConfig(content: unknown, environment: Environment): Config {
  const { value, mistakes, fromEnvironment } = substituteEnvironment(content, environment);
  const parsed = configSchema.safeParse(value, {
    error: (issue) => describe(issue, fromEnvironment),
    reportInput: true,
  });
  const unreadable = new Set(mistakes.map((mistake) => writePath(mistake.path)));
  const found = [
    ...(parsed.error?.issues ?? []).flatMap((issue) => toMistakes(issue, fromEnvironment)),
    ...duplicates(value),
  ];
  const all = [...mistakes, ...found.filter(({ path }) => !unreadable.has(writePath(path)))];
  if (all.length > 0) throw new ConfigError(all.map(writeMistake));
  if (!parsed.success) throw parsed.error;
  return parsed.data;
}

/** In YAML `{ secretKey:sk_live_1 }` is a key without a value, and the secret a part of its name. */
const noSpace = 'needs a space after the colon';

function toMistakes(issue: z.core.$ZodIssue, fromEnvironment: ReadonlySet<string>): Mistake[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const [name = '', value] = key.split(':');
      return value === undefined
        ? { path: [...issue.path, shortKey(key)], message: issue.message }
        : { path: [...issue.path, shortKey(name)], message: noSpace };
    });
  // A union has one message for everything; an entry that is no group of keys is not a wrong `kind`.
  if (issue.code === 'invalid_type' && issue.expected === 'object')
    return [{ path: issue.path, message: `must be a group of keys (got ${nameType(issue.input)})` }];
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    const value: unknown = Object(issue.input)[issue.discriminator];
    const message = `${issue.message}${got(value, fromEnvironment.has(writePath(issue.path)))}`;
    return [{ path: issue.path, message }];
  }
  return [{ path: issue.path, message: issue.message }];
}

/** Our words for what zod found; messages written at the schema itself take precedence over these. */
function describe(issue: z.core.$ZodRawIssue, fromEnvironment: ReadonlySet<string>): string | undefined {
  const isFromEnvironment = fromEnvironment.has(writePath(issue.path ?? []));
  switch (issue.code) {
    case 'invalid_type': {
      const expected = typeNames[issue.expected] ?? issue.expected;
      if (issue.input === undefined) return `is missing; it must be ${expected}`;
      // Only where a whole number is wanted: a secret can be written as a number as well.
      const isFraction = issue.expected === 'int' && typeof issue.input === 'number';
      return `must be ${expected} (got ${isFraction ? issue.input : nameType(issue.input)})`;
    }
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return issue.input === undefined
        ? `is missing; it must be one of ${values}`
        : `must be one of ${values}${got(issue.input, isFromEnvironment)}`;
    }
    case 'unrecognized_keys': {
      const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join(', ') : '';
      return known === ''
        ? 'is not a known key; remove it'
        : `is not a known key; the keys here are ${known}`;
    }
    case 'too_small':
      return `must be at least ${issue.minimum}${got(issue.input, isFromEnvironment)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${got(issue.input, isFromEnvironment)}`;
    default:
      return undefined;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
};

function nameType(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeNames[typeof value] ?? typeof value;
}

/** The offending value where it cannot be a secret: numbers, and words that stand in the file itself. */
function got(value: unknown, isFromEnvironment: boolean): string {
  if (typeof value === 'number') return ` (got ${value})`;
  return typeof value === 'string' && !isFromEnvironment && isWord(value)
    ? ` (got ${JSON.stringify(value)})`
    : '';
}

/** A key as a person mistypes it; of anything else only the beginning, for in YAML a value that lost its key is one itself. */
function shortKey(key: string): string {
  return isWord(key) ? key : `${key.slice(0, 4)}…`;
}

/** Whether it looks like one of our own: short, and digits nowhere but at the end (`RS256`). Secrets have them in their midst. */
function isWord(text: string): boolean {
  return /^[a-z$_.:-]{1,24}\d{0,3}$/i.test(text);
}

const withProviders = z.object({ providers: z.array(z.unknown()) });

/** What two providers may not share, as far as people and programs tell them apart by it. */
const distinct = [
  { key: 'id', schema: z.object({ id: z.string() }).transform(({ id }) => id) },
  {
    key: 'name',
    schema: z
      .object({ name: z.string() })
      .transform(({ name }) => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()),
  },
];

/** Asked of the content as it came, so that a duplicate shows beside other mistakes. */
function duplicates(content: unknown): Mistake[] {
  const providers = withProviders.safeParse(content).data?.providers ?? [];
  return distinct.flatMap(({ key, schema }) => {
    const values = providers.map((provider) => schema.safeParse(provider).data);
    return values.flatMap((value, index) => {
      const first = values.indexOf(value);
      if (value === undefined || first === index) return [];
      const message = `is the same as providers[${first}].${key}; every provider needs ${key === 'id' ? 'an id' : 'a name'} of its own`;
      return [{ path: ['providers', index, key], message }];
    });
  });
}
