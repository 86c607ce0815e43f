/**
 * Cursors: opaque, versioned, and bound to the question they were given for by a hash of it, so that a cursor of another filter or order
 * is refused instead of answering with rows from nowhere. The hash tells mistakes: whoever makes a cursor by hand learns nothing by it, since
 * rows are checked themselves.
 */
import { crc32 } from 'node:zlib';
import { InputError } from './input-error.ts';

const version = 1;
/** In letters. A cursor may hold the longest id there is. */
const maxCursorLength = 13_000;

/** Identifies a question: what is listed, for whom, filtered and ordered how. The page's size is no part of it. */
export class Scope {
  readonly #question: unknown;
  #hash: number | null = null;

  constructor(question: unknown) {
    this.#question = question;
  }

  /** Made when a cursor is asked for, or given. */
  get hash(): number {
    this.#hash ??= crc32(JSON.stringify(this.#question));
    return this.#hash;
  }
}

/** The scope of a question, whose keys stand in the same order each time: so GraphQL gives arguments, however they were sent. */
export function scopeOf(question: unknown): Scope {
  return new Scope(question);
}

export function encodeCursor(scope: Scope, position: unknown): string {
  return Buffer.from(JSON.stringify([version, scope.hash, position])).toString('base64url');
}

/** The position a cursor holds, still to be checked by whoever made it. Throws `InputError` INVALID_CURSOR. */
export function decodeCursor(scope: Scope, cursor: string, argument: 'after' | 'before'): unknown {
  let parts: unknown;
  try {
    parts = cursor.length <= maxCursorLength ? JSON.parse(Buffer.from(cursor, 'base64url').toString()) : null;
  } catch {
    parts = null;
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== version) throw invalidCursor(argument);
  if (parts[1] !== scope.hash) {
    throw new InputError(
      'INVALID_CURSOR',
      `"${argument}" is a cursor of another list, filter or order. Keep them the same from page to page, or start again without "${argument}".`,
    );
  }
  return parts[2];
}

export function invalidCursor(argument: 'after' | 'before'): InputError {
  return new InputError(
    'INVALID_CURSOR',
    `"${argument}" is no cursor of this API. Use a cursor just as a page gave it.`,
  );
}
