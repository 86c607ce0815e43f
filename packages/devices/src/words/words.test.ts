import { expect, test } from 'vitest';
import { ar } from './ar.ts';
import { chooseLanguage } from './choose.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

/** Everything a language says, by its key; what takes a number for many numbers, so that every plural form is said. */
function sayings(words: object, path = ''): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    const name = `${path}${key}`;
    if (typeof value === 'string') all.set(name, [value]);
    else if (typeof value === 'function') {
      const say = value as (...given: unknown[]) => string;
      all.set(
        name,
        Array.from({ length: 120 }, (_one, number) => say(number, number)),
      );
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, said] of sayings(value, `${name}.`)) all.set(inner, said);
    }
  }
  return all;
}

test.for([
  ['English', en],
  ['German', de],
  ['Arabic', ar],
] as const)('%s says everything, in every plural form', ([, words]) => {
  for (const [key, said] of sayings(words)) {
    for (const text of said) expect(text, key).toMatch(/^[^#]+$/);
  }
});

test.for([
  ['German', de],
  ['Arabic', ar],
] as const)('%s has no sentence of the English', ([, words]) => {
  const english = sayings(en);
  const same = [...sayings(words)].filter(([key, [first]]) => english.get(key)?.[0] === first);
  // Words that German has as well.
  expect(
    same
      .map(([key]) => key)
      .filter((key) => !['direction', 'row.overAgo', 'row.details', 'details.system'].includes(key)),
  ).toEqual([]);
});

test('the language is the first wanted that has words, with its own dates', () => {
  const chosen = (...wanted: string[]) => {
    const { words, locale }: { words: Words; locale: string } = chooseLanguage(wanted);
    return [words.language, locale];
  };
  expect(chosen('de-AT')).toEqual(['de', 'de-AT']);
  expect(chosen('fi', 'ar-EG', 'en')).toEqual(['ar', 'ar-EG']);
  expect(chosen('fi')).toEqual(['en', 'en']);
  expect(chosen('no language', 'en-GB')).toEqual(['en', 'en-GB']);
});
