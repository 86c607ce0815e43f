import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('relay-compiler accepts the schema: connections, refetching by id and updates by a mutation', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sessiongraph-relay-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  // The compiler takes paths below its configuration only.
  await Promise.all([
    cp(join(root, 'schema.graphql'), join(directory, 'schema.graphql')),
    cp(join(import.meta.dirname, 'devices.js'), join(directory, 'src/devices.js')),
  ]);
  const config = join(directory, 'relay.config.json');
  await writeFile(config, JSON.stringify({ src: 'src', schema: 'schema.graphql', language: 'typescript' }));
  const compiler = join(root, 'node_modules/relay-compiler/cli.js');
  // Rejects with what the compiler says where it refuses something.
  await promisify(execFile)(process.execPath, [compiler, config], { cwd: directory });
  expect(await readdir(join(directory, 'src/__generated__'))).toContain('devicesRowQuery.graphql.ts');
});
