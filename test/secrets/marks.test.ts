/** A search that finds nothing proves nothing: here it is shown what it must find. */
import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { createMarks } from './marks.ts';
import { createOutputs } from './outputs.ts';

const marks = createMarks();
const key = marks.make('the key', 'sk_live_');
const password = marks.make('the password');
marks.add('a hash', 'Zm9v+YmFy/aGFzaCBv/ZiBhIHRva2Vu+PT0=');

test('another text holds no secret, nor does what such secrets begin with', () => {
  expect(marks.namesIn(`sk_live_ and ${'another text '.repeat(1000)}`)).toEqual([]);
  expect(marks.namesIn('')).toEqual([]);
});

test.each(
  Object.entries({
    plain: `{"errors":[{"message":"Bearer ${key} was refused"}]}`,
    'shortened at the end': key.slice(0, 24),
    'shortened at the start': `…${key.slice(-14)}`,
    'in small letters': key.toLowerCase(),
    'percent-encoded': `?key=${encodeURIComponent(`a/${key}`)}`,
    'percent-encoded through and through': [...Buffer.from(key)]
      .map((byte) => `%${byte.toString(16)}`)
      .join(''),
    'escaped as in JSON': [...key]
      .map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
    'JSON within JSON': JSON.stringify(JSON.stringify({ key })),
    'in hexadecimal digits': Buffer.from(key).toString('hex'),
    base64: Buffer.from(key).toString('base64'),
    'base64, one further': `Basic ${Buffer.from(`x${key}`).toString('base64')}`,
    'base64, two further': Buffer.from(`xy${key}, and more`).toString('base64'),
    'base64url within a text': `the cursor "${Buffer.from(`["é",${JSON.stringify(key)}]`).toString('base64url')}" is old`,
    'base64 in the middle of a run': `abc${Buffer.from(key).toString('base64')}`,
    'base64 of base64': Buffer.from(Buffer.from(`{"after":"${key}"}`).toString('base64url')).toString(
      'base64url',
    ),
  }),
)('a secret is found %s', (_how, text) => {
  expect(marks.namesIn(text)).toEqual(['the key']);
});

test('every secret of a text is named, one with signs of base64 in it too', () => {
  const text = `${password} ${encodeURIComponent('Zm9v+YmFy/aGFzaCBv/ZiBhIHRva2Vu+PT0=')}`;
  expect(marks.namesIn(text)).toEqual(['the password', 'a hash']);
});

test('a text too short to be told from another is no mark', () => {
  expect(() => marks.add('short', 'sk_live_short', 'sk_live_')).toThrow('short is too short');
});

test('an output tells where it leaks, unless it repeats what its reader gave', () => {
  const outputs = createOutputs(marks);
  outputs.add('the log', 'nothing here');
  outputs.add('an answer', `no such id: ${key}`, { mayRepeat: `{ session(id: "${key}") }` });
  expect(outputs.leaks()).toEqual([]);
  outputs.add('another answer', `no such id: ${key}`, { mayRepeat: '{ viewer }' });
  outputs.add('a line of the log', `${key} ${password}`);
  expect(outputs.leaks()).toEqual([
    `the key in another answer: no such id: ${key}`,
    `the key in a line of the log: ${key} ${password}`,
    `the password in a line of the log: ${key} ${password}`,
  ]);
});
