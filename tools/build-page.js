// Builds the devices page that the demo serves at `/`. Where that fails, which must not fail an install, the demo opens GraphiQL instead.
// `--if-old` leaves a page alone that is younger than all it is made of.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import broughtNode from '../bin/brought-node.cjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const vite = join(root, 'node_modules/vite/bin/vite.js');
const page = join(root, 'packages/devices');
const isWanted = !process.argv.includes('--if-old') || isOld();

if (isWanted && existsSync(vite) && existsSync(join(root, 'node_modules/preact')) && existsSync(page)) {
  const { status, stdout, stderr } = spawnSync(broughtNode() ?? process.execPath, [vite, 'build'], {
    cwd: page,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0)
    process.stderr.write(
      `The devices page could not be built, so the demo opens GraphiQL instead.\n${stdout}${stderr}`,
    );
}

function isOld() {
  const built = statSync(join(page, 'dist/page/index.html'), { throwIfNoEntry: false });
  if (built === undefined) return true;
  const sources = readdirSync(page, { recursive: true }).filter(
    (file) => !/^(dist|node_modules)(\W|$)/.test(file),
  );
  return sources.some((file) => statSync(join(page, file)).mtimeMs > built.mtimeMs);
}
