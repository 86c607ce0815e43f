import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const page = await read('../../docs/frontend.md');
const withoutName = page.replaceAll(/^\/\/ [\w.]+\.ts(; .*)?\n/gm, '');

test.each([
  'graphcache.ts',
  'relay.ts',
  'apollo.ts',
  'projects/codegen.ts',
  'projects/urql/client.ts',
  'projects/urql/devices.ts',
  'projects/apollo/client.ts',
  'projects/apollo/devices.ts',
  'projects/relay/client.ts',
  'projects/relay/devices.ts',
  'projects/relay/relay.config.json',
])('docs/frontend.md shows %s as it is tried here', async (file) => {
  const language = file.endsWith('.json') ? 'json' : 'ts';
  expect(withoutName).toContain(`\`\`\`${language}\n${await read(`./${file}`)}\`\`\``);
});

test('docs/frontend.md installs what is tried here', async () => {
  const { dependencies } = JSON.parse(await read('package.json')) as { dependencies: object };
  const { devDependencies } = JSON.parse(await read('../../package.json')) as { devDependencies: object };
  const known = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
  const tried = page.slice(page.indexOf('## urql, Apollo or Relay'));
  const named = [...tried.matchAll(/^npm install (?:--save-dev )?([^#\n]+)/gm)].flatMap(([, names = '']) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => name.replace(/(?<=.)@.*/, '')),
  );
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !known.has(name) && name !== 'babel-plugin-relay')).toEqual([]);
});
