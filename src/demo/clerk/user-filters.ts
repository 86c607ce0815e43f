/**
 * Whom a query for users selects (clerk/openapi-specs 7987d1b, `bapi/2026-05-12.yml`, GetUserList). How different filters combine is
 * not documented: here a user must satisfy all of them.
 */
import type { EmulatorResponse } from '../emulator.ts';
import { errorAnswer, invalidParameter, isAnswer } from './answers.ts';
import type { ClerkUser } from './world.ts';

/** How many values one filter takes. */
const maxFilterValues = 100;

const listFilters = [
  'user_id',
  'external_id',
  'organization_id',
  'email_address',
  'username',
  'phone_number',
  'web3_wallet',
  'provider_user_id',
] as const;

type Filter = (user: ClerkUser) => boolean;

/**
 * Only repeated keys are filters: `user_id[0]=…` is ignored without a word, and then all users match (clerk/clerk-sdk-ruby#99).
 */
export function filterUsers(
  users: readonly ClerkUser[],
  query: URLSearchParams,
): readonly ClerkUser[] | EmulatorResponse {
  for (const name of listFilters) {
    if (query.getAll(name).length > maxFilterValues) {
      return errorAnswer(422, 'form_param_array_size_exceeded', 'Array size exceeded', {
        longMessage: `${name} cannot have more than ${maxFilterValues} values`,
        parameter: name,
      });
    }
  }
  if (query.has('provider') !== query.has('provider_user_id')) {
    return invalidParameter('provider', 'given together with provider_user_id');
  }
  const bounds = momentBounds(query);
  if (isAnswer(bounds)) return bounds;
  const filters = [...listsOf(query), ...partsOf(query), ...bounds];
  return users.filter((user) => filters.every((filter) => filter(user)));
}

function listsOf(query: URLSearchParams): readonly Filter[] {
  const byId = signedFilter(query.getAll('user_id'));
  const byExternalId = signedFilter(query.getAll('external_id'));
  const emails = query.getAll('email_address');
  const usernames = query.getAll('username');
  // No user of this world has any of these.
  const byNothing = ['organization_id', 'phone_number', 'web3_wallet', 'provider_user_id'];
  return [
    ({ id }) => byId(id),
    ({ external_id: id }) => byExternalId(id),
    // An address matches whether it is verified or not.
    (user) => emails.length === 0 || addressesOf(user).some((address) => emails.includes(address)),
    ({ username }) => usernames.length === 0 || (username !== null && usernames.includes(username)),
    () => byNothing.every((name) => query.getAll(name).every((value) => value.startsWith('-'))),
  ];
}

/** A value may say by a first `+` or `-` whether it is included (as without a sign) or excluded. */
function signedFilter(values: readonly string[]): (value: string | null) => boolean {
  const included = new Set<string>();
  const excluded = new Set<string>();
  for (const value of values) {
    if (value.startsWith('-')) excluded.add(value.slice(1));
    else included.add(value.replace(/^\+/, ''));
  }
  return (value) =>
    (included.size === 0 || (value !== null && included.has(value))) &&
    (value === null || !excluded.has(value));
}

const namesOf = ({ first_name: first, last_name: last }: ClerkUser) => [[first, last].join(' ')];
const usernamesOf = ({ username }: ClerkUser) => (username === null ? [] : [username]);

/** Partial matches, in any case of letters. */
function partsOf(query: URLSearchParams): readonly Filter[] {
  const texts: readonly (readonly [string, (user: ClerkUser) => readonly string[]])[] = [
    ['query', (user) => [user.id, ...addressesOf(user), ...usernamesOf(user), ...namesOf(user)]],
    ['email_address_query', addressesOf],
    ['username_query', usernamesOf],
    ['name_query', namesOf],
    ['phone_number_query', () => []],
  ];
  return texts.flatMap(([name, textsOf]) => {
    const wanted = query.get(name)?.toLowerCase();
    if (wanted === undefined || wanted === '') return [];
    return [(user: ClerkUser) => textsOf(user).some((text) => text.toLowerCase().includes(wanted))];
  });
}

/** `created_at_before` and its like, in Unix milliseconds, and `banned`. */
function momentBounds(query: URLSearchParams): readonly Filter[] | EmulatorResponse {
  const filters: Filter[] = [];
  for (const field of ['created_at', 'last_active_at', 'last_sign_in_at'] as const) {
    for (const side of ['before', 'after'] as const) {
      const given = query.get(`${field}_${side}`);
      if (given === null) continue;
      if (!/^\d{1,16}$/.test(given)) return invalidParameter(`${field}_${side}`, 'Unix milliseconds');
      const bound = Number(given);
      filters.push(({ [field]: moment }) =>
        moment === null ? false : side === 'before' ? moment < bound : moment > bound,
      );
    }
  }
  const banned = query.get('banned');
  if (banned !== null) {
    if (banned !== 'true' && banned !== 'false') return invalidParameter('banned', 'true or false');
    filters.push((user) => user.banned === (banned === 'true'));
  }
  return filters;
}

function addressesOf({ email_addresses: addresses }: ClerkUser): readonly string[] {
  return addresses.map((address) => address.email_address);
}
