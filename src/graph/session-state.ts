import type { SessionState as State } from '../providers/records.ts';
import { describedEnum } from './described-enum.ts';

export const SessionState = describedEnum<State>(
  'SessionState',
  'Whether a session still counts, and if not, how it ended. One set of words for all providers; theirs is in `nativeState`.',
  {
    ACTIVE: 'The person is signed in.',
    PENDING:
      'Signed in, but something is still asked of the person, such as choosing an organization (Clerk).',
    ENDED: 'The person signed out.',
    EXPIRED: 'Its lifetime is over, also where the provider has not noticed yet.',
    REVOKED: 'An administrator, an app or this API ended it.',
    REPLACED: 'Another session took its place in the same browser or app (Clerk).',
    ABANDONED: 'It was left unused until the provider gave it up (Clerk).',
    REMOVED: 'The person signed out and it was removed from the browser or app (Clerk).',
    UNKNOWN: 'The provider uses a word that is not known here: see `nativeState`.',
  },
);
