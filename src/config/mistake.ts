/** What is wrong with a configuration, in lines for the operator. A secret's value never gets into one. */

export type KeyPath = readonly PropertyKey[];

/** One mistake, at one key. */
export interface Mistake {
  readonly path: KeyPath;
  /** What is wrong and what to change: "must be one of a, b (got "c")". */
  readonly message: string;
}

/** A configuration that cannot be used. `message` holds every mistake, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  /** @param lines one mistake each, each beginning with what it is about: a key or a file. */
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** A key as it is written in documentation: `providers[1].oauth.clientId`. */
export function writePath(path: KeyPath): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

export function writeMistake(mistake: Mistake): string {
  const path = writePath(mistake.path);
  return path === '' ? `the configuration ${mistake.message}` : `${path}: ${mistake.message}`;
}
