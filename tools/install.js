// Installs what the folders that are named have in lockfiles of their own: `node tools/install.js examples/supergraph`. What is
// installed already is left alone, so that it costs nothing the second time and asks no registry.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
// Under `npm run` that npm, on the Node of this package.
const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];

for (const folder of process.argv.slice(2)) {
  const path = join(root, folder);
  // npm writes the second when it has installed the first.
  if (timeOf(join(path, 'node_modules/.package-lock.json')) < timeOf(join(path, 'package-lock.json'))) {
    const [program, ...first] = npm;
    execFileSync(program, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: path,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}
