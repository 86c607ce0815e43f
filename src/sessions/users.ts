/** Finding people: by their id, by a verified address, or by an account of theirs. */
import type { Provider } from '../providers/provider.ts';
import type { Principal } from './principal.ts';
import { providerNamed } from './filter.ts';
import { InputError } from './input-error.ts';
import type { Linker } from './link.ts';
import type { UserBy } from './query.ts';
import type { User } from './session.ts';

export interface UserFinder {
  /** Null where nobody is known by that, or nobody the asker may see. Rejects with an `InputError` for what can name nobody. */
  find(by: UserBy): Promise<User | null>;
  /** An address to show: one known for this request, else one from an account. */
  emailOf(user: User): Promise<string | null>;
}

export function createUserFinder(
  providers: readonly Provider[],
  asker: Principal,
  linker: Linker,
): UserFinder {
  /**
   * A user exists where any provider has an account of theirs. While one cannot be asked they may exist; that nothing is known to ask one by
   * says nothing for it.
   */
  async function ifKnown(user: User): Promise<User | null> {
    const { accounts, reports } = await linker.accountsOf(user);
    const unanswered = reports.some(
      ({ status }) => status !== 'OK' && status !== 'NOT_LINKED' && status !== 'LINK_UNKNOWN',
    );
    return accounts.length > 0 || unanswered ? user : null;
  }

  async function findAny(by: UserBy): Promise<User | null> {
    if ('id' in by) return ifKnown({ id: named('id', by.id), verifiedEmails: [] });
    if ('email' in by) {
      if (providers.every(({ linkBy }) => linkBy === 'email')) {
        throw new InputError(
          'BAD_USER_INPUT',
          'No configured provider links people by an id, so an address leads to no user. List sessions with "filter.accounts" instead.',
        );
      }
      return linker.userByEmail(named('email', by.email));
    }
    const provider = providerNamed(by.account.providerId, providers);
    const user = await linker.userOfAccount(provider, named('account.nativeId', by.account.nativeId));
    return user === null ? null : ifKnown(user);
  }

  /** Reads nothing of anybody else, or the time it takes, and the calls it counts, would tell who else is there. */
  async function isNamed(viewer: User, by: UserBy): Promise<boolean> {
    if ('id' in by) return by.id === viewer.id;
    if ('email' in by) return linker.hasAddress(viewer, named('email', by.email));
    const provider = providerNamed(by.account.providerId, providers);
    return linker.ownsAccount(viewer, provider, named('account.nativeId', by.account.nativeId));
  }

  return {
    async find(by) {
      const { viewer } = asker;
      if (viewer !== null && 'id' in by && by.id === viewer.id) return viewer;
      if (asker.can('users:read:any') || asker.can('sessions:read:any')) return findAny(by);
      return viewer !== null && (await isNamed(viewer, by)) ? viewer : null;
    },

    async emailOf(user) {
      const [known] = user.verifiedEmails;
      if (known !== undefined) return known;
      const { accounts } = await linker.accountsOf(user);
      const records = accounts.map(({ record }) => record);
      const verified = records.flatMap(({ verifiedEmails }) => verifiedEmails)[0];
      return verified ?? records.find(({ email }) => email !== null)?.email ?? null;
    },
  };
}

/** A person as others name them. Where it is the viewer, the addresses known of them are taken together. */
export function withAddressesOf(viewer: User | null, user: User): User {
  if (viewer?.id !== user.id) return user;
  const verifiedEmails = [...new Set([...viewer.verifiedEmails, ...user.verifiedEmails])];
  return verifiedEmails.length === viewer.verifiedEmails.length ? viewer : { id: user.id, verifiedEmails };
}

/** A name given by the asker. Throws `InputError` where it is blank or too long to be one. */
function named(field: string, value: string): string {
  if (value.trim() === '' || value.length > 320) {
    throw new InputError('BAD_USER_INPUT', `"${field}" must have 1 to 320 characters.`);
  }
  return value;
}
