/** The configuration: where it is found and what it says. The only reader of the environment. */
import { resolve } from 'node:path';
import { checkConfig } from './check.ts';
import type { Environment } from './environment.ts';
import { findConfigFile, parseJson, readConfigFile } from './file.ts';
import { ConfigError } from './mistake.ts';
import type { Config } from './schema.ts';

export { ConfigError } from './mistake.ts';
export type { ApiKeyConfig, AuthConfig, JwtIssuerConfig } from './auth.ts';
export type { Config } from './schema.ts';

export interface ConfigSource {
  /** What `--config` names, if anything. */
  readonly named?: string | undefined;
  /** The working directory. */
  readonly directory: string;
  readonly environment?: Environment;
}

/** Whether an operator named a configuration, by `--config` or in the environment. Throws a `ConfigError` where the environment names two. */
export function isConfigNamed(source: ConfigSource): boolean {
  return namedPlace(source) !== null;
}

/** The path of the file that is read, or the name of the variable; null where there is neither. Throws a `ConfigError` where there are several. */
export function configFile(source: ConfigSource): string | null {
  return placeOf(source)?.name ?? null;
}

/**
 * Reads and checks the configuration: the file that `--config` or SESSIONGRAPH_CONFIG names, the content of SESSIONGRAPH_CONFIG_JSON, or
 * `sessiongraph.config.{yaml,yml,json,ts}` in the working directory. Rejects with a `ConfigError` that holds every mistake, one a line; also where
 * there is none.
 */
export async function loadConfig(source: ConfigSource): Promise<Config> {
  const place = placeOf(source);
  if (place === null) {
    throw new ConfigError([
      `there is no sessiongraph.config.{yaml,yml,json,ts} in ${source.directory}; name a file by --config, or set SESSIONGRAPH_CONFIG_JSON`,
    ]);
  }
  return checkConfig(await place.read(), source.environment ?? process.env);
}

interface Place {
  readonly name: string;
  /** What stands there, unchecked. */
  read(): unknown;
}

function placeOf(source: ConfigSource): Place | null {
  const named = namedPlace(source);
  if (named !== null) return named;
  const found = findConfigFile(source.directory);
  return found === null ? null : fileAt(found);
}

function namedPlace({ named, directory, environment = process.env }: ConfigSource): Place | null {
  if (named !== undefined) return fileAt(resolve(directory, named));
  // A variable that is empty is not set: many platforms know no other way to take one away.
  const { SESSIONGRAPH_CONFIG: file = '', SESSIONGRAPH_CONFIG_JSON: json = '' } = environment;
  if (file !== '' && json !== '')
    throw new ConfigError([
      'SESSIONGRAPH_CONFIG and SESSIONGRAPH_CONFIG_JSON are both set; keep one of them',
    ]);
  if (file !== '') return fileAt(resolve(directory, file));
  const name = 'SESSIONGRAPH_CONFIG_JSON';
  return json === '' ? null : { name, read: () => parseJson(name, json) };
}

function fileAt(path: string): Place {
  return { name: path, read: () => readConfigFile(path) };
}

/** The configuration that a program gives as an object, instead of a file. Throws a `ConfigError` with every mistake. */
export function readConfig(content: unknown, environment: Environment = process.env): Config {
  return checkConfig(content, environment);
}

/** The configuration of the demo: everything by default, and its own providers. */
export function demoConfig(providers: readonly unknown[]): Config {
  return checkConfig({ providers }, {});
}
