/**
 * Which accounts a user has. Every `linkBy` but `email` compares with `User.id`. `email` needs a verified address first: one known for this
 * request, or one of an account that another provider links by id. Hence two rounds; nothing else ever links, or anyone could claim a
 * stranger's sessions by typing their address into a profile.
 */
import { lowerCaseAddress } from '../../providers/email-address.ts';
import type { Provider } from '../../providers/provider.ts';
import type { AccountRecord } from '../../providers/records.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import type { ProviderReads } from '../reads/provider-reads.ts';
import type { RequestReads } from '../reads/request-reads.ts';
import type { AccountsOfValue } from '../reads/table.ts';
import { causedBy, failureReport, linkUnknown, notLinked, ok, type ProviderReport } from '../report.ts';
import type { Account, User } from '../session.ts';
import { createAddresses, unreadable } from './addresses.ts';

/** A user's accounts at one provider, as far as they could be found. */
export interface Link {
  readonly accountIds: readonly string[];
  /** Why there are none, or may be more; null where these are all. */
  readonly report: ProviderReport | null;
  /** The account is taken to be there because the person's id is its id; nobody was asked. */
  readonly isAssumed: boolean;
}

export interface Linker {
  /** Never rejects because of a provider. */
  linkOf(user: User, provider: Provider): Link | Promise<Link>;
  /** Whether the account is one of the user's, found by reading nothing but theirs. Rejects with a `ProviderFailure` where nobody can tell. */
  ownsAccount(user: User, provider: Provider, accountId: string): Promise<boolean>;
  /** Whether the user has any account at the provider. Rejects as `ownsAccount` does. */
  hasAccount(user: User, provider: Provider): Promise<boolean>;
  /** Whether the address is a verified one of the user's. Rejects as `ownsAccount` does. */
  hasAddress(user: User, email: string): Promise<boolean>;
  /** The accounts at one provider, and what it said. Never rejects because of it. */
  accountsAt(
    user: User,
    provider: Provider,
  ): Promise<{ readonly accounts: readonly Account[]; readonly report: ProviderReport }>;
  /** The accounts themselves, with a report from every provider asked. */
  accountsOf(
    user: User,
  ): Promise<{ readonly accounts: readonly Account[]; readonly reports: readonly ProviderReport[] }>;
  /** The user an account belongs to, or null where no id leads to one. Rejects with a `ProviderFailure`. */
  userOfAccount(provider: Provider, accountId: string): Promise<User | null>;
  /** The accounts that show the address, of whomever. Rejects with a `ProviderFailure` where a provider that may have one cannot be asked. */
  accountsWithAddress(email: string): Promise<{
    readonly verified: readonly Account[];
    readonly unverified: readonly Account[];
  }>;
  /** The user with this verified address, or null. Rejects with a `ProviderFailure` where none was found and a provider failed. */
  userByEmail(email: string): Promise<User | null>;
}

