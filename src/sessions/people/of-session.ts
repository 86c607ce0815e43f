/** Whose a session is. */
import type { Provider } from '../../providers/provider.ts';
import { plainFailure } from '../../upstream/failure.ts';
import type { AccountsOfValue } from '../reads/table.ts';
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

/** At once where the request knows it already, as for most rows of a list. Rejects with a `ProviderFailure`. */
export function accountOf(
  { reads }: RequestContext,
  { provider, record }: Session,
): Account | null | Promise<Account | null> {
  if (record.accountId === null) return null;
  const found = reads.of(provider).accounts('nativeId', record.accountId);
  return found instanceof Promise
    ? found.then((later) => accountIn(provider, later))
    : accountIn(provider, found);
}

function accountIn(provider: Provider, { records: [record], brokenRows }: AccountsOfValue): Account | null {
  if (record !== undefined) return { provider, record };
  if (brokenRows === 0) return null;
  throw plainFailure('MALFORMED', `${provider.name} answered with an account that could not be read.`);
}
