import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { createDocumentCache } from './document-cache.ts';

const document = parse('{ a }');

test('a document is given again', () => {
  const cache = createDocumentCache(1_000_000);
  cache.set('{ a }', document);
  expect([cache.get('{ a }'), cache.get('{ b }')]).toEqual([document, undefined]);
});

test('the documents used longest ago make room', () => {
  const cache = createDocumentCache(5000);
  // Each takes the space of 3 tokens, two ends and its text.
  cache.set('1', document);
  cache.set('2', document);
  cache.get('1');
  cache.set('3', document);
  expect(['1', '2', '3'].map((text) => cache.get(text) !== undefined)).toEqual([true, false, true]);
});

test('a long text takes room whatever it says', () => {
  const cache = createDocumentCache(100_000);
  cache.set('{ a }', document);
  cache.set(`{ a } #${'x'.repeat(60_000)}`, document);
  expect(cache.get('{ a }')).toBeUndefined();
});

test('the same text takes its room once', () => {
  const cache = createDocumentCache(5000);
  for (let times = 0; times < 100; times += 1) cache.set('1', document);
  cache.set('2', document);
  expect(cache.get('1')).toBe(document);
});
