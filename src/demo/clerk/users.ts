/** Clerk's `/v1/users`: a plain array, filtered, ordered and paged; one by id; and a count. */
import type { EmulatorResponse } from '../emulator.ts';
import { isAnswer, notFound, readWindow } from './answers.ts';
import { filterUsers } from './user-filters.ts';
import { afterCursor, orderUsers } from './user-order.ts';
import type { ClerkWorld } from './world.ts';

export interface UsersEndpoints {
  list(query: URLSearchParams): EmulatorResponse;
  count(query: URLSearchParams): EmulatorResponse;
  get(id: string): EmulatorResponse;
}

export function createUsersEndpoints(world: ClerkWorld): UsersEndpoints {
  return {
    list(query) {
      const window = readWindow(query);
      if (isAnswer(window)) return window;
      const matching = filterUsers(world.users, query);
      if (isAnswer(matching)) return matching;
      const ordered = orderUsers(matching, query);
      if (isAnswer(ordered)) return ordered;
      const rest = afterCursor(ordered, query, world.users);
      if (isAnswer(rest)) return rest;
      return { status: 200, json: rest.slice(window.offset, window.offset + window.limit) };
    },

    count(query) {
      const matching = filterUsers(world.users, query);
      if (isAnswer(matching)) return matching;
      return { status: 200, json: { object: 'total_count', total_count: matching.length } };
    },

    get(id) {
      const user = world.users.find((candidate) => candidate.id === id);
      return user === undefined ? notFound('User', id) : { status: 200, json: user };
    },
  };
}
