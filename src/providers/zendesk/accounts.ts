/** Finds Zendesk users by their ids, their external ids and their addresses. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { lowerCaseAddress, showsUnverified } from '../email-address.ts';
import { isNativeId } from '../native-id.ts';
import type { AccountsFound } from '../provider.ts';
import type { AccountRecord, LinkKey, ProviderId } from '../records.ts';
import { readJsonRows } from '../../upstream/json-rows.ts';
import { identitiesIn, parse, type Identities, type Me, type ZendeskApi } from './api.ts';
import { failureOf, malformed } from './errors.ts';
import { maxValuesPerCall } from './plan.ts';
import { isZendeskId, readUser, toAccount, type ZendeskUser } from './records.ts';
import { wireIdentities } from './wire.ts';

export type AccountKey = Extract<LinkKey, 'nativeId' | 'externalId' | 'email'>;
type Accounts = ReadonlyMap<string, readonly AccountRecord[]>;

/** A user is 2 KB with what an account adds of its own; identities come beside them. */
const maxListBytes = 2 * 1024 * 1024;
/** Proxies commonly take request lines of 8 kB; the rest is for path and host. */
const maxListLength = 6000;

/**
 * The accounts of each value, without those that have none. What Zendesk sends is compared with what was asked: `users/search` gives
 * partial matches, and external ids are the same to it whatever their case.
 */
export async function findAccounts(
  api: ZendeskApi,
  providerId: ProviderId,
  key: AccountKey,
  values: readonly string[],
  call: Call,
): Promise<AccountsFound> {
  const distinct = [...new Set(values)];
  if (key === 'email') return byEmail(api, providerId, distinct, call);
  const answers =
    key === 'nativeId'
      ? await withIds(api, distinct.filter(isZendeskId), call)
      : await withExternalIds(api, distinct.filter(isExternalId), call);
  const read = await Promise.all(answers.map((users) => toAccounts(api, providerId, users, call)));
  // Two lists may each give the same user, since external ids that differ in their case are the same id to Zendesk.
  const accounts = new Map(
    read.flatMap((each) => each.accounts).map((account) => [account.nativeId, account]),
  );
  const unreadable =
    key === 'externalId'
      ? answers.flatMap(({ users }) => users).filter(({ hasBrokenExternalId }) => hasBrokenExternalId)
      : [];
  return {
    found: byKey([...accounts.values()], key, distinct),
    brokenRows: sum(answers) + unreadable.length,
  };
}

/** The credentials' own account, where it carries the value: all that `access: self` knows. */
export async function findOwnAccount(
  api: ZendeskApi,
  providerId: ProviderId,
  key: AccountKey,
  values: readonly string[],
  me: Me,
  call: Call,
): Promise<AccountsFound> {
  // An end user's own list has another address (api-reference, User Identities).
  const owner = me.user.role === 'end-user' ? 'end_users' : 'users';
  const { identities, brokenRows } = me.identities ?? (await readIdentities(api, owner, me.user, call));
  const account = toAccount(providerId, me.user, identities);
  const found =
    key === 'email'
      ? new Map(
          values.flatMap((value) =>
            account.verifiedEmails.includes(lowerCaseAddress(value)) ? [[value, [account]]] : [],
          ),
        )
      : byKey([account], key, values);
  return { found, brokenRows: key === 'email' ? brokenRows : 0 };
}

/** An empty id names nobody, and would make an empty list; half a surrogate pair cannot be sent. */
function isExternalId(value: string): boolean {
  return value.trim() !== '' && isNativeId(value);
}

function byKey(
  accounts: readonly AccountRecord[],
  key: 'nativeId' | 'externalId',
  values: readonly string[],
): Accounts {
  const asked = new Set(values);
  return Map.groupBy(
    accounts.filter(({ keys }) => asked.has(keys[key] ?? '')),
    ({ keys }) => keys[key] ?? '',
  );
}

interface Users {
  readonly users: readonly ZendeskUser[];
  /** Null where the side-load was not honoured. */
  readonly identities: Identities | null;
  /** Users that could not be read. */
  readonly brokenRows: number;
}

/** The accounts of an answer; identities that did not come along are asked for, user by user. */
async function toAccounts(
  api: ZendeskApi,
  providerId: ProviderId,
  { users, identities }: Pick<Users, 'users' | 'identities'>,
  call: Call,
): Promise<{ readonly accounts: readonly AccountRecord[]; readonly brokenRows: number }> {
  const read = await Promise.all(
    users.map(async (user) => {
      const known = identities ?? (await readIdentities(api, 'users', user, call));
      return { account: toAccount(providerId, user, known.identities), brokenRows: known.brokenRows };
    }),
  );
  return {
    accounts: read.map(({ account }) => account),
    brokenRows: identities?.brokenRows ?? sum(read),
  };
}

function sum(counts: readonly { readonly brokenRows: number }[]): number {
  return counts.reduce((total, { brokenRows }) => total + brokenRows, 0);
}

/** Zendesk's own ids share lists. One of another shape may be refused, and is asked for alone, so that it spoils nobody else's list. */
async function withIds(api: ZendeskApi, ids: readonly string[], call: Call): Promise<readonly Users[]> {
  const usual = ids.filter((id) => /^\d+$/.test(id));
  const odd = ids.filter((id) => !/^\d+$/.test(id));
  const answers = await Promise.all([
    showMany(api, 'ids', usual, call),
    ...odd.map((id) => showOdd(api, id, call)),
  ]);
  return answers.flat();
}

