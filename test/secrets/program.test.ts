/** The program as an operator runs it: what it prints, logs and dies with holds no secret. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { checkConfig } from '../../src/config/check.ts';
import { writeFindings } from '../../src/command/check/finding.ts';
import { checkPerson } from '../../src/command/check/person.ts';
import { checkProviders } from '../../src/command/check/providers.ts';
import { openProviders } from '../../src/server/open-providers.ts';
import { run as runProgram, type Run, type RunOptions } from '../command.ts';
import { startMarkedProviders, type MarkedProviders } from './marked-providers.ts';
import { createMarks } from './marks.ts';
import { createOutputs } from './outputs.ts';
import { talks, type Talk } from './talkative-proxy.ts';

// Real servers and processes, on a computer that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const marks = createMarks();
const outputs = createOutputs(marks);
const runs: Run[] = [];
let providers: MarkedProviders;
let directory: string;

beforeAll(async () => {
  providers = await startMarkedProviders(marks);
  directory = await mkdtemp(join(tmpdir(), 'secrets-'));
});
afterEach(() => {
  talk({ kind: 'nothing' });
  for (const { process } of runs.splice(0)) process.kill('SIGKILL');
});
afterAll(async () => {
  await providers.close();
  await rm(directory, { recursive: true });
});

function talk(how: Talk): void {
  for (const proxy of providers.proxies) proxy.talk = how;
}

/** Starts the program with a configuration whose secrets are in the file, and one in the environment. */
async function run(command: string, config: object, options: RunOptions = {}): Promise<Run> {
  const file = join(directory, `${runs.length}-${Date.now()}.json`);
  await writeFile(file, JSON.stringify(config));
  const environment = { SECRET: marks.make('a secret in the environment') };
  const started = runProgram([...command.split(' '), '--config', file], {
    cwd: directory,
    environment,
    ...options,
  });
  runs.push(started);
  return started;
}

async function leaksOf(program: Run): Promise<readonly string[]> {
  outputs.add('standard output', program.stdout);
  outputs.add('standard error', program.stderr);
  providers.markIssued();
  return outputs.leaks();
}

const secretKeys = new Set([
  'secretKey',
  'userId',
  'authToken',
  'clientSecret',
  'bearerToken',
  'token',
  'apiKey',
  'personalAccessToken',
]);

/** The providers' entries with other credentials in place of the right ones. */
function withCredentials(change: (secret: string, name: string) => string): object[] {
  const changed = (entry: object): object =>
    Object.fromEntries(
      Object.entries(entry).map(([key, item]) => {
        if (typeof item === 'object') return [key, changed(item)];
        return [key, secretKeys.has(key) ? change(item, key) : item];
      }),
    );
  return providers.entries.map(changed);
}

test('check with good credentials', async () => {
  const check = await run('check', { providers: providers.entries });
  expect(await check.ended).toBe(0);
  expect(check.stdout.split('\n').length).toBeGreaterThan(providers.entries.length);
  expect(await leaksOf(check)).toEqual([]);
});

test('check with credentials that are wrong', async () => {
  const entries = withCredentials((secret, name) => secret.slice(0, 9) + marks.make(`a wrong ${name}`));
  const check = await run('check', { providers: entries });
  expect(await check.ended).toBe(1);
  expect(await leaksOf(check)).toEqual([]);
});

test('check with credentials that no header can hold', async () => {
  const entries = withCredentials((secret) => `${secret}\n${marks.make('a second line')}`);
  const inNoHeader = entries.filter((entry) => 'oauth' in entry || 'apiToken' in entry);
  // The others are refused with the configuration, before any call.
  for (const [some, code] of [
    [entries, 78],
    [inNoHeader, 1],
  ] as const) {
    const check = await run('check', { providers: some });
    expect(await check.ended).toBe(code);
    expect(await leaksOf(check)).toEqual([]);
  }
});

test('check where the credentials are those of another user', async () => {
  const [, chat] = providers.entries;
  const check = await run('check', { providers: [{ ...chat, userId: 'cleoId' }] });
  expect(await check.ended).toBe(1);
  expect(await leaksOf(check)).toEqual([]);
});

