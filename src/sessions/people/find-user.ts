/** Finding people: by their id, by a verified address, or by an account of theirs. */
import { InputError } from '../input-error.ts';
import { providerNamed } from '../list/filter.ts';
import type { UserBy } from '../query.ts';
import type { RequestContext } from '../request-context.ts';
import type { Account, User } from '../session.ts';

/**
 * Null where nobody is known by that, or nobody the principal may see. Rejects with an `InputError` for an unknown provider, or for what can
 * name nobody.
 */
export async function findUser(context: RequestContext, by: UserBy): Promise<User | null> {
  const { viewer } = context.principal;
  if (viewer !== null && 'id' in by && by.id === viewer.id) return viewer;
  if (context.access.seesAnyUser) return findAny(context, by);
  return viewer !== null && (await isNamed(context, viewer, by)) ? viewer : null;
}

async function findAny(context: RequestContext, by: UserBy): Promise<User | null> {
  const { linker, service } = context;
  if ('id' in by) return ifKnown(context, { id: named('id', by.id), verifiedEmails: [] });
  if ('email' in by) {
    if (service.providers.every(({ linkBy }) => linkBy === 'email')) {
      throw new InputError(
        'BAD_USER_INPUT',
        'No configured provider links people by an id, so an address leads to no user. List sessions with "filter.accounts" instead.',
      );
    }
    return linker.userByEmail(named('email', by.email));
  }
  const provider = providerNamed(by.account.providerId, service.providers);
  const user = await linker.userOfAccount(provider, named('account.nativeId', by.account.nativeId));
  return user === null ? null : ifKnown(context, user);
}

/**
 * A user exists where any provider has an account of theirs. While one cannot be asked they may exist; that nothing is known to ask one by
 * says nothing for it.
 */
async function ifKnown({ linker }: RequestContext, user: User): Promise<User | null> {
  const { accounts, reports } = await linker.accountsOf(user);
  const unanswered = reports.some(
    ({ status }) => status !== 'OK' && status !== 'NOT_LINKED' && status !== 'LINK_UNKNOWN',
  );
  return accounts.length > 0 || unanswered ? user : null;
}

/** Reads nothing of anybody else, or the time it takes, and the calls it counts, would tell who else is there. */
async function isNamed({ linker, service }: RequestContext, viewer: User, by: UserBy): Promise<boolean> {
  if ('id' in by) return by.id === viewer.id;
  if ('email' in by) return linker.hasAddress(viewer, named('email', by.email));
  const provider = providerNamed(by.account.providerId, service.providers);
  return linker.ownsAccount(viewer, provider, named('account.nativeId', by.account.nativeId));
}

/** An address to show: one known for this request, else one from an account. */
export async function emailOf({ linker }: RequestContext, user: User): Promise<string | null> {
  const [known] = user.verifiedEmails;
  if (known !== undefined) return known;
  const { accounts } = await linker.accountsOf(user);
  const records = accounts.map(({ record }) => record);
  const verified = records.flatMap(({ verifiedEmails }) => verifiedEmails)[0];
  return verified ?? records.find(({ email }) => email !== null)?.email ?? null;
}

/** The account whose name for the person is shown: of those that have one, the first in the order of the configuration. */
export async function namingAccountOf({ linker }: RequestContext, user: User): Promise<Account | null> {
  const { accounts } = await linker.accountsOf(user);
  return accounts.find(({ record }) => record.displayName !== null) ?? null;
}

/**
 * The person that a federation gateway names, with the addresses it vouches for; null where the principal may not see them. Where it is the
 * viewer, the addresses known of them are taken together.
 */
export function userOfGateway({ access, principal: { viewer } }: RequestContext, user: User): User | null {
  if (!access.seesUser(user)) return null;
  if (viewer?.id !== user.id) return user;
  const verifiedEmails = [...new Set([...viewer.verifiedEmails, ...user.verifiedEmails])];
  return verifiedEmails.length === viewer.verifiedEmails.length ? viewer : { id: user.id, verifiedEmails };
}

/** A name that was given. Throws `InputError` where it is blank or too long to be one. */
function named(field: string, value: string): string {
  if (value.trim() === '' || value.length > 320) {
    throw new InputError('BAD_USER_INPUT', `"${field}" must have 1 to 320 characters.`);
  }
  return value;
}
