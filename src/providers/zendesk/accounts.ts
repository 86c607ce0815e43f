/** Finds Zendesk users by their ids, their external ids and their addresses. */
import type { Call } from '../../upstream/call.ts';
import { lowerCaseAddress } from '../email-address.ts';
import type { AccountsFound } from '../provider.ts';
import type { AccountRecord, LinkKey, ProviderId } from '../records.ts';
import type { Me, ZendeskApi } from './api.ts';
import { toAccount } from './records.ts';
import {
  readRows,
  wireId,
  wireIdentity,
  wireIdentityList,
  wireUser,
  wireUserList,
  type WireIdentity,
  type WireUser,
} from './wire.ts';

export type AccountKey = Extract<LinkKey, 'nativeId' | 'externalId' | 'email'>;
type Accounts = ReadonlyMap<string, readonly AccountRecord[]>;

/** More are refused with TooManyValues. */
const maxValuesPerCall = 100;
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
      ? await showMany(api, 'ids', distinct.filter(isId), call)
      : await withExternalIds(api, distinct.filter(isExternalId), call);
  // Two lists may each give the same user, since external ids that differ in their case are the same id to Zendesk.
  const accounts = new Map(
    answers.flatMap((users) => toAccounts(providerId, users)).map((account) => [account.nativeId, account]),
  );
  return {
    found: byKey([...accounts.values()], key, distinct),
    brokenRows: answers.reduce((sum, { brokenRows }) => sum + brokenRows, 0),
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
  const needsIdentities = key === 'email' && me.identities === null && values.length > 0;
  // An end user's own list has another address (api-reference, User Identities).
  const owner = me.user.role === 'end-user' ? 'end_users' : 'users';
  const identities = needsIdentities ? await readIdentities(api, owner, me.user, call) : me.identities;
  const account = toAccount(providerId, me.user, identities ?? []);
  const found =
    key === 'email'
      ? new Map(
          values.flatMap((value) =>
            account.verifiedEmails.includes(lowerCaseAddress(value)) ? [[value, [account]]] : [],
          ),
        )
      : byKey([account], key, values);
  return { found, brokenRows: 0 };
}

export function isId(value: string): boolean {
  return wireId.safeParse(value).success;
}

/** An empty id names nobody, and would make an empty list; half a surrogate pair cannot be sent. */
function isExternalId(value: string): boolean {
  return value.trim() !== '' && value.isWellFormed();
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
  readonly users: readonly WireUser[];
  /** Null where the side-load was not honoured. */
  readonly identities: readonly WireIdentity[] | null;
  readonly brokenRows: number;
}

function toAccounts(providerId: ProviderId, { users, identities }: Users): readonly AccountRecord[] {
  return users.map((user) => toAccount(providerId, user, identities ?? []));
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
      return {
        found: accounts.length === 0 ? [] : asked.map((value) => [value, accounts] as const),
        brokenRows,
      };
    }),
  );
  return {
    found: new Map(answers.flatMap(({ found }) => found)),
    brokenRows: answers.reduce((sum, { brokenRows }) => sum + brokenRows, 0),
  };
}

/** A quotation mark or a space would end the phrase, and the rest would be search syntax. No address in use has one. */
function isSearchable(address: string): boolean {
  return address.isWellFormed() && /^[^\s"\\\p{Cc}]+@[^\s"\\\p{Cc}]+$/u.test(address);
}

async function withAddress(
  api: ZendeskApi,
  providerId: ProviderId,
  address: string,
  call: Call,
): Promise<{ readonly accounts: readonly AccountRecord[]; readonly brokenRows: number }> {
  const query = encodeURIComponent(`email:"${address}"`);
  const { users, identities, brokenRows } = await search(api, `query=${query}`, call);
  const candidates =
    identities === null
      ? users.filter(({ email }) => email !== null && lowerCaseAddress(email) === address)
      : users;
  const accounts = await Promise.all(
    candidates.map(async (user) =>
      toAccount(providerId, user, identities ?? (await readIdentities(api, 'users', user, call))),
    ),
  );
  return {
    accounts: accounts.filter(({ verifiedEmails }) => verifiedEmails.includes(address)),
    brokenRows,
  };
}

async function search(api: ZendeskApi, parameter: string, call: Call): Promise<Users> {
  return readUsers(api, `/api/v2/users/search?${parameter}&include=identities&per_page=100`, call);
}

async function readUsers(api: ZendeskApi, path: string, call: Call): Promise<Users> {
  const answer = await api.read(path, wireUserList, call);
  const { rows, brokenRows } = readRows(answer.users, wireUser);
  const identities = answer.identities ? readRows(answer.identities, wireIdentity) : null;
  return {
    // `active` is false for a user who was deleted.
    users: rows.filter(({ active }) => active !== false),
    identities: identities?.rows ?? null,
    brokenRows: brokenRows + (identities?.brokenRows ?? 0),
  };
}

async function readIdentities(
  api: ZendeskApi,
  owner: 'users' | 'end_users',
  user: WireUser,
  call: Call,
): Promise<readonly WireIdentity[]> {
  const path = `/api/v2/${owner}/${user.id}/identities?type%5B%5D=email`;
  const { identities } = await api.read(path, wireIdentityList, call);
  return readRows(identities, wireIdentity).rows;
}
