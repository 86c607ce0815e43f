/** Accounts whose sessions are read one by one, and what is known of them while some are still being read. */
import type { AccountSessions, OfferSessions } from './provider.ts';

export interface AccountsRead {
  /** By id: those that have been read. */
  readonly ended: Map<string, AccountSessions>;
  /** By id, of those of which pages have come: what tells at any time what was on them. */
  readonly begun: Map<string, () => AccountSessions>;
}

/** @param offer as `Provider.sessionsOf` is given it. */
export function createAccountsRead(offer: OfferSessions | undefined): AccountsRead {
  const ended = new Map<string, AccountSessions>();
  const begun = new Map<string, () => AccountSessions>();
  offer?.((accountId, late) => {
    const soFar = begun.get(accountId)?.();
    return ended.get(accountId) ?? (soFar === undefined ? null : { ...soFar, failure: late });
  });
  return { ended, begun };
}
