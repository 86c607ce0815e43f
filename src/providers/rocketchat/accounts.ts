/** Users of Rocket.Chat by id, username or verified e-mail address. */
import type { Call } from '../../upstream/call.ts';
import { ProviderFailure } from '../../upstream/failure.ts';
import { lowerCaseAddress, showsUnverified } from '../email-address.ts';
import { walkOffsets } from '../offset-walk.ts';
import type { AccountsFound } from '../provider.ts';
import type { AccountRecord, LinkKey } from '../records.ts';

import type { RocketChatApi, UserList } from './api.ts';
import type { RocketChatConfig } from './config.ts';
import { planAfter, planRows } from './plan.ts';
import type { UserRecord } from './records.ts';
import { isAskable } from './sessions.ts';

type RocketChatKey = 'nativeId' | 'username' | 'email';

const parameterOf = { nativeId: 'userId', username: 'username', email: 'email' } as const;

interface Lookup {
  readonly api: RocketChatApi;
  readonly providerName: string;
  /** The credentials' own user, whose addresses they see whatever their permissions. */
  readonly ownUserId: string;
  readonly key: RocketChatKey;
  readonly call: Call;
}

/**
 * The accounts that carry one of the values; with `access: self` at most the credentials' own. Rejects with NOT_SUPPORTED for other keys, and
 * where a part of the users could not be read.
 */
export async function findAccounts(
  api: RocketChatApi,
  { access, userId: ownUserId }: Pick<RocketChatConfig, 'access' | 'userId'>,
  providerName: string,
  key: LinkKey,
  values: readonly string[],
  call: Call,
): Promise<AccountsFound> {
  if (key !== 'nativeId' && key !== 'email' && key !== 'username') {
    throw new ProviderFailure(
      'NOT_SUPPORTED',
      `${providerName} finds accounts by nativeId, email and username, not by ${key}.`,
    );
  }
  const lookup = { api, providerName, ownUserId, key, call };
  const wanted = [...new Set(values)].filter((value) => value.trim() !== '' && isAskable(value));
  if (wanted.length === 0) return { found: new Map(), brokenRows: 0 };
  if (access === 'self') return pick(key, [await api.me(call)], wanted);
  const callsLeft = api.callsLeft('users.list');
  if (planRows(wanted.length, api.known.users.count(), callsLeft).how === 'each') {
    return askSingly(lookup, wanted, null);
  }

  const firstPage = await api.users(0, call);
  const onFirstPage = pick(key, firstPage.rows, wanted).found;
  const missing = wanted.filter((value) => !onFirstPage.has(value));
  const rest =
    planAfter(firstPage, missing.length, Math.max(0, callsLeft - 1)).how === 'sweep'
      ? await sweep(lookup, missing, firstPage)
      : await askSingly(lookup, missing, firstPage);
  return { ...rest, found: new Map([...onFirstPage, ...rest.found]) };
}

/** Those of the users that carry one of the values, by the value as it was asked. */
function pick(
  key: RocketChatKey,
  users: readonly (UserRecord | 'broken' | null)[],
  values: readonly string[],
): AccountsFound {
  const byValue = new Map<string, AccountRecord[]>();
  let brokenRows = 0;
  for (const user of users) {
    if (user === 'broken') brokenRows += 1;
    if (user === null || user === 'broken') continue;
    const { account, addresses } = user;
    // An address of theirs that cannot be read may be the one that is looked for.
    if (key === 'email' && addresses === 'odd') brokenRows += 1;
    const carried = key === 'email' ? account.verifiedEmails : [account.keys[key] ?? []].flat();
    for (const value of carried) byValue.set(value, [...(byValue.get(value) ?? []), account]);
  }
  const found = new Map<string, readonly AccountRecord[]>();
  const unverified = new Map<string, readonly AccountRecord[]>();
  for (const value of values) {
    const carried = key === 'email' ? lowerCaseAddress(value.trim()) : value;
    const accounts = byValue.get(carried);
    if (accounts !== undefined) found.set(value, accounts);
    else if (key === 'email') unverified.set(value, showingUnverified(users, carried));
  }
  // What is odd about others is no news to those who found what they looked for.
  return { found, unverified, brokenRows: found.size === values.length ? 0 : brokenRows };
}

function showingUnverified(
  users: readonly (UserRecord | 'broken' | null)[],
  address: string,
): readonly AccountRecord[] {
  return users.flatMap((user) =>
    user !== null && user !== 'broken' && showsUnverified(user.account, address) ? [user.account] : [],
  );
}

async function askSingly(
  lookup: Lookup,
  values: readonly string[],
  firstPage: UserList | null,
): Promise<AccountsFound> {
  const { api, key, call } = lookup;
  const ask = async (value: string): Promise<AccountsFound> => {
    const user = await api.userBy(parameterOf[key], value, call);
    if (key === 'email' && user !== null && user !== 'broken' && user.addresses === 'hidden') {
      throw addressesHidden(lookup);
    }
    return pick(key, [user], [value]);
  };
  const [first, ...others] = values;
  if (first === undefined) return { found: new Map(), brokenRows: 0 };
  try {
    // The first goes alone, because a server that knows no `email` here (before 8.4) need not be asked again.
    const answers = [await ask(first), ...(await Promise.all(others.map(ask)))];
    return {
      found: new Map(answers.flatMap(({ found }) => [...found])),
      unverified: new Map(answers.flatMap(({ unverified = [] }) => [...unverified])),
      brokenRows: answers.reduce((sum, { brokenRows }) => sum + brokenRows, 0),
    };
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
    ({ account }) => account.nativeId,
    Infinity,
    firstPage,
  );
  if (walk.failure !== null) throw walk.failure;
  const others = walk.rows.filter(({ account }) => account.nativeId !== ownUserId);
  if (key === 'email' && others.length > 0 && others.every(({ addresses }) => addresses === 'hidden')) {
    throw addressesHidden(lookup);
  }
  const picked = pick(key, walk.rows, values);
  const isComplete = picked.found.size === values.length;
  return { ...picked, brokenRows: isComplete ? 0 : picked.brokenRows + walk.brokenRows };
}

function addressesHidden({ providerName }: Lookup): ProviderFailure {
  return new ProviderFailure(
    'NOT_AUTHORIZED',
    `${providerName} hides e-mail addresses from the credentials: give their user a role with the permission view-full-other-user-info, or link by username.`,
  );
}
