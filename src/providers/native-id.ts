/**
 * Ids that providers make. What they look like is theirs to change, so nothing here knows a shape: an id is only bounded, and such that it can
 * stand as one part of a URL without being anything else.
 */

import { printableAscii } from './text.ts';

/** In UTF-16 code units. Far above what any provider makes; a client could send anything. */
const maxIdLength = 500;

const control = /\p{Cc}/u;

/**
 * Whether a provider can be asked about it. Not the empty id, which would ask for a list; not "." and "..", which mean a folder however they are
 * encoded; not control characters and halves of surrogate pairs, which cannot be sent as they are.
 */
export function isNativeId(id: string): boolean {
  return (
    id !== '' &&
    id.length <= maxIdLength &&
    id !== '.' &&
    id !== '..' &&
    (printableAscii.test(id) || (id.isWellFormed() && !control.test(id)))
  );
}

/** An id out of a provider's answer; null where it is none that the provider could be asked about. */
export function readNativeId(value: unknown): string | null {
  return typeof value === 'string' && isNativeId(value) ? value : null;
}
