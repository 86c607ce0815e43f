/** Packs this checkout and installs what comes out into an empty folder, once for all tests here. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the package is installed. */
    readonly folder: string;
    /** What npm said on the way, line by line. */
    readonly warnings: readonly string[];
  }
}

const root = join(import.meta.dirname, '../..');
const execute = promisify(execFile);

/** What npm thinks of the settings of who runs the tests is not about the package. */
const isAboutPackage = (line: string) => line !== '' && !/Unknown \w+ config/.test(line);

export default async function install(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'sessiongraph-package-'));
  await execute('npm', ['pack', '--pack-destination', folder], { cwd: root });
  const packed = (await readdir(folder)).find((file) => file.endsWith('.tgz')) ?? '';
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const { stderr } = await execute('npm', ['install', '--prefer-offline', '--loglevel=warn', packed], {
    cwd: folder,
    env: { ...process.env, npm_config_userconfig: join(folder, 'none') },
  });
  project.provide('folder', folder);
  project.provide('warnings', stderr.split('\n').filter(isAboutPackage));
  return () => rm(folder, { recursive: true, force: true });
}
