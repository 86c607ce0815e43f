/** Where the audit goes, as an operator's log rotation and log collector meet it. */
import { once } from 'node:events';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run, type Run, type RunOptions } from './command.ts';

function runForTest(commandLine: readonly string[], options?: RunOptions): Run {
  const server = run(commandLine, options);
  onTestFinished(() => void server.process.kill('SIGKILL'));
  return server;
}

async function mutate(url: string, query: string, variables: Record<string, unknown>): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

const create =
  'mutation ($input: CreateClientSessionInput!) { createClientSession(input: $input) { userErrors { code } } }';

test('SIGHUP has a file that was moved away closed, and records go to a new one', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sessiongraph-audit-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, 'audit.jsonl');
  // Nothing listens there: a change that fails is recorded as well.
  const locks = { id: 'locks', kind: 'seam', baseUrl: 'http://127.0.0.1:9', apiKey: 'seam_test1abcdefghij' };
  await writeFile(
    join(directory, 'sessiongraph.config.json'),
    JSON.stringify({ providers: [locks], audit: { file } }),
  );
  const server = runForTest(['serve', '--port', '0', '--insecure-no-auth'], { cwd: directory });
  const url = await server.listening;
  await rename(file, `${file}.1`);
  server.process.kill('SIGHUP');
  await server.printed('the audit file was opened again');
  expect(await readFile(file, 'utf8')).toBe('');
  await mutate(url, create, { input: { userIdentifierKey: 'jane' } });
  expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(2);
  expect(await readFile(`${file}.1`, 'utf8')).toBe('');
});

test('a reader of standard output that stopped does not keep the process from ending within its grace time', async () => {
  const server = runForTest(['demo', '--port', '0']);
  const url = await server.listening;
  server.process.stdout?.pause();
  const connectedAccountIds = Array.from({ length: 90 }, (_, index) => `${index}`.padStart(900, 'x'));
  const answers = Array.from({ length: 5 }, (_, index) =>
    mutate(url, create, { input: { userIdentifierKey: `new ${index}`, connectedAccountIds } }),
  );
  // At least one waits for the reader: what the pipe and the reader's own buffer take is less than what is to be recorded.
  await server.printed('an audit record could not be written');
  const began = performance.now();
  const exited = once(server.process, 'exit');
  server.process.kill('SIGTERM');
  await Promise.all(answers);
  expect(await exited).toEqual([0, null]);
  expect(performance.now() - began).toBeLessThan(10_000);
});
