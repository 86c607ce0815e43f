import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessionRecord } from '../../test/support/memory-provider.ts';
import { cutSessions } from './cut-sessions.ts';
import { maxSessionsPerAccount } from './provider.ts';
import { mayGoOn, sessionStates, type SessionRecord, type SessionState } from './records.ts';

const listOf = (states: readonly SessionState[]) =>
  states.map((state, index) => sessionRecord('clerk', `s${index}`, { state }));
const aliveIn = (sessions: readonly SessionRecord[]) =>
  sessions.filter(({ state }) => mayGoOn(state)).map(({ nativeId }) => nativeId);

test('a session that may go on is left out only where it is not said that the rest has ended', () => {
  const states = fc.array(fc.constantFrom(...sessionStates), {
    minLength: maxSessionsPerAccount - 20,
    maxLength: maxSessionsPerAccount + 1500,
    size: 'max',
  });
  fc.assert(
    fc.property(states, fc.boolean(), (given, hasMore) => {
      const all = listOf(given);
      const { sessions, truncated, restHasEnded = false } = cutSessions(all, hasMore);
      expect(truncated).toBe(hasMore || all.length > maxSessionsPerAccount);
      expect(sessions).toHaveLength(Math.min(all.length, maxSessionsPerAccount));
      const alive = aliveIn(all);
      expect(aliveIn(sessions)).toEqual(alive.slice(0, maxSessionsPerAccount));
      if (truncated) expect(restHasEnded).toBe(!hasMore && alive.length <= maxSessionsPerAccount);
    }),
    { numRuns: 30 },
  );
});

test('what is not cut keeps its order', () => {
  const all = listOf(['ENDED', 'ACTIVE', 'REVOKED', 'UNKNOWN']);
  expect(cutSessions(all, false)).toEqual({ sessions: all, truncated: false });
});
