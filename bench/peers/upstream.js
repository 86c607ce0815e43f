// The upstream as the peers ask it: undici's `request`, with its own pool. Its address is the process's first argument.
import { Agent, request } from 'undici';
import { sessionsPath, toAccount, toConnection, usersPath } from './shape.js';

const [, , origin] = process.argv;
const dispatcher = new Agent();

async function get(path) {
  const { body } = await request(origin + path, {
    dispatcher,
    headers: { authorization: 'Bearer sk_test_bench' },
  });
  return body.json();
}

export async function readSessions(user, first) {
  const { data } = await get(sessionsPath(user));
  return toConnection(data, first);
}

/** In the order of the ids. */
export async function readAccounts(users) {
  const found = new Map((await get(usersPath(users))).map((user) => [user.id, toAccount(user)]));
  return users.map((user) => found.get(user) ?? null);
}
