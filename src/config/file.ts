/** Finds and reads the configuration file, and nothing else. */
import { existsSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { ConfigError } from './mistake.ts';

const extensions = ['.yaml', '.json', '.ts'];

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
 * Throws a `ConfigError` that says where the file cannot be read, without quoting it: the line may hold a secret.
 */
export async function readConfigFile(file: string): Promise<unknown> {
  if (!extensions.includes(extname(file)))
    throw new ConfigError([`${file}: the name must end in .yaml, .json or .ts`]);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw new ConfigError([`${file}: there is no such file`]);
  // Loaded only when there is a file: the demo starts without it.
  const { loadConfig } = await import('c12');
  try {
    const { config, meta } = await loadConfig<Record<string, unknown>>({
      name: 'sessiongraph',
      cwd: dirname(file),
      configFile: file,
      configFileRequired: true,
      // By default c12 also reads .sessiongraphrc, package.json, .env, `$production` keys, and whatever `extends` names, be it on the network.
      rcFile: false,
      globalRc: false,
      packageJson: false,
      dotenv: false,
      extend: false,
      giget: false,
      envName: false,
      // c12's own merger (defu) drops keys that are null; there is only one source here.
      merger: (...sources) => sources.find((source) => source != null) ?? {},
      // Or a compiled copy of the file, with its secrets, would stay in the temporary directory.
      jitiOptions: { fsCache: false },
    });
    // c12 takes `$meta` out of the configuration; put back, it is refused like every unknown key.
    return meta === undefined || Object.keys(meta).length === 0 ? config : { ...config, $meta: meta };
  } catch (error) {
    throw new ConfigError([`${file}: ${whyUnreadable(error, extname(file))}`]);
  }
}

function whyUnreadable(error: unknown, extension: string): string {
  const message = error instanceof Error ? error.message : '';
  // c12 fails so on content that is empty or null.
  if (extension !== '.ts' && error instanceof TypeError) return 'has no keys';
  const isSyntax = extension !== '.ts' || error instanceof SyntaxError || message.startsWith('ParseError');
  if (!isSyntax) return `failed: ${message.split('\n')[0]}`;
  const place = /line (\d+) column (\d+)|[(:](\d+):(\d+)/.exec(message);
  const [line, column] = [place?.[1] ?? place?.[3], place?.[2] ?? place?.[4]];
  const where = line === undefined ? '' : ` at line ${line}, column ${column}`;
  return `is not valid ${extension.slice(1).toUpperCase()}${where}`;
}
