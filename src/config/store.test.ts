import { expect, test } from 'vitest';
import { checkConfig } from './check.ts';

const clerk = {
  id: 'clerk',
  kind: 'clerk',
  baseUrl: 'https://api.clerk.com',
  secretKey: 'sk_test_1',
  linkBy: 'externalId',
};
const check = (store: unknown) => checkConfig({ providers: [clerk], store }, {}).store;

test.each([
  { postgres: 'postgres://app:pass-word@db.example.com/sessiongraph?sslmode=verify-full' },
  { postgres: 'postgresql://db.example.com:5433/sessiongraph' },
  { postgres: 'postgres:///sessiongraph?host=/run/postgresql' },
  { file: 'data/sessiongraph.db' },
])('%j', (store) => {
  expect(check(store)).toEqual(store);
});

test('without it, memory is enough', () => {
  expect(checkConfig({ providers: [clerk] }, {}).store).toBeUndefined();
});

test.each([
  [{}, 'store: takes either postgres (for several replicas) or file (for one)'],
  [
    { file: 'a.db', postgres: 'postgres://db.example.com/a' },
    'store: takes either postgres (for several replicas) or file (for one)',
  ],
  [{ redis: 'redis://db.example.com' }, 'store.redis: is not a known key; the keys here are postgres, file'],
  [{ file: ' ' }, 'store.file: must not be empty'],
  ['a.db', 'store: must be a group of keys (got a text)'],
])('%j is a mistake', (store, message) => {
  expect(() => check(store)).toThrow(message);
});

test.each([
  'mysql://app:s3cr3t@db.example.com/a',
  'db.example.com',
  'postgres://app:s3/cr3t@db.example.com/a',
])('%s is no URL of PostgreSQL, and a password in it is not told', (postgres) => {
  const expected =
    'store.postgres: must be a URL such as postgres://user:password@db.example.com/sessiongraph';
  const mistake = messageOf(() => check({ postgres }));
  expect(mistake).toContain(expected);
  expect(mistake).not.toMatch(/s3|cr3t/);
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return String(error);
  }
  throw new Error('nothing was thrown');
}
