// Builds the devices page that the demo serves at `/`. Where that fails, which must not fail an install, the demo opens GraphiQL instead.
// `--if-missing` leaves a page that was built alone.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import broughtNode from '../bin/brought-node.cjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const vite = join(root, 'node_modules/vite/bin/vite.js');
const page = join(root, 'packages/devices');
const isWanted = !process.argv.includes('--if-missing') || !existsSync(join(page, 'dist/page'));

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