test('check of providers that talk', async () => {
  talk({ kind: 'echo', status: 401, form: 'own' });
  const check = await run('check', { providers: providers.entries });
  expect(await check.ended).toBe(1);
  expect(check.stdout.match(/^FAIL/gm)).toHaveLength(providers.entries.length);
  expect(await leaksOf(check)).toEqual([]);
});

test.each(talks.map((how) => [Object.values(how).join(' '), how] as const))(
  'the lines of check of providers that talk: %s',
  async (title, how) => {
    talk(how);
    const { providers: configs } = checkConfig({ providers: providers.entries }, {});
    const opened = openProviders(configs, Date.now);
    const findings = await checkProviders(opened.providers);
    const ofPerson = await checkPerson(opened.providers, 'ann@example.com');
    await opened.close();
    expect(findings.length).toBeGreaterThanOrEqual(providers.entries.length);
    outputs.add(title, writeFindings([...findings, ...ofPerson]));
    providers.markIssued();
    expect(outputs.leaks()).toEqual([]);
  },
);

const wrongKeys: Readonly<Record<string, (secret: string) => object>> = {
  'an unknown key': (secret) => ({ providers: [{ id: 'a', kind: 'clerk', secretkey: secret }] }),
  'a name of a key': (secret) => ({ providers: [{ id: 'a', kind: 'clerk', [secret]: null }] }),
  'a host': (secret) => ({
    // Too long for any name server to be asked.
    server: { host: secret + secret },
    auth: { apiKeys: [{ name: 'ops', sha256: 'a'.repeat(64), scopes: [] }] },
    providers: providers.entries,
  }),
};
test.each(Object.entries(wrongKeys))('a secret in %s ends the program with 78', async (_, config) => {
  const serve = await run('serve --port 0', config(marks.make('a secret in a wrong key')));
  expect(await serve.ended).toBe(78);
  expect(await leaksOf(serve)).toEqual([]);
});

test('a secret in the host is not shown where nobody has to sign in', async () => {
  const host = marks.make('a secret in a wrong key');
  const serve = await run('serve --port 0 --insecure-no-auth', {
    server: { host },
    providers: providers.entries,
  });
  expect(await serve.ended).toBe(78);
  expect(await leaksOf(serve)).toEqual([]);
});

/** An error as a library throws it, with what it was doing. */
const error = `Object.assign(new Error("broken"), {
  headers: { authorization: "Bearer " + process.env.SECRET },
  cause: Object.assign(new Error("a cause"), { config: { secretKey: process.env.SECRET } }),
})`;
const onSignal = (code: string): RunOptions => ({
  nodeOptions: [
    '--import',
    `data:text/javascript,${encodeURIComponent(`process.on("SIGUSR2", () => { ${code} })`)}`,
  ],
});

test('an exception that nobody catches', async () => {
  const serve = await run(
    'serve --port 0 --insecure-no-auth',
    { providers: providers.entries },
    onSignal(`throw ${error}`),
  );
  await serve.listening;
  serve.process.kill('SIGUSR2');
  expect(await serve.ended).toBe(1);
  expect(serve.stderr).toContain('broken');
  expect(await leaksOf(serve)).toEqual([]);
});

test.each([error, '{ token: process.env.SECRET }', 'process.env.SECRET'])(
  'a promise that nobody handles: %s',
  async (reason) => {
    const serve = await run(
      'serve --port 0 --insecure-no-auth',
      { providers: providers.entries },
      onSignal(`Promise.reject(${reason})`),
    );
    await serve.listening;
    serve.process.kill('SIGUSR2');
    await serve.printed('unhandled rejection');
    expect(await leaksOf(serve)).toEqual([]);
  },
);

test('a fault in check', async () => {
  // The last thing that it does before it prints.
  const code = `String.prototype.padEnd = () => { throw ${error} }`;
  const check = await run(
    'check',
    { providers: providers.entries },
    {
      nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(code)}`],
    },
  );
  expect(await check.ended).toBe(1);
  expect(check.stderr).toContain('broken');
  expect(await leaksOf(check)).toEqual([]);
});
