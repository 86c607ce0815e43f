/**
 * The image, built from its Dockerfile and run as orchestrators do: read-only, as nobody, as the first process. Without a registry: the base
 * is what `ldd` says that Node needs.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import nodeFlags from '../../bin/node-flags.json' with { type: 'json' };
import { isInstalled } from './programs.ts';

const root = join(import.meta.dirname, '../..');
const context = join(root, 'build/image');
const nobody = '65532';

const canBuild =
  process.getuid?.() === 0 && isInstalled('buildah') && isInstalled('unshare') && isInstalled('chroot');

describe.skipIf(!canBuild)('the image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sessiongraph-image-'));
  const store = [
    '--root',
    join(folder, 'store'),
    '--runroot',
    join(folder, 'run'),
    '--storage-driver',
    'vfs',
  ];
  const buildah = (...parameters: readonly string[]) =>
    execFileSync('buildah', [...store, ...parameters], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  let mounted: string;

  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'tools/build.js')]);
    execFileSync(process.execPath, [join(root, 'tools/image.js')]);
    const base = join(folder, 'base');
    const libraries = execFileSync('ldd', [join(context, 'usr/local/bin/node')], { encoding: 'utf8' });
    for (const [library] of libraries.matchAll(/\/\S+/g)) {
      mkdirSync(join(base, dirname(library)), { recursive: true });
      cpSync(realpathSync(library), join(base, library));
    }
    mkdirSync(join(base, 'proc'), { recursive: true });
    const empty = buildah('from', 'scratch');
    buildah('copy', '--quiet', empty, base, '/');
    buildah('commit', '--quiet', empty, 'base');
    const file = join(root, 'deploy/Dockerfile');
    const build = ['bud', '--quiet', '--isolation', 'chroot', '--format', 'docker'];
    buildah(...build, '--build-arg', 'BASE=localhost/base', '--file', file, '--tag', 'sessiongraph', context);
    mounted = buildah('mount', buildah('from', '--name', 'sessiongraph', 'localhost/sessiongraph'));
  });

  afterAll(() => {
    spawnSync('buildah', [...store, 'umount', 'sessiongraph']);
    rmSync(folder, { recursive: true, force: true });
  });

  function inspect() {
    const { Docker } = JSON.parse(buildah('inspect', '--type', 'image', 'localhost/sessiongraph'));
    return Docker.config;
  }

  test('is of at most 180 MB with the base of distroless, of which 30 MB are taken', () => {
    const [size] = execFileSync('du', ['--summarize', '--bytes', context], { encoding: 'utf8' }).split('\t');
    expect(Number(size)).toBeLessThan(150_000_000);
  });

  test('starts as nobody, and asks itself whether it is well', () => {
    const { User, Entrypoint, Cmd, Healthcheck } = inspect();
    expect(User).toBe(`${nobody}:${nobody}`);
    expect([...Entrypoint, ...Cmd]).toEqual([
      '/usr/local/bin/node',
      ...nodeFlags,
      '/app/dist/main.js',
      'serve',
    ]);
    expect(Healthcheck.Test.slice(0, 2)).toEqual(['CMD', '/usr/local/bin/node']);
  });

  test('serves from a file system that is read-only, as the first process, and ends with 0', async () => {
    const { Entrypoint } = inspect();
    const config = {
      server: { port: 0 },
      providers: [{ id: 'clerk', kind: 'clerk', secretKey: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc' }],
    };
    writeFileSync(join(mounted, 'etc/sessiongraph/sessiongraph.config.json'), JSON.stringify(config));
    const started = spawn(
      'unshare',
      [
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        'sh',
        '-c',
        'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && mount -t proc proc "$0/proc" && user=$1 && shift && exec chroot --userspec="$user" "$0" "$@"',
        mounted,
        `${nobody}:${nobody}`,
        ...Entrypoint,
        'serve',
        '--insecure-no-auth',
        '--config',
        '/etc/sessiongraph/sessiongraph.config.json',
      ],
      { env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    started.stdout.setEncoding('utf8');
    const [line] = (await once(started.stdout, 'data')) as [string];
    const url = /listening on (\S+)\n/.exec(line)?.[1] ?? '';
    expect((await fetch(new URL('/health', url))).status).toBe(200);
    const answer = await fetch(`${url}?query={providers{id}}`, { headers: { 'x-graphql-csrf': '1' } });
    expect(await answer.json()).toMatchObject({ data: { providers: [{ id: 'clerk' }] } });
    const [first] = execFileSync('pgrep', ['--parent', String(started.pid)], { encoding: 'utf8' }).split(
      '\n',
    );
    expect(execFileSync('ps', ['-o', 'uid=', '-p', first ?? ''], { encoding: 'utf8' }).trim()).toBe(nobody);
    const ended = once(started, 'exit');
    process.kill(Number(first), 'SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});
