/** The configuration: where it is found and what it says. The only reader of the environment. */
import { resolve } from 'node:path';
import { checkConfig } from './check.ts';
import type { Environment } from './environment.ts';
import { findConfigFile, readConfigFile } from './file.ts';
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

/** The file that an operator named, by `--config` or else by SESSIONGRAPH_CONFIG; null where nobody named one. */
export function namedConfigFile({
  named,
  directory,
  environment = process.env,
}: ConfigSource): string | null {
  const name = named ?? environment['SESSIONGRAPH_CONFIG'];
  return name === undefined || name === '' ? null : resolve(directory, name);
}

/** The file that is read: the named one, or the one in the working directory; null where there is none. Throws a `ConfigError` where there are several. */
export function configFile(source: ConfigSource): string | null {
  return namedConfigFile(source) ?? findConfigFile(source.directory);
}

/**
 * Reads and checks the configuration: the named file, or `sessiongraph.config.{yaml,yml,json,ts}` in the working directory.
 * Rejects with a `ConfigError` that holds every mistake, one a line; also where there is no file.
 */
export async function loadConfig(source: ConfigSource): Promise<Config> {
  const file = configFile(source);
  if (file === null) {
    throw new ConfigError([
      `there is no sessiongraph.config.{yaml,yml,json,ts} in ${source.directory}; name a file by --config, or run the demo`,
    ]);
  }
  return checkConfig(await readConfigFile(file), source.environment ?? process.env);
}

/** The configuration of the demo: everything by default, and its own providers. */
export function demoConfig(providers: readonly unknown[]): Config {
  return checkConfig({ providers }, {});
}
