// Gathers what the image holds in build/image: the built program, the packages it needs, and Node. `npm run image`, which builds first.
import { cpSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import broughtNode from '../bin/brought-node.cjs';

const root = join(import.meta.dirname, '..');
const image = join(root, 'build/image');
const app = join(image, 'app');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(image, { recursive: true, force: true });
for (const path of ['dist', 'packages/devices/dist/page', 'package.json', 'LICENSE']) copy(path, path);
rmSync(join(app, 'dist/types'), { recursive: true });
for (const name of Object.keys(dependencies)) copy(`node_modules/${name}`, `node_modules/${name}`);
const node = broughtNode() ?? process.execPath;
mkdirSync(join(image, 'usr/local/bin'), { recursive: true });
cpSync(node, join(image, 'usr/local/bin/node'));
// The directory that the program is started in.
mkdirSync(join(image, 'etc/sessiongraph'), { recursive: true });
process.stdout.write(
  `build/image is ready; Node is ${Math.round(statSync(node).size / 1e6)} MB of it. Now: docker build -t sessiongraph -f deploy/Dockerfile build/image\n`,
);

function copy(from, to) {
  mkdirSync(dirname(join(app, to)), { recursive: true });
  cpSync(join(root, from), join(app, to), { recursive: true, dereference: true });
}
