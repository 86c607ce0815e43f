/** Programs that npm cannot bring: what needs one is skipped where it is missing, and counted as skipped. */
import { spawnSync } from 'node:child_process';

export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
