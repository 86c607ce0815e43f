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
import { failureReport, linkUnknown, notLinked, ok, type ProviderReport } from '../report.ts';
import type { Account, User } from '../session.ts';

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
  linkOf(user: User, provider: Provider): Promise<Link>;
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
  /** The user with this verified address, or null. Rejects with a `ProviderFailure` where none was found and a provider failed. */
  userByEmail(email: string): Promise<User | null>;
}

export function createLinker(reads: RequestReads): Linker {
  const { all } = reads;
  const linkedById = all.filter(({ provider }) => provider.linkBy !== 'email');
  const addressSources = linkedById.filter(({ provider }) => provider.capabilities.tellsAddresses);
  const emails = new Map<User, Promise<Addresses>>();

  /** The accounts as the provider describes them, by the address or by the id. */
  async function recordsOf(user: User, asked: ProviderReads): Promise<readonly AccountRecord[]> {
    const { provider } = asked;
    if (provider.linkBy !== 'email') return asked.accounts(provider.linkBy, user.id);
    const { addresses } = await addressesOf(user);
    const found = await Promise.all(addresses.map((address) => asked.accounts('email', address)));
    return [...new Map(found.flat().map((record) => [record.nativeId, record])).values()];
  }

  function addressesOf(user: User): Promise<Addresses> {
    let known = emails.get(user);
    if (known === undefined) {
      known = readAddresses(user);
      emails.set(user, known);
    }
    return known;
  }

  async function readAddresses(user: User): Promise<Addresses> {
    const addresses = new Set(user.verifiedEmails);
    const silent: Silent[] = [];
    await Promise.all(
      addressSources.map(async (source) => {
        try {
          for (const record of await source.accounts(source.provider.linkBy, user.id)) {
            for (const address of record.verifiedEmails) addresses.add(address);
          }
        } catch (error) {
          if (!(error instanceof ProviderFailure)) throw error;
          silent.push({ provider: source.provider, failure: error });
        }
      }),
    );
    return { addresses: [...addresses], silent };
  }

  /** Why no account was found: there is none, or nobody could tell. */
  async function reportWithoutAccount(user: User, provider: Provider): Promise<ProviderReport> {
    if (provider.linkBy !== 'email') return notLinked(provider);
    const { addresses, silent } = await addressesOf(user);
    if (silent[0] !== undefined) {
      return linkUnknown(
        provider,
        `${provider.name} is linked by e-mail, and ${namesOf(silent)} could not be asked for the person's addresses.`,
        silent[0].failure,
      );
    }
    if (addresses.length > 0) return notLinked(provider);
    return linkUnknown(
      provider,
      `${provider.name} is linked by e-mail, and no verified address of this person is known.`,
      null,
    );
  }

  /** Null where all of the person's accounts are known, else why there may be more. */
  async function reportWithAccounts(user: User, provider: Provider): Promise<ProviderReport | null> {
    if (provider.linkBy !== 'email') return null;
    const { silent } = await addressesOf(user);
    if (silent[0] === undefined) return null;
    const { retryable, retryAt } = silent[0].failure;
    return {
      provider,
      ...ok,
      complete: false,
      message: `${provider.name} may have more accounts of this person: ${namesOf(silent)} could not be asked for the person's addresses.`,
      retryable,
      retryAt,
    };
  }

  /** The ids of the user's accounts. Rejects with a `ProviderFailure` where nobody can tell. */
  async function accountIdsOf(user: User, provider: Provider): Promise<readonly string[]> {
    if (isAccountId(provider)) return [user.id];
    const records = await recordsOf(user, reads.of(provider));
    if (records.length === 0 && provider.linkBy === 'email') {
      const [silent] = (await addressesOf(user)).silent;
      if (silent !== undefined) throw silent.failure;
    }
    return records.map(({ nativeId }) => nativeId);
  }

  const linker: Linker = {
    async linkOf(user, provider) {
      if (isAccountId(provider)) return { accountIds: [user.id], report: null, isAssumed: true };
      try {
        const records = await recordsOf(user, reads.of(provider));
        const report =
          records.length === 0
            ? await reportWithoutAccount(user, provider)
            : await reportWithAccounts(user, provider);
        return { accountIds: records.map(({ nativeId }) => nativeId), report, isAssumed: false };
      } catch (error) {
        if (!(error instanceof ProviderFailure)) throw error;
        return { accountIds: [], report: failureReport(provider, error), isAssumed: false };
      }
    },

    async ownsAccount(user, provider, accountId) {
      return (await accountIdsOf(user, provider)).includes(accountId);
    },

    async hasAccount(user, provider) {
      return (await accountIdsOf(user, provider)).length > 0;
    },

    async hasAddress(user, email) {
      const { addresses, silent } = await addressesOf(user);
      const isTheirs = addresses.includes(lowerCaseAddress(email));
      if (!isTheirs && silent[0] !== undefined) throw silent[0].failure;
      return isTheirs;
    },

    async accountsAt(user, provider) {
      try {
        const records = await recordsOf(user, reads.of(provider));
        const report =
          records.length === 0
            ? await reportWithoutAccount(user, provider)
            : ((await reportWithAccounts(user, provider)) ?? { provider, ...ok });
        return { accounts: records.map((record) => ({ provider, record })), report };
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
      const [record] = await reads.of(provider).accounts('nativeId', accountId);
      if (record === undefined) return null;
      if (provider.linkBy !== 'email') {
        const id = record.keys[provider.linkBy];
        return id === undefined ? null : { id, verifiedEmails: record.verifiedEmails };
      }
      for (const email of record.verifiedEmails) {
        const user = await linker.userByEmail(email);
        if (user !== null) return user;
      }
      return null;
    },

    async userByEmail(email) {
      const address = lowerCaseAddress(email);
      const answers = await Promise.allSettled(
        addressSources.map((source) => source.accounts('email', address)),
      );
      for (const [index, answer] of answers.entries()) {
        const linkBy = addressSources[index]?.provider.linkBy;
        if (answer.status !== 'fulfilled' || linkBy === undefined || linkBy === 'email') continue;
        for (const record of answer.value) {
          const id = record.keys[linkBy];
          if (id !== undefined) return { id, verifiedEmails: [address] };
        }
      }
      const failed = answers.find((answer) => answer.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      return null;
    },
  };
  return linker;
}

/** Whether `User.id` is the id of the account itself: then no look-up can tell more than the sessions will. */
function isAccountId({ linkBy }: Provider): boolean {
  return linkBy === 'nativeId' || linkBy === 'userIdentifierKey';
}

interface Addresses {
  /** Verified, lower-case. */
  readonly addresses: readonly string[];
  /** Providers that would know addresses but did not answer. */
  readonly silent: readonly Silent[];
}

function namesOf(silent: readonly Silent[]): string {
  return silent.map(({ provider: { name } }) => name).join(' and ');
}

interface Silent {
  readonly provider: Provider;
  readonly failure: ProviderFailure;
}
