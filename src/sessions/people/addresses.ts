/** The verified addresses of people, and whose an address is. Only accounts that are linked by an id are believed. */
import { lowerCaseAddress } from '../../providers/email-address.ts';
import type { Provider } from '../../providers/provider.ts';
import { plainFailure, ProviderFailure } from '../../upstream/failure.ts';
import type { RequestReads } from '../reads/request-reads.ts';
import type { User } from '../session.ts';

/** The addresses of a user, as far as they could be found. */
export interface KnownAddresses {
  /** Verified, lower-case. */
  readonly known: readonly string[];
  /** Providers that would know addresses but did not tell them. */
  readonly silent: readonly Silent[];
}

interface Silent {
  readonly provider: Provider;
  readonly failure: ProviderFailure;
}

export interface Addresses {
  /** Rejects with no `ProviderFailure`: whoever could not be asked is silent. */
  of(user: User): Promise<KnownAddresses>;
  /** The user with this verified address, or null. Rejects with a `ProviderFailure` where none was found and a provider failed. */
  owner(email: string): Promise<User | null>;
}

export function createAddresses(reads: RequestReads): Addresses {
  const sources = reads.all.filter(
    ({ provider }) => provider.linkBy !== 'email' && provider.capabilities.tellsAddresses,
  );
  const known = new Map<User, Promise<KnownAddresses>>();

  async function read(user: User): Promise<KnownAddresses> {
    const verified = new Set(user.verifiedEmails);
    const silent: Silent[] = [];
    await Promise.all(
      sources.map(async (source) => {
        try {
          const { records, brokenRows } = await source.accounts(source.provider.linkBy, user.id);
          for (const record of records) for (const address of record.verifiedEmails) verified.add(address);
          if (records.length === 0 && brokenRows > 0) throw unreadable(source.provider);
        } catch (error) {
          if (!(error instanceof ProviderFailure)) throw error;
          silent.push({ provider: source.provider, failure: error });
        }
      }),
    );
    return { known: [...verified], silent };
  }

  return {
    of(user) {
      let addresses = known.get(user);
      if (addresses === undefined) {
        addresses = read(user);
        known.set(user, addresses);
      }
      return addresses;
    },

    async owner(email) {
      const address = lowerCaseAddress(email);
      const answers = await Promise.all(
        sources.map(async ({ provider }): Promise<User | ProviderFailure | null> => {
          const { linkBy } = provider;
          if (linkBy === 'email') return null;
          try {
            const { records, brokenRows } = await reads.of(provider).accounts('email', address);
            const id = records.map(({ keys }) => keys[linkBy]).find((key) => key !== undefined);
            if (id !== undefined) return { id, verifiedEmails: [address] };
            return brokenRows > 0 ? unreadable(provider) : null;
          } catch (error) {
            if (error instanceof ProviderFailure) return error;
            throw error;
          }
        }),
      );
      for (const answer of answers) {
        if (answer !== null && !(answer instanceof ProviderFailure)) return answer;
      }
      const failed = answers.find((answer) => answer instanceof ProviderFailure);
      if (failed !== undefined) throw failed;
      return null;
    },
  };
}

/** The provider told an account that cannot be read: it may be anybody's. */
export function unreadable({ name }: Provider): ProviderFailure {
  return plainFailure('MALFORMED', `${name} answered with an account that could not be read.`);
}
