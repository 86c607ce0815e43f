import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments, usage } from './arguments.ts';

function read(line: string, hasNamedConfig = false) {
  return readArguments(line === '' ? [] : line.split(' '), hasNamedConfig);
}

test.each([
  ['', { name: 'demo' }],
  ['--port 0', { name: 'demo', port: 0 }],
  ['demo --port 4100 --insecure-no-auth', { name: 'demo', port: 4100 }],
  ['serve', { name: 'serve', insecureNoAuth: false }],
  ['--config a.yaml', { name: 'serve', config: 'a.yaml', insecureNoAuth: false }],
  [
    'serve --config=a.yaml --port 80 --insecure-no-auth',
    { name: 'serve', config: 'a.yaml', port: 80, insecureNoAuth: true },
  ],
  ['check --config a.yaml', { name: 'check', config: 'a.yaml', json: false }],
  ['check --user ann --json', { name: 'check', user: 'ann', json: true }],
  ['check --user=', /^--user must be an id or an e-mail address$/],
  ['schema', { name: 'schema' }],
  ['serve --nope --help', /^Unknown option '--nope'$/],
  ['serve --help', { name: 'help' }],
  ['-h', { name: 'help' }],
  ['--version', { name: 'version' }],
  ['sevre', /^unknown command "sevre"; it is one of serve, demo, check, schema, key$/],
  ['key', { name: 'key', keyName: 'service', scopes: [] }],
  [
    'key --name ops --scopes users:read:any,sessions:read:any',
    { name: 'key', keyName: 'ops', scopes: ['sessions:read:any', 'users:read:any'] },
  ],
  ['key --name=', /^--name must not be empty$/],
  ['key --scopes sessions:read', /^--scopes must be of sessions:read:any, .*, not "sessions:read"$/],
  ['key --config a.yaml', /^key takes no --config$/],
  ['serve --scopes users:read:any', /^serve takes no --scopes$/],
  ['toString', /^unknown command "toString"/],
  ['serve demo', /^one command at a time, not "serve demo"$/],
  ['serve --config', /^Option '--config <value>' argument missing$/],
  ['serve --config --port 1', /--config/],
  ['serve --insecure-no-auth=yes', /--insecure-no-auth/],
  ['serve --port 65536', /^--port must be a whole number from 0 to 65535, not "65536"$/],
  ['serve --port x', /^--port must be/],
  ['check --port 1', /^check takes no --port$/],
  ['schema --federation', { name: 'schema', federation: true }],
  ['schema --federation --config a.yaml', { name: 'schema', federation: true, config: 'a.yaml' }],
  ['schema --config a.yaml', /^schema takes no --config without --federation$/],
  ['demo --config a.yaml', /^demo takes no --config$/],
] as const)('"%s"', (line, expected) => {
  if (expected instanceof RegExp) expect(() => read(line)).toThrow(expected);
  else expect(read(line)).toEqual(expected);
});

test('without a command, a file that SESSIONGRAPH_CONFIG names is served', () => {
  expect(read('', true)).toEqual({ name: 'serve', insecureNoAuth: false });
  expect(read('demo', true)).toEqual({ name: 'demo' });
});

test('every command that a message or a page names is one', () => {
  const root = resolve(import.meta.dirname, '../..');
  const texts = ['src', 'docs']
    .flatMap((folder) =>
      readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file}`,
      ),
    )
    .filter((file) => /\.(ts|md)$/.test(file))
    .concat('README.md', 'SECURITY.md')
    .map((file) => readFileSync(resolve(root, file), 'utf8'));
  const named = texts.flatMap((text) =>
    Array.from(text.matchAll(/(?:["`]|npx )sessiongraph (?!listening)([a-z]+)\b/g), ([, command]) => command),
  );
  expect(new Set(named)).toContain('check');
  expect(named.filter((command) => !usage.includes(`\n  ${command} `))).toEqual([]);
});
