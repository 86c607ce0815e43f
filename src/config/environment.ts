/** `${NAME}` in the configuration's strings: the value of an environment variable. */
import { type KeyPath, type Mistake, writePath } from './mistake.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Substituted {
  readonly value: unknown;
  /** Variables that are not set, and `${` that begins none. */
  readonly mistakes: readonly Mistake[];
  /** The keys whose value came from the environment, as `writePath` writes them. */
  readonly fromEnvironment: ReadonlySet<string>;
}

/** Replaces every `${NAME}` in the strings of a configuration, at any depth. Keys and other values stay as they are. */
export function substituteEnvironment(configuration: unknown, environment: Environment): Substituted {
  const mistakes: Mistake[] = [];
  const fromEnvironment = new Set<string>();

  function substitute(value: unknown, path: KeyPath): unknown {
    if (typeof value === 'string') return substituteString(value, path);
    if (Array.isArray(value)) return value.map((item, index) => substitute(item, [...path, index]));
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, substitute(item, [...path, key])]),
    );
  }

  function substituteString(text: string, path: KeyPath): string {
    return text.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{/g, (whole, name: string | undefined) => {
      fromEnvironment.add(writePath(path));
      if (name === undefined) {
        mistakes.push({
          path,
          message: 'has a "${" without NAME and "}"; write ${NAME} for an environment variable',
        });
        return whole;
      }
      const variable = environment[name];
      if (variable === undefined) {
        mistakes.push({
          path,
          message: `the environment variable ${name} is not set; set it and start again`,
        });
        return whole;
      }
      return variable;
    });
  }

  return { value: substitute(configuration, []), mistakes, fromEnvironment };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
