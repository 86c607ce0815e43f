import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readKey, readText, readUrl } from './text.ts';

const unreadable = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
const nasty = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1 }),
    fc.constantFrom(
      '\u202e',
      '\u2066',
      '\u200f',
      '\u0085',
      '\u2028',
      '\n',
      '\0',
      '\x1b',
      '\ud83d',
      '😀',
      ' ',
    ),
  ),
  maxLength: 600,
});

describe('text to show', () => {
  test('is bounded, well formed, trimmed, and free of what cannot be seen', () => {
    fc.assert(
      fc.property(nasty, (value) => {
        const text = readText(value);
        if (text === null) return;
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(500);
        expect(text).not.toMatch(unreadable);
        expect(text.isWellFormed()).toBe(true);
        expect(text).toBe(text.trim());
        expect(readText(text)).toBe(text);
      }),
    );
  });

  test.each([
    ['  Chrome 113 ', 'Chrome 113'],
    ['San\r\nFrancisco', 'San Francisco'],
    ['in\u202evoice\u0000', 'invoice'],
    ['Zoë 😀 Ωμέγα', 'Zoë 😀 Ωμέγα'],
    ['\u200e', null],
    ['', null],
    [7, null],
    [null, null],
    [{}, null],
  ])('of %j is %j', (value, text) => {
    expect(readText(value)).toBe(text);
  });

  test('is cut beside a character, not through it', () => {
    expect(readText('x'.repeat(499) + '😀')).toBe(`${'x'.repeat(499)}\ufffd`);
    expect(readText('x'.repeat(5_000_000))).toHaveLength(500);
  });
});

test('a key is exactly what came, or nothing', () => {
  fc.assert(
    fc.property(nasty, (value) => readKey(value) === (value === '' || value.length > 500 ? null : value)),
  );
  expect([readKey(7), readKey(null), readKey('x'.repeat(501))]).toEqual([null, null, null]);
});

describe('an address to follow', () => {
  test.each(['https://img.example.com/a.png?x=1', 'HTTP://example.com', 'https://example.com/ü'])(
    '%s is kept',
    (url) => {
      expect(readUrl(url)).toBe(url);
    },
  );

  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'ftp://example.com',
    '//example.com',
    'https://',
    'https://exa\u202emple.com',
    'https://example.com/\n',
    `https://example.com/${'x'.repeat(2100)}`,
    7,
  ])('%j is nothing', (url) => {
    expect(readUrl(url)).toBe(typeof url === 'string' && url.endsWith('/\n') ? 'https://example.com/' : null);
  });

  test('is one that can be parsed, and no other', () => {
    const parts = ['xn--', 'a', 'com', '0x1', '256', '-', '.', '/', '?', '#', '@', ':', '%', '\\', '['];
    const url = fc.tuple(
      fc.constantFrom('https://', 'http://'),
      fc.array(fc.constantFrom(...parts), { maxLength: 8 }),
    );
    fc.assert(
      fc.property(url, ([scheme, rest]) => {
        const written = scheme + rest.join('');
        expect(readUrl(written)).toBe(URL.canParse(written) ? written : null);
      }),
      { numRuns: 1000 },
    );
  });

  test('parses as http or https, whatever came', () => {
    const url = fc.tuple(fc.constantFrom('https://', 'http://', 'javascript:', 'https:', ''), nasty);
    fc.assert(
      fc.property(url, ([scheme, rest]) => {
        const read = readUrl(scheme + rest);
        return read === null || /^https?:$/.test(new URL(read).protocol);
      }),
    );
  });
});
