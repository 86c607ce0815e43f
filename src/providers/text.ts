/**
 * Text from providers: what people typed into their profiles and browsers sent of themselves. It is shown, logged and compared here, so it is
 * bounded, and free of what would rearrange or hide the text around it.
 */

/** In UTF-16 code units. Names, places and versions are far shorter; nothing longer is worth showing. */
export const maxTextLength = 500;

/** Picture addresses may carry a signature, and cannot be cut. */
const maxUrlLength = 2048;

/** Most of what comes: nothing in it needs a closer look. */
export const printableAscii = /^[ -~]*$/;

/** Line ends and tabs: they divide words, and become one space. */
const lineBreaks = /[[\s--\p{Zs}]\u0085]+/gv;

/** Other control characters, and the signs that turn the direction of the text around them (Unicode TR 9, 2). */
const invisible = /[\p{Cc}\p{Bidi_Control}]/gu;

const plain = /^[^\p{Cc}\p{Bidi_Control}\u2028\u2029]*$/u;

/** Text to show, or null where there is none: at most 500 characters, trimmed, without control characters and signs of direction. */
export function readText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  let text = value.length > maxTextLength ? value.slice(0, maxTextLength) : value;
  if (printableAscii.test(text)) return text.trim() || null;
  if (!plain.test(text)) text = text.replaceAll(lineBreaks, ' ').replaceAll(invisible, '');
  // The cut may have divided a pair of surrogates, and a provider may send half of one.
  return text.toWellFormed().trim() || null;
}

/**
 * Text that is compared, never shown: an id or a key, exactly as it came. Null where it is empty, or longer than any provider's: cutting or cleaning
 * it would make it the same as another.
 */
export function readKey(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= maxTextLength ? value : null;
}

/** Whether there is a key that cannot be read: it may be any, so that nobody can tell that it is not the one that is looked for. */
export function isBrokenKey(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && readKey(value) === null;
}

/** What most addresses look like. One with such a host can be parsed, whatever follows. */
const usualUrl = /^https?:\/\/(?:(?!xn--)[a-z\d-]+\.)+[a-z]{2,}(?:\/[!-~]*)?$/;

/** The address of a page or picture, or null where it is anything but http(s): `javascript:` would run where somebody follows it. */
export function readUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > maxUrlLength) return null;
  if (usualUrl.test(value)) return value;
  const url = value.trim();
  return /^https?:\/\//i.test(url) && plain.test(url) && URL.canParse(url) ? url : null;
}
