/** The package as it is published, in a project of somebody else's. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = import.meta.dirname;
const run = promisify(execFile);

// Under `npm run` that npm, on the Node of this package.
const npm = process.env['npm_execpath'];
const [program, ...first]: [string, ...string[]] = npm === undefined ? ['npm'] : [process.execPath, npm];

export const project = join(here, 'project');
export const installed = join(here, 'node_modules/@sessiongraph/devices');

/** Packs the component and installs what was packed. It needs nothing else, so no registry is asked. */
export async function installPacked(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sessiongraph-packed-'));
  try {
    const pack = ['pack', '--silent', '--pack-destination', folder];
    const { stdout } = await run(program, [...first, ...pack], { cwd: join(here, '../../packages/devices') });
    const file = join(folder, stdout.trim().split('\n').at(-1) ?? '');
    const quietly = [
      '--offline',
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ];
    await run(program, [...first, 'install', ...quietly, file], { cwd: here });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Checks the project's types, and builds it as its owner would. @returns the folder with what was built. */
export async function buildProject(): Promise<string> {
  const built = await mkdtemp(join(tmpdir(), 'sessiongraph-project-'));
  await run(process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '-p', project]);
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: project,
    logLevel: 'warn',
    build: {
      outDir: built,
      emptyOutDir: true,
      rolldownOptions: { input: [join(project, 'index.html'), join(project, 'element.html')] },
    },
  });
  return built;
}
