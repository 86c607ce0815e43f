import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from './command.ts';

test('key prints a key and the entry that lets it in, ready to be pasted', async () => {
  const made = run(['key', '--name', 'ops: "night"', '--scopes', 'sessions:read:any,users:read:any']);
  expect([await made.ended, made.stderr]).toEqual([0, '']);
  const [key = ''] = made.stdout.split('\n');
  expect(key).toMatch(/^sgk_[\w-]{43}$/);
  const entry = made.stdout.slice(made.stdout.indexOf('auth:'));
  expect(entry).not.toContain(key);

  const directory = await mkdtemp(join(tmpdir(), 'sessiongraph-key-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const providers = 'providers:\n  - { id: clerk, kind: clerk, secretKey: sk_test_x }\n';
  await writeFile(join(directory, 'sessiongraph.config.yaml'), `${entry}\ngraphiql: off\n${providers}`);
  const server = run(['serve', '--port', '0'], { cwd: directory });
  onTestFinished(() => void server.process.kill('SIGKILL'));
  const ask = async (given: string) =>
    (
      await fetch(`${await server.listening}?query={permissions}`, { headers: { 'x-api-key': given } })
    ).json();
  expect(await ask(key)).toMatchObject({ data: { permissions: ['SESSIONS_READ_ANY', 'USERS_READ_ANY'] } });
  expect(await ask(`${key}x`)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(server.stdout + server.stderr).not.toContain(key);
});

test('no two keys are the same, and one without scopes says that it may do nothing', async () => {
  const [one, other] = [run(['key']), run(['key'])];
  await Promise.all([one.ended, other.ended]);
  expect(one.stdout.split('\n')[0]).not.toBe(other.stdout.split('\n')[0]);
  expect(one.stdout).toContain('Without scopes it may do nothing');
});
