/** Runs the program as an operator does: a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../src/main.ts');

export interface Run {
  readonly process: ChildProcess;
  /** So far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves to the endpoint when it listens. Rejects with what was printed if the process ends before. */
  readonly listening: Promise<string>;
  /** Resolves when a text was printed on standard error. */
  printed(text: string): Promise<void>;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

export interface RunOptions {
  /** The working directory. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Options for node itself. */
  readonly nodeOptions?: readonly string[];
}

export function run(commandLine: readonly string[], options: RunOptions = {}): Run {
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), main, ...commandLine], {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { PATH: process.env['PATH'], ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return {
    process: child,
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    get listening() {
      return waitFor(() => /listening on (\S+)\n/.exec(stdout)?.[1]);
    },
    async printed(text) {
      await waitFor(() => (stderr.includes(text) ? text : undefined));
    },
    ended,
  };

  function waitFor(find: () => string | undefined): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = () => {
      const found = find();
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    void ended.then((code) => reject(new Error(`ended with ${code}: ${stdout}${stderr}`)));
    look();
    return promise;
  }
}
