/** Whose sessions the credentials may be asked about: everybody's, or with `access: self` their own. */
import type { Call } from '../../upstream/call.ts';
import type { SessionRef } from '../provider.ts';
import type { Identity } from './identity.ts';
import { isZendeskId } from './records.ts';
import type { SessionList } from './session-lists.ts';
import { allSessions, sessionsOfUser } from './sessions.ts';

export interface Reach {
  includes(accountId: string, call: Call): Promise<boolean>;
  /** The account of a session that may be asked about; null where there is none to ask for. */
  ownerOf(ref: SessionRef, call: Call): Promise<string | null>;
  /** Everything the credentials can see. */
  wholeList(call: Call): Promise<SessionList>;
}

export function createReach(access: 'admin' | 'self', identity: Identity): Reach {
  const isSelf = access === 'self';
  const includes = async (accountId: string, call: Call) =>
    isZendeskId(accountId) && (!isSelf || accountId === (await identity.ownId(call)));
  return {
    includes,
    ownerOf: async ({ nativeId, accountId }, call) =>
      accountId !== null && isZendeskId(nativeId) && (await includes(accountId, call)) ? accountId : null,
    wholeList: async (call) => (isSelf ? sessionsOfUser(await identity.ownId(call)) : allSessions),
  };
}
