import type { SessionState } from '../providers/records.ts';
import type { Session } from './session.ts';

/** States in which a session still counts, or may: a word that is not known here does not say that it ended. */
export const signedInStates: readonly SessionState[] = ['ACTIVE', 'PENDING', 'UNKNOWN'];

export function isSignedIn({ record }: Pick<Session, 'record'>): boolean {
  return signedInStates.includes(record.state);
}
