/** The processes of a run: servers on one core, load and upstream on another, where the system lets that be said. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LoadJob, LoadResult } from './load-job.ts';

export type Core = 'server' | 'load';

/** Whether processes are kept to a core each. */
export const pinned = availableParallelism() > 1 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;

/** What the processes say on standard error. */
const logs = mkdtempSync(join(tmpdir(), 'sessiongraph-bench-logs-'));
process.once('exit', () => rmSync(logs, { recursive: true }));
let started = 0;

/** What `inside-server.js` is asked. */
type Inquiry =
  | 'usage'
  | 'heap'
  /** Begins a profile of the processor's time. */
  | 'profile'
  /** Ends it and writes it to that file. */
  | { readonly profileTo: string };

export interface Usage {
  /** Since the process began, in milliseconds. */
  readonly cpuMs: number;
  readonly rssMb: number;
}

export interface Heap {
  /** What is left after all garbage is collected. */
  readonly heapMb: number;
}

export interface RunningServer {
  readonly url: string;
  usage(): Promise<Usage>;
  heap(): Promise<Heap>;
  /** Writes a profile of what the process does during `work`. */
  profile(file: string, work: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

export interface Load {
  run(job: LoadJob): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Starts a script that prints "… listening on URL". Rejects when it ends before. */
export async function startServer(args: readonly string[], core: Core): Promise<RunningServer> {
  const inside = join(import.meta.dirname, 'inside-server.js');
  const { child, end } = startNode(['--import', inside, ...args], core);
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
  const inquire = async (inquiry: Inquiry): Promise<unknown> => {
    child.send(inquiry);
    const [answer] = await Promise.race([once(child, 'message'), end]);
    return answer;
  };
  return {
    url,
    usage: async () => (await inquire('usage')) as Usage,
    heap: async () => (await inquire('heap')) as Heap,
    async profile(file, work) {
      await inquire('profile');
      await work();
      await inquire({ profileTo: file });
    },
    stop: () => stop(child),
  };
}

export function startLoad(): Load {
  const { child, end } = startNode([join(import.meta.dirname, 'load.ts')], 'load');
  return {
    async run(job) {
      child.send(job);
      const answer = once(child, 'message').then(([result]) => result as LoadResult);
      return Promise.race([answer, end]);
    },
    stop: () => stop(child),
  };
}

interface Started {
  readonly child: ChildProcess;
  /** Rejects when the process ends, be it told to or not, with the last of what it said on standard error. */
  readonly end: Promise<never>;
}

function startNode(args: readonly string[], core: Core): Started {
  const command = [process.execPath, ...args];
  const [program = '', ...rest] = pinned
    ? ['taskset', '-c', core === 'server' ? '0' : '1', ...command]
    : command;
  const log = join(logs, `${(started += 1)}.log`);
  const child = spawn(program, rest, {
    // To a file, which takes no time of this process, as a pipe would.
    stdio: ['ignore', 'pipe', openSync(log, 'w'), 'ipc'],
    // Peers are the faster for it; the product sets it itself.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const end = once(child, 'exit').then(([code]) => {
    const said = readFileSync(log, 'utf8').slice(-2000);
    throw new Error(`${args.join(' ')} ended with ${String(code)}: ${said}`);
  });
  // Nobody waits for the end of a process that was stopped.
  end.catch(() => {});
  return { child, end };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
