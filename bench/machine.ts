/** What the figures were taken on. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { pinned } from './processes.ts';

export function machineFacts(): string {
  const [load = 0] = loadavg();
  return [
    `Node ${process.version} on ${platform()} ${release()}`,
    `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${(totalmem() / 1e9).toFixed(0)} GB`,
    pinned ? 'servers on one core, load and upstream on another' : 'processes not kept to cores',
    `commit ${commit()}`,
    `load average before: ${load.toFixed(1)}${load > 0.5 ? ' (something else is running: the figures are rough)' : ''}`,
  ].join('; ');
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
