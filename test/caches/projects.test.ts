/** The three projects of docs/frontend.md, each in a folder of its own: generated, type-checked, and run once with its trusted documents. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createDemoSignIn } from '../../src/command/demo-sign-in.ts';
import { cast } from '../../src/demo/company/directory.ts';
import { signInOf } from '../../src/demo/sign-in.ts';
import { startServer, type TestServer } from '../support/server.ts';

const here = import.meta.dirname;
const root = join(here, '../..');
const projects = join(here, 'projects');

let open: TestServer;
beforeAll(async () => {
  open = await startServer({ only: ['clerk'] });
});
afterAll(() => open.close());
afterEach(() => void vi.restoreAllMocks());

/** Runs a program of the packages that are installed. */
async function runIn(cwd: string, program: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [join(root, 'node_modules', program), ...args], { cwd }).catch(
    ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(stdout + stderr);
    },
  );
}

/** A folder from which packages are found as in a project that installed them. */
async function newProject(...files: readonly string[]): Promise<string> {
  const directory = await mkdtemp(join(here, '.project-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const file of files) await cp(join(here, file), join(directory, file.split('/').at(-1) ?? file));
  await writeFile(join(directory, 'package.json'), '{ "type": "module" }');
  return directory;
}

async function typeCheck(directory: string): Promise<void> {
  const { compilerOptions } = JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: object;
  };
  await writeFile(
    join(directory, 'tsconfig.json'),
    JSON.stringify({
      // What Relay and codegen write imports types as values.
      compilerOptions: {
        ...compilerOptions,
        verbatimModuleSyntax: false,
        skipLibCheck: true,
        types: [],
        lib: ['es2024', 'dom'],
      },
      include: ['client.ts', 'devices.ts'],
    }),
  );
  await runIn(directory, 'typescript/bin/tsc', '--noEmit', '-p', directory);
}

interface Project {
  createClient(url: string, getToken: () => string): unknown;
  devices(client: unknown): Promise<readonly string[]>;
}

/** What the project says of the person, asked of a server that takes nothing but its documents. */
async function namesIn(directory: string, manifest: string): Promise<readonly string[]> {
  const signIn = await createDemoSignIn();
  const server = await startServer({ visitors: signIn.auth, documents: join(directory, manifest) });
  onTestFinished(() => server.close());
  const { company, emulators } = server.demo;
  const person = signInOf(cast.ordinary, company, emulators.clerk.world);
  if (person === null) throw new Error('She is of the company.');
  const token = await signIn.tokenOf(person);
  const refused = await server.ask('{ permissions }', {}, { authorization: `Bearer ${token}` });
  expect(refused.errors[0]?.extensions.code).toBe('PERSISTED_QUERY_ONLY');
  const [{ createClient }, { devices }] = (await Promise.all([
    import(join(directory, 'client.ts')),
    import(join(directory, 'devices.ts')),
  ])) as readonly [Pick<Project, 'createClient'>, Pick<Project, 'devices'>];
  const said = (['warn', 'error'] as const).map((level) => vi.spyOn(console, level).mockReturnValue());
  const names = await devices(createClient(server.url, () => token));
  expect(said.flatMap(({ mock }) => mock.calls)).toEqual([]);
  return names;
}

const shown = expect.arrayContaining([expect.stringMatching(/^Chrome \d+ on Macintosh$/), 'Zendesk session']);

test.each([
  ['urql', 'graphcache.ts'],
  ['apollo', 'apollo.ts'],
])('the project with %s', { timeout: 120_000 }, async (name, cache) => {
  const directory = await newProject(cache, `projects/${name}/client.ts`, `projects/${name}/devices.ts`);
  const codegen = await readFile(join(projects, 'codegen.ts'), 'utf8');
  await writeFile(join(directory, 'codegen.ts'), codegen.replace('http://127.0.0.1:4000/graphql', open.url));
  await runIn(directory, '@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.ts');
  await typeCheck(directory);
  expect(await namesIn(directory, 'gql/persisted-documents.json')).toEqual(shown);
});

test('the project with Relay', { timeout: 120_000 }, async () => {
  const directory = await newProject(
    'relay.ts',
    'projects/relay/client.ts',
    'projects/relay/devices.ts',
    'projects/relay/relay.config.json',
  );
  await cp(join(root, 'schema.graphql'), join(directory, 'schema.graphql'));
  await writeFile(join(directory, 'persisted-documents.json'), '{}');
  await runIn(directory, 'relay-compiler/cli.js', 'relay.config.json');
  await typeCheck(directory);
  // As babel-plugin-relay and the plugins of bundlers do.
  const source = await readFile(join(directory, 'devices.ts'), 'utf8');
  const compiled = source.replace(/graphql`[^`]*`/, 'compiled');
  const artifact = "import compiled from './__generated__/devicesQuery.graphql.ts';\n";
  await writeFile(join(directory, 'devices.ts'), artifact + compiled);
  expect(await namesIn(directory, 'persisted-documents.json')).toEqual(shown);
});
