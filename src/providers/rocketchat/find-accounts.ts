/** Users of Rocket.Chat by id, username or verified e-mail address. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { lowerCaseAddress } from '../email-address.ts';
import { walkOffsets } from '../offset-walk.ts';
import type { AccountsFound } from '../provider.ts';
import type { AccountRecord, ProviderId } from '../records.ts';
import type { RocketChatApi, UserList } from './api.ts';
import { fewestForSweep, remainingPages } from './plan.ts';
import { accountRecord } from './records.ts';
import type { WireUser } from './wire.ts';

export type RocketChatKey = 'nativeId' | 'username' | 'email';
type Accounts = ReadonlyMap<string, readonly AccountRecord[]>;

const parameterOf = { nativeId: 'userId', username: 'username', email: 'email' } as const;

interface Lookup {
  readonly api: RocketChatApi;
  readonly providerId: ProviderId;
  readonly providerName: string;
  /** The credentials' own user, whose addresses they see whatever their permissions. */
  readonly ownUserId: string;
  readonly key: RocketChatKey;
  readonly call: Call;
}

/** The accounts that carry one of the values. Rejects where a part of the users could not be read. */
export async function findAccounts(lookup: Lookup, values: readonly string[]): Promise<AccountsFound> {
  const wanted = [...new Set(values)].filter((value) => value.trim() !== '');
  if (wanted.length < fewestForSweep) return askSingly(lookup, wanted, null);

  const firstPage = await lookup.api.users(0, lookup.call);
  const onFirstPage = pickAccounts(lookup, firstPage.rows, wanted);
  const missing = wanted.filter((value) => !onFirstPage.has(value));
  const rest =
    remainingPages(firstPage) < missing.length
      ? await sweep(lookup, missing, firstPage)
      : await askSingly(lookup, missing, firstPage);
  return { found: new Map([...onFirstPage, ...rest.found]), brokenRows: rest.brokenRows };
}

/** Those of the users that carry one of the values, by the value as it was asked. */
export function pickAccounts(
  { providerId, key }: Pick<Lookup, 'providerId' | 'key'>,
  users: readonly (WireUser | null)[],
  values: readonly string[],
): Accounts {
  const byValue = new Map<string, AccountRecord>();
  for (const user of users) {
    if (user === null) continue;
    const account = accountRecord(providerId, user);
    const carried = key === 'email' ? account.verifiedEmails : [account.keys[key]];
    for (const value of carried) if (value !== undefined) byValue.set(value, account);
  }
  const found = new Map<string, readonly AccountRecord[]>();
  for (const value of values) {
    const account = byValue.get(key === 'email' ? lowerCaseAddress(value.trim()) : value);
    if (account !== undefined) found.set(value, [account]);
  }
  return found;
}

async function askSingly(
  lookup: Lookup,
  values: readonly string[],
  firstPage: UserList | null,
): Promise<AccountsFound> {
  const { api, key, call } = lookup;
  const ask = async (value: string): Promise<Accounts> => {
    const user = await api.userBy(parameterOf[key], value, call);
    if (key === 'email' && user !== null && user.emails === null) throw addressesHidden(lookup);
    return pickAccounts(lookup, [user], [value]);
  };
  const [first, ...others] = values;
  if (first === undefined) return { found: new Map(), brokenRows: 0 };
  try {
    // The first goes alone, because a server that knows no `email` here (before 8.4) need not be asked again.
    const answers = [await ask(first), ...(await Promise.all(others.map(ask)))];
    return { found: new Map(answers.flatMap((answer) => [...answer])), brokenRows: 0 };
  } catch (error) {
    if (!(error instanceof ProviderFailure) || error.status !== 'NOT_SUPPORTED') throw error;
    return sweep(lookup, values, firstPage ?? (await api.users(0, call)));
  }
}

async function sweep(lookup: Lookup, values: readonly string[], firstPage: UserList): Promise<AccountsFound> {
  const { api, key, ownUserId, call } = lookup;
  // The server tells no page size here, but the first page was full, if there is another.
  const size = firstPage.rows.length;
  const walk = await walkOffsets(
    async (offset) => ({ ...(await api.users(offset, call)), size }),
    (user) => user.id,
    Infinity,
    firstPage,
  );
  if (walk.failure !== null) throw walk.failure;
  const others = walk.rows.filter((user) => user.id !== ownUserId);
  if (key === 'email' && others.length > 0 && others.every((user) => user.emails === null)) {
    throw addressesHidden(lookup);
  }
  return { found: pickAccounts(lookup, walk.rows, values), brokenRows: walk.brokenRows };
}

function addressesHidden({ providerName }: Lookup): ProviderFailure {
  return new ProviderFailure(
    'NOT_AUTHORIZED',
    `${providerName} hides e-mail addresses from the credentials: give their user a role with the permission view-full-other-user-info, or link by username.`,
  );
}
