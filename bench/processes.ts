/** The processes of a run: servers on one core, load and upstream on another, where the system lets that be said. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LoadJob, LoadResult } from './load-job.ts';
import type { Usage } from './report-usage.ts';

export type Core = 'server' | 'load';

/** Whether processes are kept to a core each. */
export const pinned = availableParallelism() > 1 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;

export interface RunningServer {
  readonly url: string;
  /** From its start until it said that it listens, in milliseconds. */
  readonly startedInMs: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export interface Load {
  run(job: LoadJob): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Starts a script that prints "… listening on URL". Rejects when it ends before. */
export async function startServer(args: readonly string[], core: Core): Promise<RunningServer> {
  const startedAt = performance.now();
  const child = startNode(['--import', join(import.meta.dirname, 'report-usage.ts'), ...args], core);
  const end = ended(child, args);
  const { stdout } = child;
  if (stdout === null) throw new Error('the process has no standard output');
  const lines = createInterface({ input: stdout });
  const url = await Promise.race([
    end,
    (async () => {
      for await (const line of lines) {
        const told = /listening on (\S+)/.exec(line)?.[1];
        if (told !== undefined) return told;
      }
      return end;
    })(),
  ]);
  return {
    url,
    startedInMs: performance.now() - startedAt,
    async usage() {
      child.send('usage');
      const [usage] = await once(child, 'message');
      return usage as Usage;
    },
    stop: () => stop(child),
  };
}

export function startLoad(): Load {
  const args = [join(import.meta.dirname, 'load.ts')];
  const child = startNode(args, 'load');
  const end = ended(child, args);
  return {
    async run(job) {
      child.send(job);
      const answer = once(child, 'message').then(([result]) => result as LoadResult);
      return Promise.race([answer, end]);
    },
    stop: () => stop(child),
  };
}

function startNode(args: readonly string[], core: Core): ChildProcess {
  const command = [process.execPath, ...args];
  const [program = '', ...rest] = pinned
    ? ['taskset', '-c', core === 'server' ? '0' : '1', ...command]
    : command;
  return spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // Peers are the faster for it; the product sets it itself.
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

/** Rejects when the process ends, be it told to or not. */
function ended(child: ChildProcess, args: readonly string[]): Promise<never> {
  const end = once(child, 'exit').then(([code]) => {
    throw new Error(`${args.join(' ')} ended with ${String(code)}`);
  });
  // Nobody waits for the end of a process that was stopped.
  end.catch(() => {});
  return end;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
