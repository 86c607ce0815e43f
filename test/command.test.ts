import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { run as runProgram, type Run, type RunOptions } from './command.ts';

const secret = 'sk_live_do-not-show-me';
// Nothing listens there: serving sends nothing by itself, and checking finds nobody.
const clerk = { id: 'clerk', kind: 'clerk', baseUrl: 'http://127.0.0.1:9', secretKey: '${CLERK_KEY}' };
const environment = { CLERK_KEY: secret };
const noAuth = '--insecure-no-auth';
const auth = { apiKeys: [{ name: 'ops', sha256: '0'.repeat(64), scopes: [] }] };

let directory: string;
const runs: Run[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sessiongraph-command-'));
});
afterEach(async () => {
  for (const { process } of runs.splice(0)) process.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

function run(commandLine: string, options: RunOptions = {}): Run {
  const started = runProgram(commandLine.split(' '), { cwd: directory, environment, ...options });
  runs.push(started);
  return started;
}

async function configure(config: object): Promise<void> {
  await writeFile(join(directory, 'sessiongraph.config.json'), JSON.stringify(config));
}

async function typenameAt(url: string): Promise<unknown> {
  return (await fetch(`${url}?query={__typename}`, { headers: { 'x-graphql-csrf': '1' } })).json();
}

describe('serve', () => {
  test('prints one line on standard output when it listens, and nothing but JSON on standard error', async () => {
    await configure({ providers: [clerk] });
    const server = run(`serve --port 0 ${noAuth}`);
    const url = await server.listening;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*\/graphql$/);
    expect(await typenameAt(url)).toMatchObject({ data: { __typename: 'Query' } });
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.stdout).toBe(`sessiongraph listening on ${url}\n`);
    const lines = server.stderr.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        msg: 'started',
        configuration: join(directory, 'sessiongraph.config.json'),
        providers: ['Clerk (clerk): linked by nativeId; lists sessions of a user, revokes'],
        auth: ['nobody has to sign in: whoever reaches this address may do everything'],
        graphiql: url,
        metrics: 'off',
      },
      { msg: 'request', operation: null, type: 'query', status: 200, principal: 'anyone' },
      { msg: 'closing', signal: 'SIGTERM' },
    ]);
  });

  test('a signal right behind the line still closes it in good order', async () => {
    await configure({ providers: [clerk] });
    const servers = [1, 2, 3].map(() => run(`serve --port 0 ${noAuth}`));
    const ended = servers.map(async (server) => {
      await server.listening;
      server.process.kill('SIGTERM');
      return server.ended;
    });
    expect(await Promise.all(ended)).toEqual([0, 0, 0]);
  });

  test('a signal before it listens ends it, as it must where the first process of a container', async () => {
    await configure({ providers: [clerk] });
    const code =
      'process.on("newListener", (name) => name === "SIGTERM" && setImmediate(() => process.kill(process.pid, name)))';
    const server = run(`serve --port 0 ${noAuth}`, {
      nodeOptions: ['--import', `data:text/javascript,${code}`],
    });
    expect(await server.ended).toBe(143);
    expect(server.stdout).toBe('');
  });

  test('a metrics port that is taken is told, and ends with 78', async () => {
    await configure({ providers: [clerk], metrics: { port: 0 } });
    const first = run(`serve --port 0 ${noAuth}`);
    await first.printed('/metrics');
    const port = /127\.0\.0\.1:(\d+)\/metrics/.exec(first.stderr)?.[1];
    await configure({ providers: [clerk], metrics: { port } });
    const second = run(`serve --port 0 ${noAuth}`);
    expect(await second.ended).toBe(78);
    expect(second.stderr).toContain(`sessiongraph: metrics.port: something else listens on ${port}`);
  });

  test('a wrong configuration ends with 78 and every mistake on a line of its own, before it listens', async () => {
    await configure({ server: { prot: 1 }, providers: [{ ...clerk, secretKey: '${NOPE}' }] });
    const server = run(`serve ${noAuth}`);
    expect(await server.ended).toBe(78);
    expect(server.stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /^sessiongraph: providers\[0\]\.secretKey: the environment variable NOPE is not set/,
      ),
      expect.stringMatching(/^sessiongraph: server\.prot: is not a known key/),
    ]);
    expect(server.stdout).toBe('');
  });

  test.each([
    ['serve', {}, 'auth: is missing'],
    ['serve', { auth: { apiKeys: [] } }, 'auth: lets nobody in'],
    [`serve ${noAuth}`, { server: { host: '0.0.0.0' } }, 'server.host: must be a loopback address'],
    ['serve --port 0', { auth, server: { host: '203.0.113.1' } }, 'server.host: "203.0.113.1" is no address'],
  ])('%s with %j is refused', async (commandLine, config, message) => {
    await configure({ ...config, providers: [clerk] });
    const server = run(commandLine);
    expect(await server.ended).toBe(78);
    expect(server.stderr).toContain(`sessiongraph: ${message}`);
  });

  test('says that auth is not applied where it lets everybody in', async () => {
    await configure({ auth, providers: [clerk] });
    const server = run(`serve --port 0 ${noAuth}`);
    await server.listening;
    await server.printed('auth is not applied');
  });

  test('a port that is taken is told, and ends with 1', async () => {
    await configure({ providers: [clerk] });
    const first = run(`serve --port 0 ${noAuth}`);
    const { port } = new URL(await first.listening);
    const second = run(`serve --port ${port} ${noAuth}`);
    expect(await second.ended).toBe(1);
    expect(second.stderr).toBe(
      `sessiongraph: something else listens on 127.0.0.1:${port}; name another port by --port\n`,
    );
  });

  test('a second signal ends it at once', async () => {
    await configure({ providers: [clerk] });
    const server = run(`serve --port 0 ${noAuth}`);
    const { port } = new URL(await server.listening);
    // A request that never ends, so that the first signal waits for it.
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n');
    socket.write('content-length: 9\r\nexpect: 100-continue\r\n\r\n');
    await once(socket, 'data');
    server.process.kill('SIGINT');
    await server.printed('closing');
    // Another one, which cannot be the first once more.
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(143);
  });

  test('a promise that nobody handles is logged, and it goes on', async () => {
    await configure({ providers: [clerk] });
    const code = 'process.on("SIGUSR2", () => void Promise.reject(new Error("forgotten")))';
    const server = run(`serve --port 0 ${noAuth}`, {
      nodeOptions: ['--import', `data:text/javascript,${code}`],
    });
    const url = await server.listening;
    server.process.kill('SIGUSR2');
    await server.printed('forgotten');
    expect(await typenameAt(url)).toMatchObject({ data: { __typename: 'Query' } });
  });

  test('an exception that nobody catches is logged, and ends it with 1', async () => {
    await configure({ providers: [clerk] });
    const code = 'process.on("SIGUSR2", () => { throw new Error("broken") })';
    const server = run(`serve --port 0 ${noAuth}`, {
      nodeOptions: ['--import', `data:text/javascript,${code}`],
    });
    await server.listening;
    server.process.kill('SIGUSR2');
    expect(await server.ended).toBe(1);
    const last = server.stderr.trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ level: 60, err: { message: 'broken' } });
  });
});

