import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNativeId, readNativeId } from './native-id.ts';

test.each(['4711', 'sess_2wm', 'ü', 'a b', 'a/b', '../..', '?x=1', '#', '%2e', '...', 'x'.repeat(500)])(
  '%j is an id, whatever its shape',
  (id) => expect(readNativeId(id)).toBe(id),
);

test.each(['', '.', '..', '\0', 'a\nb', '\ud800', 'x'.repeat(501), 7, null, {}])('%j is none', (id) => {
  expect(readNativeId(id)).toBeNull();
});

test('an encoded id is one part of a path and one value of a query, and comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (id) => {
      fc.pre(isNativeId(id));
      const url = new URL(
        `https://example.com/v1/sessions/${encodeURIComponent(id)}/end?user=${encodeURIComponent(id)}`,
      );
      expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'v1', 'sessions', id, 'end']);
      expect([...url.searchParams]).toEqual([['user', id]]);
      expect(url.hash).toBe('');
    }),
  );
});
