/** For the tests of this folder. */
import type { AuditRecord } from './record.ts';

export function recordOf(changeId: string, sessions = 1): AuditRecord {
  return {
    time: '2026-11-20T12:00:00.000Z',
    changeId,
    phase: 'intent',
    change: 'revokeSessions',
    actor: 'key:ops',
    address: null,
    operationName: null,
    reason: null,
    note: 'a note\nof two lines',
    subjectUser: null,
    input: null,
    sessions: Array.from({ length: sessions }, (_, index) => ({
      sessionId: `id${index}`,
      provider: 'chat',
      nativeId: `n${index}`,
      accountId: null,
    })),
  };
}
