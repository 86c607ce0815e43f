/** The command of the installed package, as a shell finds it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';

export const folder = inject('folder');

/** Starts it in a folder, and resolves when it listens. Rejects with what it printed where it ends before. */
export async function sessiongraph(
  commandLine: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  directory = folder,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(join(folder, 'node_modules/.bin/sessiongraph'), commandLine, {
    cwd: directory,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const url = /listening on (\S+)\n/.exec(printed)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`it ended: ${printed}`);
}

/** @returns the exit code after SIGTERM. */
export async function endOf(child: ChildProcess): Promise<unknown> {
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  return code;
}

export function ask(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
}
