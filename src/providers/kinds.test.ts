import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { linkKeys } from './records.ts';
import { kinds } from './kinds.ts';

/** So that one folder is a map of the next (CONTRIBUTING.md, "Write a provider"). */
const files = [
  'kind',
  'config',
  'api',
  'records',
  'accounts',
  'sessions',
  'revoke',
  'probe',
  'errors',
  'testing',
];

test.each(kinds.map(({ name }) => name))('the folder of %s has the files of every kind', (name) => {
  const missing = [...files, 'contract.test'].filter(
    (file) => !existsSync(new URL(`${name}/${file}.ts`, import.meta.url)),
  );
  expect(missing).toEqual([]);
});

test.each(kinds.map((kind) => [kind.name, kind] as const))('%s is described whole', (name, kind) => {
  expect(name).toMatch(/^[a-z][a-z0-9]*$/);
  expect(kind.description).toMatch(/^\S.*\.$/);
  expect(kind.linkKeys.filter((key) => !linkKeys.includes(key))).toEqual([]);
  const fields = kind.details === 'ClientSession' ? null : Object.keys(kind.details.fields);
  expect(fields === null ? [] : kind.searchedDetails.filter((field) => !fields.includes(field))).toEqual([]);
});

test('no two kinds have the same name, and no two types of details', () => {
  const typeNames = kinds.flatMap(({ details }) => (details === 'ClientSession' ? [] : [details.typeName]));
  expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
  expect(new Set(typeNames).size).toBe(typeNames.length);
});
