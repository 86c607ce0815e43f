/** The command line. */
import { parseArgs } from 'node:util';
import { type Scope, scopes } from '../sessions/scope.ts';

export type Command =
  | {
      readonly name: 'serve';
      readonly config?: string;
      readonly port?: number;
      readonly insecureNoAuth: boolean;
    }
  | { readonly name: 'demo'; readonly port?: number }
  | {
      readonly name: 'check';
      readonly config?: string;
      readonly user?: string;
      readonly json: boolean;
    }
  | { readonly name: 'schema'; readonly federation?: true; readonly config?: string }
  | { readonly name: 'key'; readonly keyName: string; readonly scopes: readonly Scope[] }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

/** A command line that cannot be followed; its message is one line for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `Usage: npx sessiongraph [command] [options]

Commands
  demo      serve four emulated providers with a made-up company (without a command)
  serve     serve a configuration (without a command, where --config or the environment names one)
  check     try the providers, the issuers' keys and the audit file, and say what to change
  schema    print the schema
  key       make an API key and print it, once, with its entry for the configuration

Options
  --config FILE         sessiongraph.config.{yaml,yml,json,ts} elsewhere than in the working directory
                        (serve, check, schema --federation)
  --port N              the port to listen on, 0 for any free one (serve, demo)
  --insecure-no-auth    let every asker do everything; on a loopback address only (serve)
  --user ID|EMAIL       show how one person is linked at each provider, and why not (check)
  --json                print what was found as JSON (check)
  --federation          print the schema as an Apollo Federation 2 subgraph, for a registry (schema)
  --name NAME           what the audit calls the key (key; "service" by default)
  --scopes A,B          what the key may do (key):
                        ${scopes.join('\n                        ')}
  --help                show this
  --version             show the version

Environment
  SESSIONGRAPH_CONFIG       names a file, as --config does
  SESSIONGRAPH_CONFIG_JSON  holds the whole configuration, as JSON
`;

/** Which options a command takes; any other would do nothing and is refused. */
const takes = {
  serve: ['config', 'port', 'insecure-no-auth'],
  demo: ['port', 'insecure-no-auth'],
  check: ['config', 'user', 'json'],
  schema: ['config', 'federation'],
  key: ['name', 'scopes'],
} as const;

/**
 * @param commandLine without the program's own name.
 * @param hasNamedConfig whether the environment names a configuration, so that no command means `serve`.
 * Throws a `UsageError`.
 */
export function readArguments(commandLine: readonly string[], hasNamedConfig: boolean): Command {
  const { values, positionals } = parse(commandLine);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  if (positionals.length > 1) throw new UsageError(`one command at a time, not "${positionals.join(' ')}"`);
  const name = positionals[0] ?? (values.config !== undefined || hasNamedConfig ? 'serve' : 'demo');
  if (!isCommand(name))
    throw new UsageError(`unknown command "${name}"; it is one of ${Object.keys(takes).join(', ')}`);
  const taken: readonly string[] = takes[name];
  const useless = Object.keys(values).find((option) => !taken.includes(option));
  if (useless !== undefined) throw new UsageError(`${name} takes no --${useless}`);

  const config = values.config === undefined ? {} : { config: values.config };
  const port = values.port === undefined ? {} : { port: readPort(values.port) };
  switch (name) {
    case 'serve':
      return { name, ...config, ...port, insecureNoAuth: values['insecure-no-auth'] ?? false };
    case 'demo':
      return { name, ...port };
    case 'check':
      return { name, ...config, ...readUser(values.user), json: values.json ?? false };
    case 'schema':
      if (values.federation) return { name, federation: true, ...config };
      if (values.config !== undefined) throw new UsageError('schema takes no --config without --federation');
      return { name };
    case 'key':
      return { name, keyName: readName(values.name ?? 'service'), scopes: readScopes(values.scopes ?? '') };
  }
}

function parse(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        port: { type: 'string' },
        'insecure-no-auth': { type: 'boolean' },
        user: { type: 'string' },
        json: { type: 'boolean' },
        federation: { type: 'boolean' },
        name: { type: 'string' },
        scopes: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    // parseArgs throws nothing but ERR_PARSE_ARGS_*, with a message for the person who typed.
    throw new UsageError(error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : String(error));
  }
}

function isCommand(name: string): name is keyof typeof takes {
  return Object.hasOwn(takes, name);
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535)
    throw new UsageError(`--port must be a whole number from 0 to 65535, not "${text}"`);
  return port;
}

function readUser(text: string | undefined): { readonly user?: string } {
  if (text === undefined) return {};
  const user = text.trim();
  if (user === '') throw new UsageError('--user must be an id or an e-mail address');
  return { user };
}

function readName(text: string): string {
  const name = text.trim();
  if (name === '') throw new UsageError('--name must not be empty');
  return name;
}

function readScopes(text: string): readonly Scope[] {
  const given = text.split(',').filter((name) => name !== '');
  const unknown = given.find((name) => !scopes.some((scope) => scope === name));
  if (unknown !== undefined)
    throw new UsageError(`--scopes must be of ${scopes.join(', ')}, with commas between, not "${unknown}"`);
  return scopes.filter((scope) => given.includes(scope));
}
