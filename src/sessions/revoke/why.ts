/** Why somebody makes a change, as the audit keeps it. */
import type { UserError } from '../user-error.ts';
import { inputError } from '../user-error.ts';

export type RevokeReason = 'SUSPICIOUS' | 'LOST_OR_STOLEN' | 'REPLACED' | 'DUPLICATE' | 'POLICY' | 'OTHER';

export interface Why {
  readonly reason?: RevokeReason | undefined;
  /** At most `maxNoteLength` characters. */
  readonly note?: string | undefined;
}

const maxNoteLength = 500;

/** What is wrong with it, found before anything is read; null where nothing is. */
export function noteError({ note }: Why): UserError | null {
  return note !== undefined && note.length > maxNoteLength
    ? inputError('note', `note has ${note.length} characters; at most ${maxNoteLength} are kept.`)
    : null;
}
