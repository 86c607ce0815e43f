/** Sessions to keep that cannot be told from those to end. */
import type { Provider } from '../../providers/provider.ts';
import { decodeId } from '../id.ts';
import type { Session } from '../session.ts';
import { accountKey } from './whole-accounts.ts';

/**
 * Accounts with a session to keep that is not listed by the id it was named by. Where an id stays good under which the provider lists it no
 * more, any of the account's sessions may be that one.
 *
 * @param kept ids of sessions to keep.
 * @param sessions what the providers list now.
 * @returns keys as `accountKey` makes them.
 */
export function keptUnderAnotherId(
  kept: ReadonlySet<string>,
  sessions: readonly Session[],
  providers: readonly Provider[],
): ReadonlySet<string> {
  const listed = new Set(sessions.map(({ id }) => id));
  const accounts = [...kept].flatMap((id) => {
    const { providerId, ref } = decodeId(id, 'Session');
    const provider = providers.find((candidate) => candidate.id === providerId);
    const isLost = provider?.capabilities.keepsOldIds === true && !listed.has(id);
    return isLost && ref.accountId !== null ? [accountKey(provider, ref.accountId)] : [];
  });
  return new Set(accounts);
}
