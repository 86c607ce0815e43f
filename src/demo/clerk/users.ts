/** Clerk's `/v1/users`: a plain array, filtered by repeated keys; one by id; and a count. */
import type { EmulatorResponse } from '../emulator.ts';
import { errorAnswer, notFound, readWindow } from './answers.ts';
import type { ClerkUser, ClerkWorld } from './world.ts';

/** How many values one filter takes. */
const maxFilterValues = 100;

export interface UsersEndpoints {
  list(query: URLSearchParams): EmulatorResponse;
  count(query: URLSearchParams): EmulatorResponse;
  get(id: string): EmulatorResponse;
}

export function createUsersEndpoints(world: ClerkWorld): UsersEndpoints {
  return {
    list(query) {
      const window = readWindow(query);
      if ('status' in window) return window;
      const matching = filterUsers(world.users, query);
      if (!Array.isArray(matching)) return matching;
      const rows = matching.toSorted((a, b) => b.created_at - a.created_at);
      return { status: 200, json: rows.slice(window.offset, window.offset + window.limit) };
    },

    count(query) {
      const matching = filterUsers(world.users, query);
      if (!Array.isArray(matching)) return matching;
      return { status: 200, json: { object: 'total_count', total_count: matching.length } };
    },

    get(id) {
      const user = world.users.find((candidate) => candidate.id === id);
      return user === undefined ? notFound('User', id) : { status: 200, json: user };
    },
  };
}

/**
 * Only repeated keys are filters: `user_id[0]=…` is ignored without a word, and then all users match (clerk/clerk-sdk-ruby#99).
 */
function filterUsers(users: readonly ClerkUser[], query: URLSearchParams): ClerkUser[] | EmulatorResponse {
  for (const name of ['user_id', 'external_id', 'email_address']) {
    if (query.getAll(name).length > maxFilterValues) {
      return errorAnswer(422, 'form_param_array_size_exceeded', 'Array size exceeded', {
        longMessage: `${name} cannot have more than ${maxFilterValues} values`,
        parameter: name,
      });
    }
  }
  const byId = signedFilter(query.getAll('user_id'));
  const byExternalId = signedFilter(query.getAll('external_id'));
  const emails = query.getAll('email_address');
  return users.filter(
    (user) =>
      byId(user.id) &&
      byExternalId(user.external_id) &&
      (emails.length === 0 ||
        // An address matches whether it is verified or not.
        user.email_addresses.some((address) => emails.includes(address.email_address))),
  );
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
