import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUserAgent } from './user-agent.ts';

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/113.0.5672.126 Safari/537.36',
    {
      type: 'DESKTOP',
      model: null,
      client: { kind: 'BROWSER', name: 'Chrome', version: '113', fullVersion: '113.0.5672.126' },
      os: { name: 'Windows', version: '10' },
    },
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    {
      type: 'PHONE',
      model: 'iPhone',
      client: { kind: 'BROWSER', name: 'Safari', version: '17', fullVersion: '17.5' },
      os: { name: 'iOS', version: '17.5' },
    },
  ],
  ['', null],
  ['x', null],
  [7, null],
  [null, null],
])('%s', (text, device) => {
  expect(readUserAgent(text)).toEqual(device);
});

test('whatever is sent is read in no time, and gives bounded text', () => {
  const unit = fc.constantFrom(
    'Mozilla/5.0 ',
    '(',
    ')',
    ';',
    ' ',
    '/',
    '1',
    '.',
    'Android',
    'Safari/',
    'iPad',
    '\u202e',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 4000 }), (text) => {
      const startedAt = performance.now();
      const device = readUserAgent(text);
      expect(performance.now() - startedAt).toBeLessThan(500);
      expect(JSON.stringify(device).length).toBeLessThan(2500);
    }),
  );
});
