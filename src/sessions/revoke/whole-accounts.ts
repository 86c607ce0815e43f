/** Accounts whose every session is to end, so that a provider's bulk call does exactly what was asked. */
import type { Provider } from '../../providers/provider.ts';
import type { Gathered } from '../list/gather.ts';
import { decodeId } from '../id.ts';
import type { Session } from '../session.ts';
import { isSignedIn } from '../signed-in.ts';

export function accountKey(provider: Pick<Provider, 'id'>, accountId: string): string {
  return `${provider.id} ${accountId}`;
}

/**
 * @param gathered everything that was read of the accounts. Of a provider that did not tell all, no account is whole.
 * @param kept ids of sessions to keep, also of those that were not read: a bulk call would end them all the same.
 * @param isCurrent an account with the current session is not whole, so that nothing but a call of its own can end that one.
 * @returns keys as `accountKey` makes them.
 */
export function wholeAccounts(
  targets: readonly Session[],
  { sessions, reports }: Gathered,
  kept: ReadonlySet<string>,
  isCurrent: (session: Session) => boolean | null,
): ReadonlySet<string> {
  const complete = new Set(reports.filter((report) => report.complete).map(({ provider }) => provider));
  const meant = new Set(targets.map(({ id }) => id));
  const whole = new Set<string>();
  for (const { provider, record } of targets) {
    if (complete.has(provider) && record.accountId !== null)
      whole.add(accountKey(provider, record.accountId));
  }
  for (const session of sessions) {
    const { accountId } = session.record;
    if (accountId === null || !isSignedIn(session)) continue;
    if (meant.has(session.id) && isCurrent(session) !== true) continue;
    whole.delete(accountKey(session.provider, accountId));
  }
  for (const id of kept) {
    const { providerId, ref } = decodeId(id, 'Session');
    if (ref.accountId !== null) whole.delete(accountKey({ id: providerId }, ref.accountId));
  }
  return whole;
}
