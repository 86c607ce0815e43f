import { spawnSync } from 'node:child_process';

/** Whether a program that npm does not bring is installed. Tests that need it are skipped elsewhere, and counted as such. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}
