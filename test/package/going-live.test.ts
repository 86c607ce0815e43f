/** docs/going-live.md, followed word for word: its commands and files, with emulators where it names real providers. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemo, type Demo } from '../../src/demo/demo.ts';
import { ask, endOf, folder, sessiongraph } from './installed.ts';

const execute = promisify(execFile);
const page = await readFile(new URL('../../docs/going-live.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language, text = '']) => ({
  language,
  text,
}));
const { publicKey, privateKey } = await generateKeyPair('RS256');
const keys = createServer((_, response) => {
  void exportJWK(publicKey).then((key) =>
    response.end(JSON.stringify({ keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' }] })),
  );
});
const environment = {
  CLERK_SECRET_KEY: 'sk_live_demo_not_a_secret',
  ZENDESK_CLIENT_SECRET: 'demo-not-a-secret',
};
let demo: Demo;
let directory: string;

beforeAll(async () => {
  demo = await startDemo();
  directory = await mkdtemp(join(tmpdir(), 'sessiongraph-live-'));
  keys.listen(0, '127.0.0.1');
  await once(keys, 'listening');
});

afterAll(async () => {
  await demo.close();
  keys.close();
  keys.closeAllConnections();
  await rm(directory, { recursive: true });
});

/** The page's configuration, with the addresses of the emulators and of the issuer's keys, and with free ports. */
function configuration(): string {
  const text = blocks.find(({ language }) => language === 'yaml')?.text ?? '';
  const { clerk, support } = demo.emulators;
  const replaced = [
    [/^server:/m, 'server:\n  port: 0'],
    [/jwksUri: .*/, `jwksUri: http://127.0.0.1:${(keys.address() as AddressInfo).port}/keys`],
    [/^( +)kind: clerk$/m, `$1kind: clerk\n$1baseUrl: ${clerk.url}`],
    ['https://acme.zendesk.com', support.url],
    ['port: 9464', 'port: 0'],
  ] as const;
  return replaced.reduce((result, [from, to]) => {
    expect(result).toMatch(from);
    return result.replace(from, to);
  }, text);
}

/** What follows `npx sessiongraph` on the line of the page that begins with a command. */
function commandLine(command: string): string[] {
  const lines = blocks.flatMap(({ language, text }) => (language === 'sh' ? text.split('\n') : []));
  const line = lines.find((one) => one.startsWith(`npx sessiongraph ${command}`));
  return line?.split(' ').slice(2) ?? [];
}

function run(line: readonly string[]): Promise<{ stdout: string }> {
  const options = { cwd: directory, env: { PATH: process.env['PATH'], ...environment } };
  return execute(join(folder, 'node_modules/.bin/sessiongraph'), line, options);
}

test('the walk leads from a configuration and a key to a server that knows services from people', async () => {
  const file = join(directory, 'sessiongraph.config.yaml');
  await writeFile(file, configuration());
  // It ends with 0 where all is well, and rejects else.
  const { stdout: checked } = await run(commandLine('check'));
  expect(checked).toContain('ok   support');

  const { stdout: made } = await run(commandLine('key'));
  const key = made.split('\n')[0] ?? '';
  const entry = made.slice(made.indexOf('auth:\n') + 'auth:\n'.length);
  await writeFile(file, configuration().replace('auth:\n', `auth:\n${entry}`));

  const { child, url } = await sessiongraph(commandLine('serve'), environment, directory);
  expect((await ask(url, '{ permissions }')).status).toBe(401);
  const service = await ask(url, '{ permissions }', { 'x-api-key': key });
  expect(await service.json()).toMatchObject({
    data: { permissions: ['SESSIONS_READ_ANY', 'USERS_READ_ANY'] },
  });

  const session = demo.emulators.clerk.world.sessions.find(({ status }) => status === 'active');
  const token = await new SignJWT({ azp: 'https://app.example.com', sid: session?.id })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer('https://clerk.example.com')
    .setSubject(session?.user_id ?? '')
    .setExpirationTime('1h')
    .sign(privateKey);
  const person = await ask(url, '{ viewer { id sessions { nodes { isCurrent } } } }', {
    authorization: `Bearer ${token}`,
  });
  expect(await person.json()).toMatchObject({
    data: {
      viewer: { id: session?.user_id, sessions: { nodes: expect.arrayContaining([{ isCurrent: true }]) } },
    },
  });
  expect(await endOf(child)).toBe(0);
});