export function createLinker(reads: RequestReads): Linker {
  const { all } = reads;
  const addresses = createAddresses(reads);

  /** The accounts as the provider describes them, by the address or by the id. */
  function accountsBy(user: User, asked: ProviderReads): AccountsOfValue | Promise<AccountsOfValue> {
    const { linkBy } = asked.provider;
    return linkBy === 'email' ? accountsByAddress(user, asked) : asked.accounts(linkBy, user.id);
  }

  async function accountsByAddress(user: User, asked: ProviderReads): Promise<AccountsOfValue> {
    const { known } = await addresses.of(user);
    const found = await Promise.all(known.map((address) => asked.accounts('email', address)));
    const records = new Map(
      found.flatMap((one) => one.records).map((record) => [record.nativeId, record] as const),
    );
    return {
      records: [...records.values()],
      brokenRows: found.reduce((most, { brokenRows }) => Math.max(most, brokenRows), 0),
    };
  }

  /** Why nobody can tell whether these are all of the person's accounts; null where they are. */
  function doubtOf(
    user: User,
    provider: Provider,
    { records, brokenRows }: AccountsOfValue,
  ): Doubt | null | Promise<Doubt | null> {
    // An id has one account, so that where it is found there is no other.
    if (brokenRows > 0 && (records.length === 0 || provider.linkBy === 'email')) {
      const cause = unreadable(provider);
      return { reason: cause.forPeople(provider.name), cause };
    }
    return provider.linkBy === 'email' ? doubtOfAddresses(user, provider) : null;
  }

  async function doubtOfAddresses(user: User, provider: Provider): Promise<Doubt | null> {
    const { known, silent } = await addresses.of(user);
    const names = silent.map(({ provider: { name } }) => name).join(' and ');
    if (silent[0] !== undefined) {
      return {
        reason: `${provider.name} is linked by e-mail, and ${names} could not be asked for the person's addresses.`,
        cause: silent[0].failure,
      };
    }
    if (known.length > 0) return null;
    return {
      reason: `${provider.name} is linked by e-mail, and no verified address of this person is known.`,
      cause: null,
    };
  }

  async function linkTo(user: User, provider: Provider): Promise<Link> {
    const { accounts, report } = await linker.accountsAt(user, provider);
    return {
      accountIds: accounts.map(({ record }) => record.nativeId),
      report: report.status === 'OK' && report.complete ? null : report,
      isAssumed: false,
    };
  }

  /** The ids of the user's accounts. Rejects with a `ProviderFailure` where nobody can tell. */
  async function accountIdsOf(user: User, provider: Provider): Promise<readonly string[]> {
    if (isAccountId(provider)) return [user.id];
    const found = await accountsBy(user, reads.of(provider));
    if (found.records.length === 0) {
      const doubt = await doubtOf(user, provider, found);
      if (doubt?.cause) throw doubt.cause;
    }
    return found.records.map(({ nativeId }) => nativeId);
  }

  const linker: Linker = {
    linkOf(user, provider) {
      if (isAccountId(provider)) return { accountIds: [user.id], report: null, isAssumed: true };
      return linkTo(user, provider);
    },

    async ownsAccount(user, provider, accountId) {
      return (await accountIdsOf(user, provider)).includes(accountId);
    },

    async hasAccount(user, provider) {
      return (await accountIdsOf(user, provider)).length > 0;
    },

    async hasAddress(user, email) {
      const { known, silent } = await addresses.of(user);
      const isTheirs = known.includes(lowerCaseAddress(email));
      if (!isTheirs && silent[0] !== undefined) throw silent[0].failure;
      return isTheirs;
    },

    async accountsAt(user, provider) {
      try {
        const found = await accountsBy(user, reads.of(provider));
        return {
          accounts: found.records.map((record) => ({ provider, record })),
          report: reportOf(provider, found, await doubtOf(user, provider, found)),
        };
      } catch (error) {
        if (!(error instanceof ProviderFailure)) throw error;
        return { accounts: [], report: failureReport(provider, error) };
      }
    },

    async accountsOf(user) {
      const answers = await Promise.all(all.map(({ provider }) => linker.accountsAt(user, provider)));
      return {
        accounts: answers.flatMap(({ accounts }) => accounts),
        reports: answers.map(({ report }) => report),
      };
    },

    async userOfAccount(provider, accountId) {
      if (isAccountId(provider)) return { id: accountId, verifiedEmails: [] };
      const { records, brokenRows } = await reads.of(provider).accounts('nativeId', accountId);
      const [record] = records;
      if (record === undefined) {
        if (brokenRows > 0) throw unreadable(provider);
        return null;
      }
      if (provider.linkBy !== 'email') {
        const id = record.keys[provider.linkBy];
        return id === undefined ? null : { id, verifiedEmails: record.verifiedEmails };
      }
      for (const email of record.verifiedEmails) {
        const user = await addresses.owner(email);
        if (user !== null) return user;
      }
      return null;
    },

    async accountsWithAddress(email) {
      const address = lowerCaseAddress(email);
      const telling = all.filter(({ provider }) => provider.capabilities.tellsAddresses);
      const found = await Promise.all(
        telling.map(async (asked) => ({
          provider: asked.provider,
          ...(await asked.accounts('email', address)),
        })),
      );
      return {
        verified: found.flatMap(({ provider, records }) => accountsIn(provider, records)),
        unverified: found.flatMap(({ provider, unverified }) => accountsIn(provider, unverified)),
      };
    },

    userByEmail: addresses.owner,
  };
  return linker;
}

/** What the provider said of the person's accounts. */
function reportOf(provider: Provider, { records }: AccountsOfValue, doubt: Doubt | null): ProviderReport {
  if (records.length === 0) {
    return doubt === null ? notLinked(provider) : linkUnknown(provider, doubt.reason, doubt.cause);
  }
  if (doubt === null) return { provider, ...ok };
  return {
    provider,
    ...ok,
    complete: false,
    ...causedBy(doubt.cause),
    message: `There may be more accounts of this person. ${doubt.reason}`,
  };
}

/** Whether `User.id` is the id of the account itself: then no look-up can tell more than the sessions will. */
function isAccountId({ linkBy }: Provider): boolean {
  return linkBy === 'nativeId' || linkBy === 'userIdentifierKey';
}

function accountsIn(provider: Provider, records: readonly AccountRecord[] = []): readonly Account[] {
  return records.map((record) => ({ provider, record }));
}

interface Doubt {
  readonly reason: string;
  /** Null where asking again cannot help. */
  readonly cause: ProviderFailure | null;
}
