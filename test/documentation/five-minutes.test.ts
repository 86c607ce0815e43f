/** "Your own Clerk and Zendesk in five minutes", word for word; only the addresses and the secrets are those of the emulators. */
import { execFile, type ExecFileException } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { cast, companyDomain } from '../../src/demo/company.ts';
import { startDemo, type Demo } from '../../src/demo/demo.ts';
import { run } from '../command.ts';

const root = new URL('../../', import.meta.url);
const readme = await readFile(new URL('README.md', root), 'utf8');
const section = readme.slice(readme.indexOf('## Your own Clerk'), readme.indexOf('### Which `linkBy`'));
const blocks = [...section.matchAll(/```(yaml|sh)\n([\s\S]*?)```/g)].map(([, language, body = '']) => ({
  language,
  body: body.replaceAll(/^ {3}/gm, ''),
}));

let demo: Demo;
let directory: string;
let environment: Record<string, string>;
beforeAll(async () => {
  demo = await startDemo();
  directory = await mkdtemp(join(tmpdir(), 'sessiongraph-five-'));
  const [config] = blocks;
  const { clerk, support } = demo.emulators;
  const yaml = `${config?.body}`
    .replace('kind: clerk', `kind: clerk\n    baseUrl: ${clerk.url}`)
    .replace('https://acme.zendesk.com', support.url);
  await writeFile(join(directory, 'sessiongraph.config.yaml'), yaml);
  const secrets = JSON.stringify(demo.providers);
  environment = {
    CLERK_SECRET_KEY: /"secretKey":"([^"]+)"/.exec(secrets)?.[1] ?? '',
    ZENDESK_SECRET: /"clientSecret":"([^"]+)"/.exec(secrets)?.[1] ?? '',
  };
});
afterAll(async () => {
  await demo.close();
  await rm(directory, { recursive: true });
});

test('the steps are a configuration, a check, a server and a question', () => {
  expect(blocks.map(({ language }) => language)).toEqual(['yaml', 'sh', 'sh', 'sh']);
  expect(blocks[1]?.body).toContain(
    'export CLERK_SECRET_KEY=sk_live_… ZENDESK_SECRET=…\nnpx sessiongraph check\n',
  );
  expect(blocks[2]?.body).toBe('npx sessiongraph serve --insecure-no-auth\n');
});

test('the check says yes to all of it', async () => {
  const program = new URL('bin/sessiongraph.cjs', root).pathname;
  const { promise, resolve } = Promise.withResolvers<{ error: ExecFileException | null; output: string }>();
  execFile(
    process.execPath,
    [program, 'check'],
    { cwd: directory, env: { PATH: process.env['PATH'], ...environment } },
    (error, stdout, stderr) => resolve({ error, output: stdout + stderr }),
  );
  const { error, output } = await promise;
  expect(output).toMatch(/clerk/i);
  expect(error, output).toBeNull();
});

test('the question is answered from both', async () => {
  const server = run(['serve', '--insecure-no-auth', '--port', '0'], { cwd: directory, environment });
  onTestFinished(() => void server.process.kill('SIGKILL'));
  const body = /-d '(.*)'/
    .exec(blocks[3]?.body ?? '')?.[1]
    ?.replace('you@acme.com', `${cast.ordinary}@${companyDomain}`);
  const response = await fetch(await server.listening, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: body ?? '',
  });
  const { data } = (await response.json()) as {
    data: { user: { name: string; sessions: { nodes: { provider: { name: string } }[] } } };
  };
  expect(data.user.name).toBe('Mara Lindholm');
  const names = data.user.sessions.nodes.map(({ provider }) => provider.name);
  expect(new Set(names)).toEqual(new Set(['Clerk (clerk)', 'Zendesk (support)']));
});
