/** What every change checks of its reasons before anything is read. */
import type { UserError } from '../user-error.ts';
import type { Why } from './carry-out.ts';
import { inputError } from './outcome.ts';

export const maxNoteLength = 500;

/** What is wrong with them; null where nothing is. */
export function checkWhy({ note }: Why): UserError | null {
  return note !== undefined && note.length > maxNoteLength
    ? inputError('note', `note has ${note.length} characters; at most ${maxNoteLength} are kept.`)
    : null;
}
