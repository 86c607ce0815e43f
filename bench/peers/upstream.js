// The upstream as every peer asks it: undici's `dispatch`, the fastest it has, with a pool of its own.
import DataLoader from 'dataloader';
import { Agent } from 'undici';
import { guards, origin } from './settings.js';
import { sessionsPath, toAccount, toConnection, usersPath } from './shape.js';

// A guarded peer waits for no answer longer than its deadline.
const agent = new Agent(
  guards === null ? {} : { headersTimeout: guards.deadlineMs, bodyTimeout: guards.deadlineMs },
);
const headers = { authorization: 'Bearer sk_test_bench' };

export function get(path) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    agent.dispatch(
      { origin, path, method: 'GET', headers },
      {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          const [first] = chunks;
          resolve(JSON.parse((chunks.length === 1 ? first : Buffer.concat(chunks)).toString()));
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}

export async function readSessions(user, first) {
  const { data } = await get(sessionsPath(user));
  return toConnection(data, first);
}

/** In the order of the ids. */
export async function readAccounts(ids) {
  const found = new Map((await get(usersPath(ids))).map((user) => [user.id, toAccount(user)]));
  return ids.map((id) => found.get(id) ?? null);
}

/** What the answers of one turn of the event loop ask for becomes one batch. */
export const accountBatching = { batchScheduleFn: setImmediate };

/** For one request. */
export function createAccountLoader() {
  return new DataLoader(readAccounts, accountBatching);
}
