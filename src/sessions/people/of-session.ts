/** Whose a session is. */
import type { RequestContext } from '../request-context.ts';
import type { Account, Session, User } from '../session.ts';

/** Null where its account leads to nobody, or to nobody the principal may see. */
export async function userOf(
  { linker, access }: RequestContext,
  { user, provider, record }: Session,
): Promise<User | null> {
  if (user !== null || record.accountId === null) return user;
  const owner = await linker.userOfAccount(provider, record.accountId);
  return owner !== null && access.seesUser(owner) ? owner : null;
}

export async function accountOf(
  { reads }: RequestContext,
  { provider, record }: Session,
): Promise<Account | null> {
  if (record.accountId === null) return null;
  const [account] = await reads.of(provider).accounts('nativeId', record.accountId);
  return account === undefined ? null : { provider, record: account };
}
