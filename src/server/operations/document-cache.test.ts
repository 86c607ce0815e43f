import { expect, test } from 'vitest';
import { createDocumentCache } from './document-cache.ts';

test('a document is given again', () => {
  const cache = createDocumentCache<string>(1000);
  cache.set('{ a }', 'prepared', 100);
  expect([cache.get('{ a }'), cache.get('{ b }')]).toEqual(['prepared', undefined]);
});

test('the documents used longest ago make room', () => {
  const cache = createDocumentCache<string>(250);
  cache.set('1', 'prepared', 100);
  cache.set('2', 'prepared', 100);
  cache.get('1');
  cache.set('3', 'prepared', 100);
  expect(['1', '2', '3'].map((text) => cache.get(text) !== undefined)).toEqual([true, false, true]);
});

test('a long text takes room whatever it says', () => {
  const cache = createDocumentCache<string>(100_000);
  cache.set('{ a }', 'prepared', 100);
  cache.set(`{ a } #${'x'.repeat(60_000)}`, 'prepared', 100);
  expect(cache.get('{ a }')).toBeUndefined();
});

test('the same text takes its room once, as much as it took the last time', () => {
  const cache = createDocumentCache<string>(500);
  for (let times = 0; times < 100; times += 1) cache.set('1', 'prepared', times * 2);
  cache.set('2', 'prepared', 200);
  expect(cache.get('1')).toBe('prepared');
  cache.set('1', 'prepared', 400);
  expect(cache.get('2')).toBeUndefined();
});
