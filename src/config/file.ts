/** Finds and reads the configuration's text, and nothing else. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError } from './mistake.ts';

const extensions = ['.yaml', '.yml', '.json', '.ts'];

/** The configuration in a directory, or null where there is none. Throws a `ConfigError` where there are several. */
export function findConfigFile(directory: string): string | null {
  const found = extensions
    .map((extension) => resolve(directory, `sessiongraph.config${extension}`))
    .filter((file) => existsSync(file));
  if (found.length > 1)
    throw new ConfigError([`${found.join(' and ')}: keep one of them, or name one by --config`]);
  return found[0] ?? null;
}

/**
 * What the file says, unchecked.
 * @param file an absolute path.
 * Rejects with a `ConfigError` that says where the file cannot be read, without quoting it: the line may hold a secret.
 */
export async function readConfigFile(file: string): Promise<unknown> {
  const extension = extname(file);
  const wrong = (what: string) => new ConfigError([`${file}: ${what}`]);
  if (!extensions.includes(extension)) throw wrong('the name must end in .yaml, .yml, .json or .ts');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw wrong(whyUnreadable(error));
  });
  const content = await parse(file, extension, text).catch((error: unknown) => {
    throw wrong(whyInvalid(error, extension));
  });
  if (content === null || content === undefined) throw wrong('has no keys');
  return content;
}

/** What a text in the environment says, unchecked. Throws a `ConfigError` that does not quote it. @param name of the variable. */
export function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError([`${name}: ${whyInvalid(error, '.json')}`]);
  }
}

async function parse(file: string, extension: string, text: string): Promise<unknown> {
  switch (extension) {
    case '.json':
      return JSON.parse(text);
    case '.ts':
      return exportOf(await import(pathToFileURL(file).href));
    default: {
      // Loaded only when there is such a file: the demo starts without it.
      const yaml = await import('yaml');
      // A warning would quote the line.
      return yaml.parse(text, { merge: true, logLevel: 'error' });
    }
  }
}

function exportOf(module: object): unknown {
  return 'default' in module ? module.default : undefined;
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EISDIR' ? 'is a directory, not a file' : `cannot be read (${code})`;
}

function whyInvalid(error: unknown, extension: string): string {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const isSyntax = extension !== '.ts' || name === 'SyntaxError' || message.startsWith('Transform failed');
  if (!isSyntax) return `failed: ${message.split('\n')[0]}`;
  // V8 and yaml tell it in the message; Node tells of a module in the first line of the stack.
  const [, line, column] =
    /line (\d+),? column (\d+)/.exec(message) ?? /\.ts:(\d+)(?::(\d+))?/.exec(stack) ?? [];
  const where =
    line === undefined ? '' : ` at line ${line}${column === undefined ? '' : `, column ${column}`}`;
  return `is not valid ${extension === '.yml' ? 'YAML' : extension.slice(1).toUpperCase()}${where}`;
}
