/** Looking somebody up, with the reason where nobody is found: for support, who has an address of a person and no id. */
import { providerNamed } from '../list/filter.ts';
import type { UserBy } from '../query.ts';
import type { RequestContext } from '../request-context.ts';
import type { Account, User } from '../session.ts';
import { findUser } from './find-user.ts';

export type LookupMiss =
  | 'NOT_FOUND'
  /** An account shows the address, and nobody verified it. */
  | 'UNVERIFIED_ADDRESS'
  /** An account was found, and nothing in it leads to an id of the directory. */
  | 'NO_DIRECTORY_ID';

interface Found {
  readonly user: User;
  readonly miss: null;
  readonly message: null;
  readonly accounts: readonly [];
}

interface Missed {
  readonly user: null;
  readonly miss: LookupMiss;
  /** For people: why, and what to do about it. */
  readonly message: string;
  /** The accounts that were found and lead to nobody. */
  readonly accounts: readonly Account[];
}

export type UserLookup = Found | Missed;

export const notFound: Missed = {
  user: null,
  miss: 'NOT_FOUND',
  message: 'Nobody is known by that.',
  accounts: [],
};

/**
 * To whoever may not look anybody up, somebody who is there and somebody who is not are the same, and nothing is read that would tell them
 * apart. Rejects as `findUser` does.
 */
export async function lookUpUser(context: RequestContext, by: UserBy): Promise<UserLookup> {
  const user = await findUser(context, by);
  if (user !== null) return { user, miss: null, message: null, accounts: [] };
  if (!context.access.seesAnyUser || 'id' in by) return notFound;
  return 'email' in by ? missOfEmail(context, by.email) : missOfAccount(context, by.account);
}

async function missOfEmail({ linker }: RequestContext, email: string): Promise<Missed> {
  const { verified, unverified } = await linker.accountsWithAddress(email);
  if (verified.length > 0) return leadsNowhere(verified);
  return unverified.length > 0 ? isUnverified(unverified) : notFound;
}

async function missOfAccount(
  { reads, service }: RequestContext,
  { providerId, nativeId }: { readonly providerId: string; readonly nativeId: string },
): Promise<Missed> {
  const provider = providerNamed(providerId, service.providers);
  const { records } = await reads.of(provider).accounts('nativeId', nativeId);
  const accounts = records.map((record) => ({ provider, record }));
  const [account] = accounts;
  if (account === undefined) return notFound;
  const hasAddress = account.record.verifiedEmails.length > 0;
  return provider.linkBy === 'email' && !hasAddress ? isUnverified(accounts) : leadsNowhere(accounts);
}

function isUnverified(accounts: readonly Account[]): Missed {
  return {
    user: null,
    miss: 'UNVERIFIED_ADDRESS',
    message: `No verified address leads from ${placesOf(accounts)} to a person: anybody can type an address, so that an unverified one names nobody. Verify it there, ask by the person's id, or list the account's sessions with "filter.accounts".`,
    accounts,
  };
}

function leadsNowhere(accounts: readonly Account[]): Missed {
  return {
    user: null,
    miss: 'NO_DIRECTORY_ID',
    message: `Nothing leads from ${placesOf(accounts)} to an id of your directory. Give the account its ${linkKeysOf(accounts)} there, or list its sessions with "filter.accounts".`,
    accounts,
  };
}

const inWords = new Intl.ListFormat('en');

function placesOf(accounts: readonly Account[]): string {
  const names = inWords.format(new Set(accounts.map(({ provider }) => provider.name)));
  return accounts.length === 1 ? `the account at ${names}` : `the accounts at ${names}`;
}

function linkKeysOf(accounts: readonly Account[]): string {
  return [...new Set(accounts.map(({ provider }) => provider.linkBy))].join(' or ');
}