async function showOdd(api: ZendeskApi, id: string, call: Call): Promise<readonly Users[]> {
  try {
    return await showMany(api, 'ids', [id], call);
  } catch (error) {
    if (error instanceof ProviderFailure && (error.status === 'REJECTED' || error.status === 'NOT_FOUND'))
      return [];
    throw error;
  }
}

/** A comma would divide an id in `show_many`'s list, so such an id is searched for alone. */
async function withExternalIds(
  api: ZendeskApi,
  ids: readonly string[],
  call: Call,
): Promise<readonly Users[]> {
  const listable = ids.filter((id) => !id.includes(','));
  const divisible = ids.filter((id) => id.includes(','));
  const answers = await Promise.all([
    showMany(api, 'external_ids', listable, call),
    ...divisible.map(async (id) => [await search(api, `external_id=${encodeURIComponent(id)}`, call)]),
  ]);
  return answers.flat();
}

/** `show_many` reads the users themselves, not the search index, which lags behind. */
async function showMany(
  api: ZendeskApi,
  parameter: 'ids' | 'external_ids',
  values: readonly string[],
  call: Call,
): Promise<readonly Users[]> {
  return Promise.all(
    lists(values).map((list) =>
      readUsers(api, `/api/v2/users/show_many?${parameter}=${list}&include=identities`, call),
    ),
  );
}

/** The values joined and encoded, in as few lists as fit. */
function lists(values: readonly string[]): readonly string[] {
  const result: string[] = [];
  let list = '';
  let count = 0;
  for (const value of values.map(encodeURIComponent)) {
    if (count === maxValuesPerCall || (count > 0 && list.length + value.length > maxListLength)) {
      result.push(list);
      list = '';
      count = 0;
    }
    list += count === 0 ? value : `%2C${value}`;
    count += 1;
  }
  return count === 0 ? result : [...result, list];
}

/** One call an address, and one more for a match whose identities did not come along. */
async function byEmail(
  api: ZendeskApi,
  providerId: ProviderId,
  values: readonly string[],
  call: Call,
): Promise<AccountsFound> {
  const spellings = Map.groupBy(values.filter(isSearchable), lowerCaseAddress);
  const answers = await Promise.all(
    [...spellings].map(async ([address, asked]) => {
      const { accounts, brokenRows } = await withAddress(api, providerId, address, call);
      const verified = accounts.filter(({ verifiedEmails }) => verifiedEmails.includes(address));
      const unverified = accounts.filter((account) => showsUnverified(account, address));
      return {
        found: verified.length === 0 ? [] : asked.map((value) => [value, verified] as const),
        unverified: asked.map((value) => [value, unverified] as const),
        brokenRows,
      };
    }),
  );
  return {
    found: new Map(answers.flatMap(({ found }) => found)),
    unverified: new Map(answers.flatMap(({ unverified }) => unverified)),
    brokenRows: sum(answers),
  };
}

/** A quotation mark or a space would end the phrase, and the rest would be search syntax. No address in use has one. */
function isSearchable(address: string): boolean {
  return address.isWellFormed() && /^[^\s"\\\p{Cc}]+@[^\s"\\\p{Cc}]+$/u.test(address);
}

/** Those whom a search by the address finds; some may carry it only in part. */
async function withAddress(
  api: ZendeskApi,
  providerId: ProviderId,
  address: string,
  call: Call,
): Promise<{ readonly accounts: readonly AccountRecord[]; readonly brokenRows: number }> {
  const query = encodeURIComponent(`email:"${address}"`);
  const { users, identities, brokenRows } = await search(api, `query=${query}`, call);
  const hasAddress = ({ email }: ZendeskUser) => email !== null && lowerCaseAddress(email) === address;
  // Where identities have to be asked for, only those of users who show the address.
  const candidates = identities === null ? users.filter(hasAddress) : users;
  const read = await toAccounts(api, providerId, { users: candidates, identities }, call);
  return { accounts: read.accounts, brokenRows: brokenRows + read.brokenRows };
}

async function search(api: ZendeskApi, parameter: string, call: Call): Promise<Users> {
  return readUsers(api, `/api/v2/users/search?${parameter}&include=identities&per_page=100`, call);
}

async function readUsers(api: ZendeskApi, path: string, call: Call): Promise<Users> {
  const response = await api.send('GET', path, call, maxListBytes);
  if (response.status !== 200) throw failureOf(response, api.name);
  const list = await readJsonRows(response, {
    key: 'users',
    maxRows: maxValuesPerCall,
    read: readUser,
    providerName: api.name,
  });
  const beside = wireIdentities.safeParse(list?.envelope);
  if (list === null || !beside.success) throw malformed(api.name);
  const { identities } = beside.data;
  return {
    users: list.rows.filter((user) => user !== null).filter(({ active }) => active !== false),
    identities: identities ? identitiesIn(identities) : null,
    brokenRows: list.brokenRows,
  };
}

async function readIdentities(
  api: ZendeskApi,
  owner: 'users' | 'end_users',
  user: ZendeskUser,
  call: Call,
): Promise<Identities> {
  const path = `/api/v2/${owner}/${encodeURIComponent(user.id)}/identities?type%5B%5D=email`;
  const { identities } = parse(await api.send('GET', path, call), wireIdentities, api.name);
  if (!identities) throw malformed(api.name);
  return identitiesIn(identities);
}
