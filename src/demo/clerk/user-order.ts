/** The order of a list of users, and the cursor that goes with one of the orders only (`bapi/2026-05-12.yml`, GetUserList). */
import type { EmulatorResponse } from '../emulator.ts';
import { invalidParameter } from './answers.ts';
import type { ClerkUser } from './world.ts';

const keys: Readonly<Record<string, (user: ClerkUser) => string | number | null>> = {
  created_at: (user) => user.created_at,
  updated_at: (user) => user.updated_at,
  email_address: (user) => user.email_addresses[0]?.email_address ?? null,
  web3wallet: () => null,
  first_name: (user) => user.first_name,
  last_name: (user) => user.last_name,
  phone_number: () => null,
  username: (user) => user.username,
  last_active_at: (user) => user.last_active_at,
  last_sign_in_at: (user) => user.last_sign_in_at,
};

/** Newest first unless `order_by` says otherwise, of which only the first one counts. */
export function orderUsers(
  users: readonly ClerkUser[],
  query: URLSearchParams,
): readonly ClerkUser[] | EmulatorResponse {
  const { name, direction } = orderOf(query);
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (key === undefined) return invalidParameter('order_by', `one of ${Object.keys(keys).join(', ')}`);
  return users.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)];
    // Who has no value comes last in either direction, since it is not documented where.
    if (a === null || b === null) return Number(a === null) - Number(b === null) || byId(one, other);
    return a === b ? byId(one, other) * direction : (a < b ? -1 : 1) * direction;
  });
}

/** What follows the user whom `starting_after` names, whether or not that one is selected. */
export function afterCursor(
  ordered: readonly ClerkUser[],
  query: URLSearchParams,
  all: readonly ClerkUser[],
): readonly ClerkUser[] | EmulatorResponse {
  const cursor = query.get('starting_after');
  if (cursor === null) return ordered;
  const { name, direction } = orderOf(query);
  if (name !== 'created_at') return invalidParameter('order_by', 'created_at where starting_after is given');
  if (Number(query.get('offset')) > 0) {
    return invalidParameter('offset', 'left out where starting_after is given');
  }
  const last = all.find(({ id }) => id === cursor);
  if (last === undefined) return invalidParameter('starting_after', 'the id of a user');
  return ordered.filter((user) => (user.created_at - last.created_at || byId(user, last)) * direction > 0);
}

function orderOf(query: URLSearchParams): { readonly name: string; readonly direction: 1 | -1 } {
  const given = query.get('order_by') ?? '-created_at';
  return { name: given.replace(/^[+-]/, ''), direction: given.startsWith('-') ? -1 : 1 };
}

/** Ids are KSUIDs, which sort by time. */
function byId(one: ClerkUser, other: ClerkUser): number {
  return one.id === other.id ? 0 : one.id < other.id ? -1 : 1;
}
