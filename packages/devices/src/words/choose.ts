import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

const known: readonly Words[] = [en, de, ar];

/** What to say, and in which locale dates and places are written. */
export interface Language {
  readonly words: Words;
  readonly locale: string;
}

/** @param wanted BCP 47 tags, the best first; English where none has words. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const locale of wanted.filter(isLocale)) {
    const words = known.find(({ language }) => language === new Intl.Locale(locale).language);
    if (words !== undefined) return { words, locale };
  }
  return { words: en, locale: 'en' };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
