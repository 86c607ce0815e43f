import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

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
  ['check --config a.yaml', { name: 'check', config: 'a.yaml' }],
  ['schema', { name: 'schema' }],
  ['serve --nope --help', /^Unknown option '--nope'$/],
  ['serve --help', { name: 'help' }],
  ['-h', { name: 'help' }],
  ['--version', { name: 'version' }],
  ['sevre', /^unknown command "sevre"; it is one of serve, demo, check, schema$/],
  ['key', /^unknown command "key"/],
  ['toString', /^unknown command "toString"/],
  ['serve demo', /^one command at a time, not "serve demo"$/],
  ['serve --config', /^Option '--config <value>' argument missing$/],
  ['serve --config --port 1', /--config/],
  ['serve --insecure-no-auth=yes', /--insecure-no-auth/],
  ['serve --port 65536', /^--port must be a whole number from 0 to 65535, not "65536"$/],
  ['serve --port x', /^--port must be/],
  ['check --port 1', /^check takes no --port$/],
  ['schema --config a.yaml', /^schema takes no --config$/],
  ['demo --config a.yaml', /^demo takes no --config$/],
] as const)('"%s"', (line, expected) => {
  if (expected instanceof RegExp) expect(() => read(line)).toThrow(expected);
  else expect(read(line)).toEqual(expected);
});

test('without a command, a file that SESSIONGRAPH_CONFIG names is served', () => {
  expect(read('', true)).toEqual({ name: 'serve', insecureNoAuth: false });
  expect(read('demo', true)).toEqual({ name: 'demo' });
});