test('check prints a line for each provider and ends with 1 where one fails', async () => {
  await configure({ providers: [clerk] });
  const check = run('check');
  expect(await check.ended).toBe(1);
  expect(check.stdout).toMatch(/^FAIL clerk {2}\S/);
  expect(check.stdout + check.stderr).not.toContain(secret);
});

test('schema prints the schema', async () => {
  const schema = run('schema');
  expect(await schema.ended).toBe(0);
  expect(buildSchema(schema.stdout).getQueryType()?.getFields()).toHaveProperty('sessions');
});

test('--help and --version need nothing', async () => {
  const [help, version] = [run('--help'), run('--version')];
  expect([await help.ended, await version.ended]).toEqual([0, 0]);
  expect(help.stdout).toContain('Usage: npx sessiongraph');
  expect(version.stdout).toBe(`${packageJson.version}\n`);
});

test('a command line that cannot be followed ends with 64 and one line', async () => {
  const program = run('sevre');
  expect(await program.ended).toBe(64);
  expect(program.stderr).toBe(
    'sessiongraph: unknown command "sevre"; it is one of serve, demo, check, schema, key; see --help\n',
  );
});

test.skipIf(process.platform === 'win32')('SIGTERM to npm ends the server that it started', async () => {
  const root = join(import.meta.dirname, '..');
  const npm = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  for await (const chunk of npm.stdout) {
    stdout += String(chunk);
    if (stdout.includes('listening on')) npm.kill('SIGTERM');
  }
  // The stream ends when the last process has that had it, and the server is one of them.
  expect(stdout).toContain('sessiongraph listening on');
});
