/** For the tests of this folder: people with sessions at three memory providers. */
import { askThe } from '../../../test/support/asking.ts';
import { memoryProvider, sessionRecord, type MemoryProvider } from '../../../test/support/memory-provider.ts';
import type { SessionRecord } from '../../providers/records.ts';
import { sessionIdOf } from '../id.ts';
import type { Revocation } from './result.ts';

/** Clerk keeps what has ended and tells which session is current; chat lists sessions by ever new ids; support has a bulk call; both chat and support can list everything. */
export function company(freshForMs = 0) {
  const clerk = memoryProvider('clerk', {
    freshForMs,
    kind: 'clerk',
    linkBy: 'nativeId',
    listsAllSessions: false,
    keepsEnded: true,
  });
  const chat = memoryProvider('chat', {
    freshForMs,
    kind: 'rocketchat',
    linkBy: 'nativeId',
    keepsOldIds: true,
  });
  const support = memoryProvider('support', { freshForMs, linkBy: 'nativeId', endsAll: true });
  return { clerk, chat, support, ask: askThe([clerk, chat, support]) };
}

/** Gives a person sessions, named by their native ids, and returns the ids that the product gives to them. */
export function signIn(
  provider: MemoryProvider,
  accountId: string,
  nativeIds: readonly string[],
  more: Partial<SessionRecord> = {},
): readonly string[] {
  const records = nativeIds.map((nativeId) => sessionRecord(provider.id, nativeId, { accountId, ...more }));
  provider.sessions = [...provider.sessions, ...records];
  return records.map((record) => sessionIdOf(provider, record));
}

/** `s1 REVOKED`, in the order of the answer. */
export function outcomes({ results }: Revocation): readonly string[] {
  return results.map(({ id, session, outcome }) => `${session?.record.nativeId ?? id} ${outcome}`);
}

export function codes({ userErrors }: Revocation): readonly string[] {
  return userErrors.map(({ code }) => code);
}
